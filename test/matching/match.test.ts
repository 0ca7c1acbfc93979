import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barsBetween } from '../../src/matching/bars.ts';
import { priceOf } from '../../src/matching/certificate.ts';
import { matchSchools } from '../../src/matching/match.ts';
import { sumOf, termsOf } from '../../src/matching/terms.ts';
import type { MatchResult, MatchRules, MatchSchool } from '../../src/matching/types.ts';
import { verify } from '../../src/matching/verify.ts';
import { DEFAULT_WEIGHTS } from '../../src/matching/weights.ts';
import { rounds, school } from './schools.ts';

const openRules: MatchRules = { barred: [], fixed: [] };

function problemsOf(result: MatchResult): string[] {
  const { schools, rules, weights, seed } = result.inputs;
  return verify(schools, rules, weights, seed, result);
}

/** The best by trying everything: schools paired, of them left out last time, total. Fixed pairs are not looked at. */
function bestByTrying(schools: MatchSchool[], rules: MatchRules, seed: number): [number, number, number] {
  const [first, ...others] = schools;
  if (!first) return [0, 0, 0];
  let best = bestByTrying(others, rules, seed);
  for (const other of others) {
    if (barsBetween(first, other, rules).length > 0) continue;
    const [paired, waited, total] = bestByTrying(
      others.filter((each) => each !== other),
      rules,
      seed,
    );
    const had = Number(first.leftOutLastTime) + Number(other.leftOutLastTime);
    const with_: [number, number, number] = [
      paired + 2,
      waited + had,
      total + sumOf(termsOf(first, other, DEFAULT_WEIGHTS, seed)),
    ];
    if (later(with_, best)) best = with_;
  }
  return best;
}

function later(a: [number, number, number], b: [number, number, number]): boolean {
  if (a[0] !== b[0]) return a[0] > b[0];
  return a[1] !== b[1] ? a[1] > b[1] : a[2] > b[2];
}

/** What comes before all scores, in one number: schools paired, those left out last time, a fresh third. */
function wishes(result: MatchResult): number {
  const inPairs = new Set(result.groups.flatMap(({ urns }) => urns.slice(0, 2)));
  const { schools } = result.inputs;
  const waited = schools.filter((each) => each.leftOutLastTime && inPairs.has(each.urn)).length;
  const fresh = schools.some((each) => !inPairs.has(each.urn) && !each.inTrioLastTime);
  return inPairs.size * 100 + waited * 2 + (fresh || schools.length % 2 === 0 ? 1 : 0);
}

test('the total is the best of all pairings that pair the most schools, first those left out last time', () => {
  fc.assert(
    fc.property(rounds({ min: 0, max: 8 }), ({ schools, rules: { fixed: _, ...rules }, seed }) => {
      // an odd round also weighs who takes the empty chair: the trio rule has a test of its own
      const calm = schools.map((each) => ({ ...each, inTrioLastTime: false }));
      const result = matchSchools({ schools: calm, rules: { ...rules, fixed: [] }, seed });

      const [paired, waited, total] = bestByTrying(calm, { ...rules, fixed: [] }, seed);
      const inPairs = result.groups.flatMap(({ urns }) => urns.slice(0, 2));
      expect(inPairs.length).toBe(paired);
      expect(calm.filter((each) => each.leftOutLastTime && inPairs.includes(each.urn)).length).toBe(waited);
      expect(result.total).toBe(total);
      expect(result.proven).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('the verifier accepts every round, whatever the rules', () => {
  fc.assert(
    fc.property(rounds({ min: 0, max: 40 }), ({ schools, rules, seed }) => {
      const result = matchSchools({ schools, rules, seed });

      expect(problemsOf(result)).toEqual([]);
      expect(result.proven).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('the same inputs give the same round, in whatever order the schools come', () => {
  fc.assert(
    fc.property(rounds({ min: 2, max: 25 }), ({ schools, rules, seed }) => {
      const one = matchSchools({ schools, rules, seed });
      const other = matchSchools({ schools: [...schools].reverse(), rules, seed });

      expect(other.groups).toEqual(one.groups);
      expect(other.certificate).toEqual(one.certificate);
    }),
    { numRuns: 100 },
  );
});

test('a result survives storage as JSON', () => {
  fc.assert(
    fc.property(rounds({ min: 2, max: 12 }), ({ schools, rules, seed }) => {
      const result = matchSchools({ schools, rules, seed });
      const stored: MatchResult = JSON.parse(JSON.stringify(result));

      expect(problemsOf(stored)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('forcing a pair costs at least its price', () => {
  fc.assert(
    fc.property(rounds({ min: 3, max: 9 }), ({ schools, rules: { fixed: _, ...others }, seed }) => {
      const rules = { ...others, fixed: [] };
      const result = matchSchools({ schools, rules, seed });
      const [a, b] = schools;
      if (!a || !b || barsBetween(a, b, rules).some((bar) => bar === 'sameTrust' || bar === 'sameGroup')) return;
      const forced = matchSchools({ schools, rules: { ...rules, fixed: [[a.urn, b.urn]] }, seed });
      const price = priceOf(result, a.urn, b.urn);

      if (wishes(forced) === wishes(result)) expect(result.total - forced.total).toBeGreaterThanOrEqual(price);
      if (price === Number.POSITIVE_INFINITY) expect(wishes(forced)).toBeLessThan(wishes(result));
    }),
    { numRuns: 300 },
  );
});

test('the verifier refuses a result that was tampered with', () => {
  const schools = Array.from({ length: 9 }, (_, at) => school(100 + at, { topics: at % 2 ? ['eal'] : ['writing'] }));
  const result = matchSchools({ schools, rules: openRules, seed: 1 });
  const [first, second, ...rest] = result.groups;
  const [price, ...prices] = result.certificate.prices;
  if (!first || !second || !price) throw new Error('nothing to tamper with');
  const swapped = [
    { ...first, urns: [first.urns[0] ?? 0, second.urns[1] ?? 0] },
    { ...second, urns: [second.urns[0] ?? 0, first.urns[1] ?? 0] },
  ];

  expect(problemsOf(result)).toEqual([]);
  expect(problemsOf({ ...result, groups: [...swapped, ...rest] })).not.toEqual([]);
  expect(problemsOf({ ...result, groups: [second, ...rest] })).not.toEqual([]);
  expect(
    problemsOf({ ...result, certificate: { ...result.certificate, prices: [[price[0], price[1] - 2], ...prices] } }),
  ).not.toEqual([]);
  expect(problemsOf({ ...result, bound: result.bound + 2, proven: false })).not.toEqual([]);
});
