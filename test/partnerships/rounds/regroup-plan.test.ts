import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsBetween } from '../../../src/matching/bars.ts';
import type { MatchSchool } from '../../../src/matching/types.ts';
import { DEFAULT_WEIGHTS } from '../../../src/matching/weights.ts';
import { type Grounds, planRegrouping, type Standing } from '../../../src/partnerships/rounds/regroup-plan.ts';
import type { Change } from '../../../src/partnerships/rounds/types.ts';

const PAST = { pastPartners: [], timesLeftOut: 0, timesInTrio: 0, timesSilent: 0, inTrioLastTime: false, leftOutLastTime: false };

function school(urn: number, more: Partial<MatchSchool> = {}): MatchSchool {
  const place = { region: `R${urn}`, localAuthority: `L${urn}`, groups: [], phase: 'primary' };
  return { urn, ...place, topics: ['oracy'], seeks: [], offers: [], ...PAST, ...more };
}

function grounds(schools: readonly MatchSchool[], barred: [number, number][] = []): Grounds {
  const facts = new Map(schools.map((one) => [one.urn, one]));
  return { facts, rules: { barred, fixed: [] }, fixed: [], weights: DEFAULT_WEIGHTS, seed: 1 };
}

const SIX = [1, 2, 3, 4, 5, 6].map((urn) => school(urn));
const PAIRS: Standing[] = [
  { id: 'a', urns: [1, 2] },
  { id: 'b', urns: [3, 4] },
  { id: 'c', urns: [5, 6] },
];

