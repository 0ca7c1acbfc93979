import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barsBetween } from '../../src/matching/bars.ts';
import { matchSchools } from '../../src/matching/match.ts';
import { sumOf, termsOf } from '../../src/matching/terms.ts';
import type { MatchResult, MatchRules, MatchSchool } from '../../src/matching/types.ts';
import { verify } from '../../src/matching/verify.ts';
import { DEFAULT_WEIGHTS } from '../../src/matching/weights.ts';
import { rounds, school } from './schools.ts';

const threes: MatchRules = { barred: [], fixed: [], groupSize: 3 };

function problemsOf(result: MatchResult): string[] {
  const { schools, rules, weights, seed } = result.inputs;
  return verify(schools, rules, weights, seed, result);
}

const sizesOf = ({ groups }: MatchResult) => groups.map(({ urns }) => urns.length).sort();

/** Units of all links of the best threes there are, everybody in one, by trying everything; -Infinity when there are none. */
function bestByTrying(schools: MatchSchool[], seed: number): number {
  const link = (a: MatchSchool, b: MatchSchool) =>
    barsBetween(a, b, threes).length > 0 ? Number.NEGATIVE_INFINITY : sumOf(termsOf(a, b, DEFAULT_WEIGHTS, seed));
  const [first, ...others] = schools;
  if (!first) return 0;
  let best = Number.NEGATIVE_INFINITY;
  for (const [place, second] of others.entries()) {
    for (const third of others.slice(place + 1)) {
      const worth = link(first, second) + link(first, third) + link(second, third);
      if (worth === Number.NEGATIVE_INFINITY) continue;
      const rest = others.filter((each) => each !== second && each !== third);
      best = Math.max(best, worth + bestByTrying(rest, seed));
    }
  }
  return best;
}

/** Schools in many places, so that threes are possible, with something that tells one pair from the next. */
const scattered = (size: number) =>
  rounds({ min: size, max: size }).map(({ schools, seed }) => ({
    seed,
    schools: schools.map((each) => ({
      ...each,
      region: `region ${each.urn % 5}`,
      localAuthority: `authority ${each.urn}`,
      trust: undefined,
      groups: [],
      pastPartners: [],
    })),
  }));

test('threes hold to every rule, and nobody is in two; the bound is the one a look at every pair gives', () => {
  fc.assert(
    fc.property(rounds({ min: 0, max: 14 }), ({ schools, rules, seed }) => {
      const result = matchSchools({ schools, rules: { ...rules, groupSize: 3 }, seed });
      expect(problemsOf(result)).toEqual([]);
      expect(result.total).toBeLessThanOrEqual(result.bound);
      expect(result.stopped).toBe(false);
    }),
  );
});

test('as many schools have a group as when they are paired', () => {
  fc.assert(
    fc.property(rounds({ min: 2, max: 14 }), ({ schools, rules, seed }) => {
      const pairs = matchSchools({ schools, rules, seed });
      expect(matchSchools({ schools, rules: { ...rules, groupSize: 3 }, seed }).leftOut.length).toBeLessThanOrEqual(
        pairs.leftOut.length,
      );
    }),
  );
});

test('in small rounds the threes are nearly always the best there are, and never better', () => {
  let best = 0;
  let rounds = 0;
  fc.assert(
    fc.property(scattered(9), ({ schools, seed }) => {
      const result = matchSchools({ schools, rules: threes, seed });
      const most = bestByTrying(schools, seed);
      if (sizesOf(result).join('') !== '333') return;
      rounds++;
      if (result.total === most) best++;
      expect(result.total).toBeLessThanOrEqual(most);
      expect(result.total).toBeGreaterThan(0.8 * most);
      expect(most).toBeLessThanOrEqual(result.bound);
    }),
    { numRuns: 60, seed: 1 },
  );
  expect(rounds).toBeGreaterThan(50);
  expect(best / rounds).toBeGreaterThan(0.9);
});

test.each([
  [1, []],
  [2, [2]],
  [3, [3]],
  [4, [2, 2]],
  [5, [2, 3]],
  [7, [2, 2, 3]],
  [9, [3, 3, 3]],
])('%i strangers make groups of %j', (size, sizes) => {
  const schools = Array.from({ length: size }, (_, nth) => school(100 + nth));
  expect(sizesOf(matchSchools({ schools, rules: threes, seed: 1 }))).toEqual(sizes);
});

test('a fixed pair gets a third, and stays together', () => {
  fc.assert(
    fc.property(scattered(12), ({ schools, seed }) => {
      const rules: MatchRules = { ...threes, fixed: [[100, 105]] };
      const result = matchSchools({ schools, rules, seed });
      const group = result.groups.find(({ urns }) => urns.includes(100));
      expect(group?.urns.slice(0, 2)).toEqual([100, 105]);
      expect(group?.reasons[0]).toEqual({ kind: 'fixed' });
      expect(problemsOf(result)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('who was left out last time is not left out again while somebody else could be', () => {
  for (let seed = 0; seed < 20; seed++) {
    // Only one school lives elsewhere, so only one of the five can have a partner.
    const here = [1, 2, 3, 4, 5].map((urn) => school(urn, { region: 'here', topics: urn === 3 ? [] : ['eal'] }));
    const schools = [...here.map((each) => ({ ...each, leftOutLastTime: each.urn === 3 })), school(6, { topics: ['eal'] })];
    const result = matchSchools({ schools, rules: threes, seed });
    expect(result.groups.map(({ urns }) => urns.toSorted())).toEqual([[3, 6]]);
  }
});

test('a verifier that is shown other threes, a better total or a lower bound says so', () => {
  const schools = Array.from({ length: 9 }, (_, nth) => school(100 + nth, { topics: [nth % 2 ? 'eal' : 'writing'] }));
  const result = matchSchools({ schools, rules: threes, seed: 1 });
  expect(problemsOf({ ...result, total: result.total + 2 })).not.toEqual([]);
  expect(problemsOf({ ...result, bound: result.bound - 2 })).not.toEqual([]);
  const [one, other, ...rest] = result.groups;
  if (!one || !other) throw new Error('no groups');
  const exchanged = [
    { ...one, urns: [...one.urns.slice(0, 2), ...other.urns.slice(2)] },
    { ...other, urns: [...other.urns.slice(0, 2), ...one.urns.slice(2)] },
    ...rest,
  ];
  expect(problemsOf({ ...result, groups: exchanged })).not.toEqual([]);
});

test('out of time there are groups all the same, and it is said that it was stopped', () => {
  // an odd number: one of them has no partner in the pairs it begins with
  const schools = Array.from({ length: 401 }, (_, nth) => school(1000 + nth, { region: `region ${nth % 7}` }));
  const result = matchSchools({ schools, rules: threes, seed: 1, deadlineMs: 1 });
  expect(result.stopped).toBe(true);
  expect(result.leftOut).toEqual([]);
  expect(problemsOf(result)).toEqual([]);
});
