import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barsBetween } from '../../src/matching/bars.ts';
import { reasonsFor } from '../../src/matching/explain.ts';
import { matchSchools } from '../../src/matching/match.ts';
import { rollOf } from '../../src/matching/roll.ts';
import { mayMeet, scoreOf, scoringOf } from '../../src/matching/score.ts';
import { scoreOfPair } from '../../src/matching/single.ts';
import { suspectsAfter } from '../../src/matching/suspects.ts';
import { sumOf, termsOf } from '../../src/matching/terms.ts';
import { verify } from '../../src/matching/verify.ts';
import { DEFAULT_WEIGHTS, scoreRange } from '../../src/matching/weights.ts';
import { rounds, school } from './schools.ts';

test('the fast score is the score as defined, and the rules are the same', () => {
  fc.assert(
    fc.property(rounds({ min: 2, max: 8 }), ({ schools, rules, seed }) => {
      const roll = rollOf(schools, () => false, rules, DEFAULT_WEIGHTS);
      const scoring = scoringOf(roll, rules, DEFAULT_WEIGHTS, seed);
      const { highest, lowest } = scoreRange(DEFAULT_WEIGHTS);

      for (const [a, schoolA] of roll.schools.entries()) {
        for (const [b, schoolB] of roll.schools.entries()) {
          if (a === b) continue;
          const score = sumOf(termsOf(schoolA, schoolB, DEFAULT_WEIGHTS, seed));
          expect(scoreOf(scoring, a, b)).toBe(score);
          expect(score % 2 === 0 && score <= highest && score >= lowest).toBe(true);
          expect(mayMeet(scoring, a, b)).toBe(barsBetween(schoolA, schoolB, rules).length === 0);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('the reasons are enough to write the sentence from', () => {
  const leeds = school(1, { topics: ['oracy-dialogue'], offers: ['eal'], trust: 'Oak', easting: 430_000, northing: 434_000 });
  const truro = school(2, { topics: ['oracy-dialogue'], seeks: ['eal'], easting: 182_000, northing: 45_000 });

  const reasons = reasonsFor(leeds, truro);

  expect(reasons).toContainEqual({ kind: 'sharedTopics', topics: ['oracy-dialogue'] });
  expect(reasons).toContainEqual({ kind: 'offersSeeks', from: 1, to: 2, topics: ['eal'] });
  expect(reasons).toContainEqual({ kind: 'distance', km: 461 });
  expect(reasons).toContainEqual({ kind: 'differentTrust' });
  expect(reasons).toContainEqual({ kind: 'neverMet' });
});

test('a single introduction is worth what the same pair gets in a round', () => {
  const schools = [school(1, { topics: ['eal'], timesSilent: 1 }), school(2, { topics: ['eal'], phase: 'secondary' })] as const;
  const [group] = matchSchools({ schools: [...schools], rules: { barred: [], fixed: [] }, seed: 7 }).groups;

  const alone = scoreOfPair(...schools, undefined, 7);

  expect(alone).toEqual({ score: group?.score, reasons: group?.reasons });
  expect(() => scoreOfPair(...schools, { phase: -1 }, 7)).toThrow(RangeError);
});

test('a past meeting costs less every round, and never nothing', () => {
  const cost = (roundsAgo: number) =>
    termsOf(school(1, { pastPartners: [{ urn: 2, roundsAgo }] }), school(2), DEFAULT_WEIGHTS, 1).repeat;

  expect([5, 6, 12, 40].map(cost)).toEqual([64_000, 53_333, 26_667, 8000]);
});

test('a round can have any number of topics', () => {
  const schools = Array.from({ length: 200 }, (_, at) => school(at + 1, { topics: [`topic ${at >> 1}`] }));

  const result = matchSchools({ schools, rules: { barred: [], fixed: [] }, seed: 1 });

  expect(result.groups.every(({ reasons }) => reasons.some(({ kind }) => kind === 'sharedTopics'))).toBe(true);
  expect(verify(schools, result.inputs.rules, result.inputs.weights, 1, result)).toEqual([]);
});

test('the verifier’s suspects are never too few', () => {
  fc.assert(
    fc.property(rounds({ min: 2, max: 30 }), fc.integer({ min: 0, max: 12_000 }), ({ schools, seed }, price) => {
      const suspects = suspectsAfter(schools, new Float64Array(schools.length).fill(price), DEFAULT_WEIGHTS);

      for (const [a, schoolA] of schools.entries()) {
        const found = suspects(a);
        for (const [b, schoolB] of schools.entries()) {
          const worthMore = b > a && sumOf(termsOf(schoolA, schoolB, DEFAULT_WEIGHTS, seed)) > 2 * price;
          if (worthMore) expect(found).toContain(b);
        }
      }
    }),
    { numRuns: 100 },
  );
});
