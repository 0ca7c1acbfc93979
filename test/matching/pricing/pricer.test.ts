import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instanceOf, seatScore } from '../../../src/matching/instance.ts';
import { arrange, makePricer, visitAbove } from '../../../src/matching/pricing/pricer.ts';
import { tableOf } from '../../../src/matching/pricing/table.ts';
import { randomFrom } from '../../../src/matching/random.ts';
import { rollOf } from '../../../src/matching/roll.ts';
import { scoringOf } from '../../../src/matching/score.ts';
import { DEFAULT_WEIGHTS } from '../../../src/matching/weights.ts';
import { rounds } from '../schools.ts';

test.each([
  ['on its shelves', () => null],
  ['in its table', tableOf],
])('%s it finds exactly the pairs a scan of all pairs finds', (_where, table) => {
  fc.assert(
    fc.property(rounds({ min: 2, max: 70 }), ({ schools, rules, seed }) => {
      const roll = rollOf(schools, () => false, rules, DEFAULT_WEIGHTS);
      const instance = instanceOf(scoringOf(roll, rules, DEFAULT_WEIGHTS, seed), DEFAULT_WEIGHTS);
      const pricer = makePricer(instance, table(instance));
      const random = randomFrom(seed);
      const levels = Float64Array.from({ length: instance.seats }, () => random() * 15_000 - 3000);
      const threshold = random() * 8000;
      arrange(pricer, levels);

      for (let seat = 0; seat < instance.seats; seat++) {
        const found: number[] = [];
        visitAbove(pricer, seat, threshold, (other) => {
          found.push(other);
          return threshold;
        });
        const expected: number[] = [];
        for (let other = 0; other < instance.seats; other++) {
          const score = other === seat ? null : seatScore(instance, seat, other);
          if (score !== null && score - (levels[other] ?? 0) > threshold) expected.push(other);
        }
        expect(found.sort((a, b) => a - b)).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});
