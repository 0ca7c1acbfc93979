import { reasonsFor } from './explain.ts';
import { sumOf, termsOf } from './terms.ts';
import type { MatchSchool, Reason, Weights } from './types.ts';
import { completeWeights } from './weights.ts';

/**
 * What one pair is worth, in units, and what speaks for it: for a single introduction outside a round. Whether the two may
 * meet at all is for `barsBetween` to say. Throws a RangeError for weights outside 0 to 1000.
 */
export function scoreOfPair(
  a: MatchSchool,
  b: MatchSchool,
  weights: Partial<Weights> | undefined,
  seed: number,
): { score: number; reasons: Reason[] } {
  return { score: sumOf(termsOf(a, b, completeWeights(weights), seed)), reasons: reasonsFor(a, b) };
}
