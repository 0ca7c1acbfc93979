import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instanceOf, seatScore } from '../../../src/matching/instance.ts';
import { arrange, makePricer, visitAbove } from '../../../src/matching/pricing/pricer.ts';
import { NEVER, tableOf } from '../../../src/matching/pricing/table.ts';
import { randomFrom } from '../../../src/matching/random.ts';
import { rollOf } from '../../../src/matching/roll.ts';
import { scoringOf } from '../../../src/matching/score.ts';
import { completeWeights, DEFAULT_WEIGHTS } from '../../../src/matching/weights.ts';
import { rounds } from '../schools.ts';

test.each([
  ['on its shelves', () => null],
  ['in its table', tableOf],
])('%s it finds exactly the pairs a scan of all pairs finds', (_where, table) => {
  fc.assert(
    fc.property(rounds({ min: 2, max: 70 }), fc.boolean(), ({ schools, rules, seed }, everybody) => {
      const roll = rollOf(schools, () => false, rules, DEFAULT_WEIGHTS);
      const instance = instanceOf(scoringOf(roll, rules, DEFAULT_WEIGHTS, seed), DEFAULT_WEIGHTS);
      const pricer = makePricer(instance, table(instance));
      const random = randomFrom(seed);
      const levels = Float64Array.from({ length: instance.seats }, () => random() * 15_000 - 3000);
      const threshold = random() * 8000;
      // Some of them, and none above a level; or all there are.
      const members = Array.from({ length: schools.length }, (_, seat) => seat).filter(() => everybody || random() < 0.7);
      const upTo = everybody ? Number.POSITIVE_INFINITY : random() * 12_000;
      arrange(pricer, levels, everybody ? undefined : members);

      for (let seat = 0; seat < instance.seats; seat++) {
        const found: number[] = [];
        const visit = (other: number) => {
          found.push(other);
          return threshold;
        };
        visitAbove(pricer, seat, threshold, visit, upTo);
        const expected: number[] = [];
        for (let other = 0; other < instance.seats; other++) {
          const score = other === seat ? null : seatScore(instance, seat, other);
          const level = levels[other] ?? 0;
          const asked = other >= schools.length || members.includes(other);
          if (score !== null && asked && level <= upTo && score - level > threshold) expected.push(other);
        }
        expect(found.sort((a, b) => a - b)).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['on its shelves', () => null],
  ['in its table', tableOf],
])('%s it finds the best partner, though the threshold rises with every partner found', (_where, table) => {
  fc.assert(
    fc.property(rounds({ min: 2, max: 70 }), ({ schools, rules, seed }) => {
      const roll = rollOf(schools, () => false, rules, DEFAULT_WEIGHTS);
      const instance = instanceOf(scoringOf(roll, rules, DEFAULT_WEIGHTS, seed), DEFAULT_WEIGHTS);
      const pricer = makePricer(instance, table(instance));
      const random = randomFrom(seed);
      const levels = Float64Array.from({ length: instance.seats }, () => random() * 15_000 - 3000);
      arrange(pricer, levels);

      for (let seat = 0; seat < instance.seats; seat++) {
        let best = -100_000;
        visitAbove(pricer, seat, best, (_other, score, level) => {
          best = Math.max(best, score - level);
          return best;
        });
        let expected = -100_000;
        for (let other = 0; other < instance.seats; other++) {
          const score = other === seat ? null : seatScore(instance, seat, other);
          if (score !== null) expected = Math.max(expected, score - (levels[other] ?? 0));
        }
        expect(best).toBe(expected);
      }
    }),
    { numRuns: 100 },
  );
});

test('no weight is too high for the table', () => {
  const high = completeWeights(Object.fromEntries(Object.keys(DEFAULT_WEIGHTS).map((name) => [name, 1000])));
  fc.assert(
    fc.property(rounds({ min: 2, max: 20 }), ({ schools, rules, seed }) => {
      const instance = instanceOf(
        scoringOf(
          rollOf(schools, () => false, rules, high),
          rules,
          high,
          seed,
        ),
        high,
      );
      const table = tableOf(instance) ?? new Float64Array();
      for (let a = 0; a < instance.seats; a++) {
        for (let b = a + 1; b < instance.seats; b++) {
          expect(table[a * instance.seats + b]).toBe(seatScore(instance, a, b) ?? NEVER);
        }
      }
    }),
    { numRuns: 50 },
  );
});
