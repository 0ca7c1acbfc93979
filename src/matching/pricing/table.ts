import { type Instance, seatScore } from '../instance.ts';

/** Every pair's score, row by row; NEVER where two seats may not meet. */
export type Table = Float64Array;
/** Stands where there is no score. */
export const NEVER = Number.NEGATIVE_INFINITY;

/**
 * Up to so many seats all scores are written down. Before the compiler has got used to a round it is half done, and a table is read by
 * less code than shelves are: 500 schools take a quarter less time with it, 2,000 a third more.
 */
const FEW = 1000;

/** The table of a round that is small enough for one, else null. */
export function tableOf(instance: Instance): Table | null {
  const { seats } = instance;
  if (seats > FEW) return null;
  const table = new Float64Array(seats * seats).fill(NEVER);
  for (let a = 0; a < seats; a++) {
    for (let b = a + 1; b < seats; b++) {
      const score = seatScore(instance, a, b);
      if (score === null) continue;
      table[a * seats + b] = score;
      table[b * seats + a] = score;
    }
  }
  return table;
}
