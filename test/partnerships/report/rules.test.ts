import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reciprocityOf, reportOf, type SECTIONS, spreadOf, stateOf } from '../../../src/partnerships/report/rules.ts';
import type { PairFacts, PairSide, ReportFacts, RoundFacts, SchoolFacts } from '../../../src/partnerships/report/types.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = new Date('2026-11-23T16:00:00Z');
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

const person = (name: string, coordinator = false) => ({ id: name, name, coordinator });
const school = (urn: number, more: Partial<SchoolFacts> = {}): SchoolFacts => ({
  ...{ urn, name: `School ${urn}`, town: null, region: `Region ${urn}`, localAuthority: `LA ${urn}`, trust: null, groups: [] },
  ...{ active: true, left: false, pausedUntil: null, silentRounds: 0, inactiveSince: null, contacts: [person(`Contact ${urn}`)] },
  ...more,
});
const round = (more: Partial<RoundFacts> = {}): RoundFacts => ({
  ...{
    id: 'r1',
    name: 'Spring',
    draft: 1,
    publishedAt: ago(12),
    endsAt: ago(-30),
    groupSize: 2,
    pairs: 1,
    met: 0,
    silent: 0,
    leftOut: 0,
  },
  ...more,
});
const side = (urn: number, more: Partial<PairSide> = {}): PairSide => ({
  ...{ urn, wroteAt: null, met: null, tried: null, troubleAt: null },
  ...more,
});
const pair = (sides: PairSide[], more: Partial<PairFacts> = {}): PairFacts => ({
  ...{ id: sides.map((one) => one.urn).join('-'), roundId: 'r1', introducedAt: ago(12), score: 1000, ended: false, sides },
  ...more,
});
const facts = (more: Partial<ReportFacts> = {}): ReportFacts => {
  const schools = Array.from({ length: 9 }, (_, index) => school(index + 1));
  return {
    ...{ now: NOW, network: 'Trees', rounds: [round()], pairs: [], leftOut: [], inTouch: new Set<number>(), used: [] },
    schools: new Map(schools.map((one) => [one.urn, one])),
    ...more,
  };
};
const withSchools = (...changed: SchoolFacts[]) => ({
  schools: new Map([...facts().schools, ...changed.map((one) => [one.urn, one] as const)]),
});
const named = (shown: ReturnType<typeof reportOf>, section: (typeof SECTIONS)[number]) =>
  shown.lists[section].map((line) => line.schools.map((one) => one.urn).join('+'));

describe('how a pair stands', () => {
  it.each([
    ['met', 'one of them said yes, whatever the other says', [side(1, { met: 'yes' }), side(2, { met: 'no' })], 3],
    ['arranged', 'a date is set', [side(1, { met: 'planned' }), side(2, { met: 'no' })], 30],
    ['notmet', 'somebody said no, however early', [side(1, { met: 'no' }), side(2)], 3],
    ['notmet', 'nobody said anything by day 10', [side(1), side(2)], 10],
    ['early', 'nobody said anything by day 9', [side(1), side(2)], 9],
    ['notmet', 'they wrote, but nobody said that they met', [side(1, { wroteAt: ago(9) }), side(2)], 12],
  ] as const)('is %s when %s', (state, _why, sides, day) => {
    expect(stateOf({ sides: [...sides], introducedAt: ago(day) }, NOW)).toBe(state);
  });

  it('is of this round alone, and nothing when it was taken apart', () => {
    const shown = reportOf(
      facts({
        rounds: [round(), round({ id: 'r0' })],
        pairs: [pair([side(1), side(2)]), pair([side(3), side(4)], { ended: true }), pair([side(5), side(6)], { roundId: 'r0' })],
      }),
    );

    expect(named(shown, 'notmet')).toEqual(['1+2']);
  });

  it('puts every pair into exactly one list', () => {
    const said = fc.constantFrom('yes', 'planned', 'no', null);
    fc.assert(
      fc.property(fc.array(fc.tuple(said, said), { maxLength: 4 }), fc.integer({ min: 0, max: 60 }), (answers, days) => {
        const pairs = answers.map(([one, other], at) =>
          pair([side(2 * at + 1, { met: one }), side(2 * at + 2, { met: other })], { introducedAt: ago(days) }),
        );
        const shown = reportOf(facts({ pairs, rounds: [round({ publishedAt: ago(days) })] }));
        const { met, arranged, notmet } = shown.lists;

        expect(met.length + arranged.length + notmet.length + shown.early).toBe(pairs.length);
      }),
    );
  });
});

