import fc from 'fast-check';
import { expect, test } from 'vitest';
import { totals } from '../../src/matching/bound.ts';
import { instanceOf, seatScore } from '../../src/matching/instance.ts';
import { tableOf } from '../../src/matching/pricing/table.ts';
import { rollOf } from '../../src/matching/roll.ts';
import { scoringOf } from '../../src/matching/score.ts';
import { solveLarge, solveSmall } from '../../src/matching/solve.ts';
import { watchFor } from '../../src/matching/watch.ts';
import { DEFAULT_WEIGHTS } from '../../src/matching/weights.ts';
import { rounds } from './schools.ts';

test.each([
  ['with its pairs on shelves', () => null],
  ['with its pairs in a table', tableOf],
])(
  '%s the engine for large rounds finds what the one for small rounds finds, and its proof covers every pair',
  (_where, table) => {
    fc.assert(
      fc.property(rounds({ min: 2, max: 60 }), ({ schools, rules, seed }) => {
        const roll = rollOf(schools, () => false, rules, DEFAULT_WEIGHTS);
        const instance = instanceOf(scoringOf(roll, rules, DEFAULT_WEIGHTS, seed), DEFAULT_WEIGHTS);
        const watch = watchFor({});

        const large = solveLarge(instance, DEFAULT_WEIGHTS, watch, table(instance));

        const found = totals(instance, large);
        expect(found.total).toBe(found.bound);
        expect(found.total).toBe(totals(instance, solveSmall(instance, watch)).total);
        const inSets = (a: number, b: number): number => {
          const chain = (seat: number): number[] => {
            const sets: number[] = [];
            let set = large.oddSets.findIndex(({ seats }) => seats.includes(seat));
            for (; set >= 0; set = large.oddSets[set]?.within ?? -1) sets.push(set);
            return sets;
          };
          return chain(a).reduce((sum, set) => sum + (chain(b).includes(set) ? (large.oddSets[set]?.price ?? 0) : 0), 0);
        };
        const above: string[] = [];
        for (let a = 0; a < instance.seats; a++) {
          for (let b = a + 1; b < instance.seats; b++) {
            const score = seatScore(instance, a, b);
            const price = (large.prices[a] ?? 0) + (large.prices[b] ?? 0) + inSets(a, b);
            if (score !== null && !(price >= score)) above.push(`${a} with ${b}: ${score} above ${price}`);
          }
        }
        expect(above).toEqual([]);
      }),
      { numRuns: 300 },
    );
  },
);
