import type { Weights } from './types.ts';

/** Raise it whenever the same inputs could give another result: stored rounds are re-run and compared by it. */
export const VERSION = '3';

/** Scores are whole numbers of units; a point is a thousand. Units are kept even, so that every price is whole too. */
export const POINT = 1000;

/** Partners of so many rounds never meet again at once (domain brief 6, story 6). */
export const ROUNDS_APART = 4;

/** Beyond this distance one school is as far as another. */
export const FAR_KM = 300;

/**
 * The scores of the domain brief (section 6, story 6); the small terms below them only choose among equals. `repeat`, for schools that met,
 * fades with the rounds since: for two years of half-termly rounds it is still more than any pair can score.
 */
export const DEFAULT_WEIGHTS: Weights = {
  sharedFocus: 3,
  furtherFocus: 0.5,
  seekOffer: 4,
  bothWays: 3,
  phase: 1,
  mood: 1,
  debt: 1,
  distance: 0.5,
  repeat: 80,
  tieBreak: 0.2,
  boostLeftOut: 8,
  boostTrio: 3,
  boostSilent: 5,
  boostCap: 25,
};

/** The default weights with some of them replaced. Throws a RangeError for one outside 0 to 1000. */
export function completeWeights(given: Partial<Weights> | undefined): Weights {
  const weights = { ...DEFAULT_WEIGHTS, ...given };
  for (const [name, weight] of Object.entries(weights)) {
    if (!(weight >= 0 && weight <= 1000)) throw new RangeError(`The weight ${name} must lie between 0 and 1000`);
  }
  return weights;
}

/** The most and the least units any pair can have under these weights. */
export function scoreRange(weights: Weights): { highest: number; lowest: number } {
  const { sharedFocus, furtherFocus, seekOffer, bothWays, phase, mood, debt, distance, boostCap } = weights;
  const points = sharedFocus + 2 * furtherFocus + 2 * seekOffer + bothWays + phase + mood + debt + distance;
  return {
    highest: Math.ceil(POINT * (points * (1 + (2 * boostCap) / 100) + weights.tieBreak)) + 2,
    lowest: -Math.ceil(POINT * weights.repeat) - 2,
  };
}

/**
 * Being paired at all comes before every score. Each school is worth this many units when it has a partner, twice as many
 * when it was left out last time: more than all scores of a round together, so the best total leaves out as few schools as
 * possible, then as few as possible of those left out last time (the sets of schools that can be paired at once form a
 * matroid, so the second wish never costs the first). `weigh` is half of it: a wish below coverage and above all scores.
 */
export function coverage(schools: number, weights: Weights): { weigh: number; paired: number; pairedAfterLeftOut: number } {
  const { highest, lowest } = scoreRange(weights);
  const weigh = 2 * (Math.ceil((schools + 1) / 2) * (highest - lowest) + 1);
  return { weigh, paired: 2 * weigh, pairedAfterLeftOut: 4 * weigh };
}