describe('lists of schools', () => {
  it('left out: those that still take part', () => {
    const shown = reportOf(facts({ leftOut: [1, 2, 99], ...withSchools(school(2, { left: true, active: false })) }));

    expect(named(shown, 'leftout')).toEqual(['1']);
  });

  it('gone quiet: the longest silence first, with the number of rounds', () => {
    const schools = withSchools(
      school(1, { silentRounds: 1 }),
      school(2, { silentRounds: 3, inactiveSince: ago(1), active: false }),
      school(3, { silentRounds: 2, left: true, active: false }),
    );
    const shown = reportOf(facts(schools));

    expect(shown.lists.quiet.map((line) => line.why)).toEqual([
      'Nothing heard in 3 rounds in a row; no longer paired until it says it is back',
      'Nothing heard in the last round',
    ]);
  });

  it('carrying a lot: more than two things at once, of which coordinating is one', () => {
    const schools = withSchools(school(1, { contacts: [person('Petra', true), person('Sam')] }));
    const trio = pair([side(1), side(2), side(3)]);
    const one = reportOf(facts({ ...schools, pairs: [trio] }));
    const more = reportOf(facts({ pairs: [trio, pair([side(2), side(4)])] }));

    expect(one.lists.overloaded.map((line) => line.why)).toEqual([
      'Petra looks after 2 partner schools at once and coordinates the network; Sam could share it',
    ]);
    expect(named(more, 'overloaded')).toEqual(['2']);
  });

  it('carrying a lot: not by pairs of a round that is over', () => {
    const pairs = [pair([side(1), side(2), side(3)], { roundId: 'r0' }), pair([side(1), side(4)])];
    const running = reportOf(facts({ rounds: [round(), round({ id: 'r0' })], pairs }));
    const over = reportOf(facts({ rounds: [round(), round({ id: 'r0', endsAt: ago(1) })], pairs }));

    expect(named(running, 'overloaded')).toEqual(['1']);
    expect(named(over, 'overloaded')).toEqual([]);
  });

  it('on their own: take part, met nobody, wrote with nobody, and were not only just introduced', () => {
    const schools = withSchools(school(4, { active: false }), school(5, { silentRounds: 2 }));
    const inTouch = new Set([1, 2, 3]);
    const pairs = [pair([side(6), side(7)])];
    const later = reportOf(facts({ ...schools, inTouch, pairs }));
    const early = reportOf(facts({ ...schools, inTouch, pairs: [pair([side(6), side(7)], { introducedAt: ago(3) })] }));

    expect(named(later, 'isolated')).toEqual(['5', '6', '7', '8', '9']);
    expect(named(early, 'isolated')).toEqual(['5', '8', '9']);
  });
});

describe('reciprocity', () => {
  it('is counted as domain.md 5.4 defines it, by exchanges and by single gifts', () => {
    const mutual = [
      { from: 1, to: 2 },
      { from: 2, to: 1 },
    ];
    const shown = reciprocityOf([...mutual, { from: 3, to: 4 }, { from: 5, to: 6 }]);

    expect(shown).toEqual({ exchanges: 3, returned: 1, dyads: 1 / 3, arcs: 1 / 2 });
    expect(reciprocityOf([])).toEqual({ exchanges: 0, returned: 0, dyads: null, arcs: null });
  });

  it('lies between nothing and all, and both measures agree about these two', () => {
    const gift = fc.record({ from: fc.integer({ min: 1, max: 5 }), to: fc.integer({ min: 6, max: 9 }) });
    const either = gift.chain((one) => fc.constantFrom(one, { from: one.to, to: one.from }));
    const gifts = fc.uniqueArray(either, { selector: ({ from, to }) => `${from} ${to}`, minLength: 1 });
    fc.assert(
      fc.property(gifts, (used) => {
        const { dyads, arcs } = reciprocityOf(used);

        expect(dyads).toBeGreaterThanOrEqual(0);
        expect(dyads).toBeLessThanOrEqual(arcs ?? -1);
        expect(arcs === 1).toBe(dyads === 1);
        expect(arcs === 0).toBe(dyads === 0);
      }),
    );
  });
});

describe('how far pairs reach', () => {
  it('counts regions, and trusts and groups, by every two of a trio', () => {
    const { schools } = withSchools(
      school(1, { trust: 'Leaf', groups: ['Hub'] }),
      school(2, { trust: 'Leaf', region: 'Region 3' }),
      school(4, { groups: ['Hub'] }),
    );
    const spread = spreadOf({ schools }, [
      pair([side(1), side(2)]),
      pair([side(1), side(4)]),
      pair([side(2), side(3), side(5)]),
      pair([side(6), side(7)]),
    ]);

    expect(spread).toEqual({ regions: { part: 3, of: 4 }, governance: { part: 2, of: 4 } });
  });
});