describe('a change of published groups', () => {
  it('lets the partner of a school that left join the pair that suits best', () => {
    const schools = SIX.map((one) => (one.urn >= 5 ? { ...one, topics: ['writing'] } : one));
    const plan = planRegrouping(PAIRS, { kind: 'remove', a: 1 }, grounds(schools));

    expect(plan).toEqual({ ended: ['a'], made: [], joined: [{ urn: 2, group: 'b' }], alone: [] });
  });

  it('leaves it alone, and says so, where it may meet nobody', () => {
    const schools = SIX.map((one) => (one.urn === 1 ? one : { ...one, trust: 'One trust' }));

    expect(planRegrouping(PAIRS, { kind: 'remove', a: 1 }, grounds(schools)).alone).toEqual([2]);
  });

  it('puts the two partners together when a pair is made by hand', () => {
    const plan = planRegrouping(PAIRS, { kind: 'fix', a: 1, b: 3 }, grounds(SIX));

    expect(plan).toMatchObject({ ended: ['a', 'b'], joined: [], alone: [] });
    expect(plan.made.map((one) => one.toSorted())).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('swaps partners and touches nobody else', () => {
    const plan = planRegrouping(PAIRS, { kind: 'swap', a: 1, b: 3 }, grounds(SIX));

    expect(plan).toEqual({
      ended: ['a', 'b'],
      made: [
        [1, 4],
        [3, 2],
      ],
      joined: [],
      alone: [],
    });
  });

  it('parts two that must not meet: each joins another pair', () => {
    const plan = planRegrouping(PAIRS, { kind: 'bar', a: 1, b: 2 }, grounds(SIX));

    expect(plan).toMatchObject({ ended: ['a'], made: [], alone: [] });
    expect(plan.joined.map((one) => one.urn).toSorted()).toEqual([1, 2]);
    expect(new Set(plan.joined.map((one) => one.group)).size).toBe(2);
  });

  it('makes two pairs of a three and a late school where there is no pair to join', () => {
    const threes: Standing[] = [
      { id: 'a', urns: [1, 2, 3] },
      { id: 'b', urns: [4, 5, 6] },
    ];
    // The late school may meet nobody of the second three, and shares most with school 2.
    const late = school(7, { trust: 'Oak', topics: ['oracy', 'writing'] });
    const schools = SIX.map((one) =>
      one.urn > 3 ? { ...one, trust: 'Oak' } : one.urn === 2 ? { ...one, topics: late.topics } : one,
    );
    const plan = planRegrouping(threes, { kind: 'add', a: 7 }, grounds([...schools, late]));

    expect(plan).toEqual({
      ended: ['a'],
      made: [
        [7, 2],
        [1, 3],
      ],
      joined: [],
      alone: [],
    });
  });

  it('takes no three apart that holds a pair a coordinator fixed, unless the pair stays whole', () => {
    const three: Standing[] = [{ id: 'a', urns: [1, 2, 3] }];
    const four = SIX.slice(0, 4);
    for (const fixed of [
      [1, 2],
      [1, 3],
      [2, 3],
    ] as [number, number][]) {
      const plan = planRegrouping(three, { kind: 'add', a: 4 }, { ...grounds(four), fixed: [fixed] });

      expect(plan.made.map((pair) => pair.toSorted().join())).toContain(fixed.join());
    }
  });

  it('in a round of threes gives the pair made by hand a third', () => {
    const threes: Standing[] = [
      { id: 'a', urns: [1, 2, 3] },
      { id: 'b', urns: [4, 5, 6] },
    ];
    const { rules, ...rest } = grounds(SIX);
    const plan = planRegrouping(threes, { kind: 'fix', a: 1, b: 4 }, { ...rest, rules: { ...rules, groupSize: 3 } });

    expect(plan).toMatchObject({ ended: ['a', 'b'], joined: [], alone: [] });
    expect(plan.made.map((group) => group.length)).toEqual([3, 3]);
    expect(plan.made.find((group) => group.includes(1))).toContain(4);
  });

  it('of a trio leaves a pair', () => {
    const trio: Standing[] = [
      { id: 'a', urns: [1, 2, 3] },
      { id: 'b', urns: [4, 5] },
    ];
    const plan = planRegrouping(trio, { kind: 'remove', a: 2 }, grounds(SIX));

    expect(plan).toMatchObject({ ended: ['a'], joined: [], alone: [] });
    expect(plan.made.map((one) => one.toSorted())).toEqual([[1, 3]]);
  });

  it('brings a late school into a pair', () => {
    expect(planRegrouping(PAIRS.slice(0, 2), { kind: 'add', a: 5 }, grounds(SIX)).joined).toHaveLength(1);
  });

  it('places everybody once, breaks no rule, and keeps every group it does not name', () => {
    const trusts = fc.array(fc.constantFrom(undefined, 'T1', 'T2'), { minLength: 8, maxLength: 8 });
    const kinds = fc.constantFrom('fix', 'bar', 'swap', 'remove', 'never');
    const two = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(trusts, kinds, two, (given, kind, [a = 1, b = 2]) => {
        const schools = given.map((trust, index) => school(index + 1, trust ? { trust } : {}));
        const groups: Standing[] = [1, 3, 5, 7].map((urn) => ({ id: `g${urn}`, urns: [urn, urn + 1] }));
        const change = (kind === 'remove' ? { kind, a } : { kind, a, b }) as Change;
        const together = groups.some((group) => group.urns.includes(a) && group.urns.includes(b));
        fc.pre(kind !== 'swap' || !together);
        const ground = grounds(schools);

        const plan = planRegrouping(groups, change, ground);

        const after = [
          ...groups
            .filter((group) => !plan.ended.includes(group.id))
            .map((group) => [...group.urns, ...plan.joined.filter((one) => one.group === group.id).map((one) => one.urn)]),
          ...plan.made,
        ];
        const gone = kind === 'remove' ? [a] : [];
        expect([...after.flat(), ...plan.alone, ...gone].toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
        expect(
          plan.ended.every((id) => groups.some((group) => group.id === id && (group.urns.includes(a) || group.urns.includes(b)))),
        ).toBe(true);
        // What a coordinator puts together is theirs to answer for; the rest keeps every rule.
        const byHand = (one: number, other: number) =>
          (kind === 'fix' || kind === 'swap') && [a, b].some((urn) => urn === one || urn === other);
        for (const group of after) {
          expect(group.length).toBeLessThanOrEqual(3);
          for (const one of group) {
            for (const other of group) {
              if (one >= other || byHand(one, other) || groups.some((old) => old.urns.includes(one) && old.urns.includes(other)))
                continue;
              const [x, y] = [ground.facts.get(one), ground.facts.get(other)];
              if (x && y) expect(barsBetween(x, y, ground.rules)).toEqual([]);
            }
          }
        }
      }),
    );
  });
});
