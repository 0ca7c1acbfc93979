import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barsBetween } from '../../src/matching/bars.ts';
import { matchSchools } from '../../src/matching/match.ts';
import type { MatchRules, MatchSchool } from '../../src/matching/types.ts';
import { rounds, school } from './schools.ts';

const openRules: MatchRules = { barred: [], fixed: [] };

test('three schools that may all meet are a trio', () => {
  const result = matchSchools({ schools: [school(1), school(2), school(3)], rules: openRules, seed: 1 });

  expect(result.groups.map(({ urns }) => urns.toSorted())).toEqual([[1, 2, 3]]);
  expect(result.leftOut).toEqual([]);
});

test('the third of a trio is not one that was in a trio last time', () => {
  const tired = { inTrioLastTime: true };
  const schools = [school(1, tired), school(2, tired), school(3, tired), school(4), school(5, tired)];

  const { groups } = matchSchools({ schools, rules: openRules, seed: 1 });

  expect(groups.find(({ urns }) => urns.length === 3)?.urns[2]).toBe(4);
});

test('the pair a third joins is one without a school from last time’s trio, if there is one', () => {
  const tired = { inTrioLastTime: true, topics: ['eal', 'oracy-dialogue'] };
  // the tired pair is worth more in every way, and belongs together
  const schools = [
    school(1, tired),
    school(2, tired),
    school(3, { topics: ['writing'] }),
    school(4, { topics: ['writing'] }),
    school(5),
  ];

  const { groups } = matchSchools({ schools, rules: openRules, seed: 1 });

  expect(groups.find(({ urns }) => urns.length === 3)?.urns.toSorted()).toEqual([3, 4, 5]);
});

test('a school left out last time is paired before anyone else', () => {
  const here = { region: 'North' };
  const schools = [school(1, here), school(2, { ...here, leftOutLastTime: true }), school(3, here), school(4)];

  const { groups, leftOut } = matchSchools({ schools, rules: openRules, seed: 1 });

  expect(groups.map(({ urns }) => urns.toSorted())).toEqual([[2, 4]]);
  expect(leftOut.map(({ urn }) => urn)).toEqual([1, 3]);
});

test('who is left out learns why', () => {
  const oak = { trust: 'Oak' };
  const schools = [school(1, oak), school(2, oak), school(3, { ...oak, localAuthority: 'authority 2' })];

  const { groups, leftOut } = matchSchools({ schools, rules: openRules, seed: 1 });

  expect(groups).toEqual([]);
  expect(leftOut[1]).toEqual({
    urn: 2,
    why: 'no-legal-partner',
    detail: { legalPartners: 0, bars: { sameTrust: 2, sameLocalAuthority: 1 } },
  });
});

test('nobody is left out who could join a pair', () => {
  fc.assert(
    fc.property(rounds({ min: 0, max: 15 }), ({ schools, rules, seed }) => {
      const { groups, leftOut } = matchSchools({ schools, rules, seed });

      const byUrn = new Map(schools.map((each) => [each.urn, each]));
      const known = (urn: number): MatchSchool => byUrn.get(urn) ?? school(urn);
      for (const { urn } of leftOut) {
        for (const group of groups) {
          const open =
            group.urns.length === 2 && group.urns.every((member) => barsBetween(known(member), known(urn), rules).length === 0);
          expect(open).toBe(false);
        }
      }
      for (const [at, { urn }] of leftOut.entries()) {
        for (const other of leftOut.slice(at + 1)) expect(barsBetween(known(urn), known(other.urn), rules)).not.toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});

test('a fixed pair is made though they are neighbours, and refused within one trust', () => {
  const schools = [
    school(1, { region: 'North' }),
    school(2, { region: 'North' }),
    school(3, { trust: 'Oak' }),
    school(4, { trust: 'Oak' }),
  ];

  const { groups, refused } = matchSchools({
    schools,
    rules: {
      barred: [],
      fixed: [
        [2, 1],
        [3, 4],
        [1, 9],
      ],
    },
    seed: 1,
  });

  expect(groups.find(({ urns }) => urns.includes(1))?.urns.slice(0, 2)).toEqual([2, 1]);
  expect(groups.find(({ urns }) => urns.includes(1))?.reasons[0]).toEqual({ kind: 'fixed' });
  expect(refused).toEqual([
    { pair: [3, 4], why: 'sameTrust' },
    { pair: [1, 9], why: 'unknownSchool' },
  ]);
});

test('an empty round and a round of one are answered', () => {
  expect(matchSchools({ schools: [], rules: openRules, seed: 1 }).proven).toBe(true);
  expect(matchSchools({ schools: [school(1)], rules: openRules, seed: 1 }).leftOut).toEqual([
    { urn: 1, why: 'no-legal-partner', detail: { legalPartners: 0, bars: {} } },
  ]);
});

test('the numbers given to a school that is left out are those a look at every other school gives', () => {
  fc.assert(
    fc.property(rounds({ min: 1, max: 15 }), ({ schools, rules, seed }) => {
      const { leftOut } = matchSchools({ schools, rules, seed });

      for (const { urn, detail } of leftOut) {
        const self = schools.find((each) => each.urn === urn) ?? school(urn);
        const between = schools.filter((other) => other !== self).map((other) => barsBetween(self, other, rules));
        expect(detail.legalPartners).toBe(between.filter((bars) => bars.length === 0).length);
        for (const bar of ['sameTrust', 'sameGroup', 'sameLocalAuthority', 'sameRegion', 'recentPartners', 'barred'] as const) {
          expect(detail.bars[bar] ?? 0).toBe(between.filter((bars) => bars.includes(bar)).length);
        }
      }
    }),
    { numRuns: 300 },
  );
});
