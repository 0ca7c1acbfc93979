import type { Instance } from './instance.ts';
import { profilesOf } from './profile.ts';
import { type Scoring, scoreOf, scoringOf } from './score.ts';
import type { Solution } from './solve.ts';
import { boostOf } from './terms.ts';
import type { Certificate, MatchResult } from './types.ts';
import { coverage } from './weights.ts';

/** The empty chair goes by this URN. */
export const CHAIR_URN = 0;

export function certificateOf(instance: Instance, solution: Solution): Certificate {
  const urn = (seat: number) => instance.schools[seat]?.urn ?? CHAIR_URN;
  return {
    prices: solution.prices.map((price, seat) => [urn(seat), price]),
    oddSets: solution.oddSets.map(({ seats, price }) => ({ urns: seats.map(urn), price })),
  };
}

interface Priced {
  scoring: Scoring;
  profiles: Map<number, ReturnType<typeof profilesOf>['profiles'][number]>;
  prices: Map<number, number>;
  /** units of the least thing that comes before all scores */
  weigh: number;
}

/** Prepared once per result. */
const prepared = new WeakMap<MatchResult, Priced>();

function prepare(result: MatchResult): Priced {
  const { schools, rules, weights, seed } = result.inputs;
  const round = profilesOf(schools, rules, (school) => boostOf(school, weights));
  return {
    scoring: scoringOf(round, rules, weights, seed),
    profiles: new Map(round.profiles.map((profile) => [profile.urn, profile])),
    prices: new Map(result.certificate.prices),
    weigh: coverage(result.certificate.prices.filter(([urn]) => urn !== CHAIR_URN).length, weights).weigh,
  };
}

/**
 * At least how many units of the total it would cost to make a pair, whatever else is changed to suit; below zero when a
 * pair that the rules forbid could be a gain. Infinity when it would leave out one school more, or a worse one to leave out.
 * Zero when nothing is known (a school of a fixed pair, or not in the round).
 */
export function priceOf(result: MatchResult, a: number, b: number): number {
  const known = prepared.get(result) ?? prepare(result);
  prepared.set(result, known);
  const [first, second, priceA, priceB] = [
    known.profiles.get(a),
    known.profiles.get(b),
    known.prices.get(a),
    known.prices.get(b),
  ];
  if (!first || !second || priceA === undefined || priceB === undefined) return 0;
  let slack = priceA + priceB - scoreOf(known.scoring, first, second);
  for (const { urns, price } of result.certificate.oddSets) if (urns.includes(a) && urns.includes(b)) slack += price;
  slack -= result.bound - result.total;
  // more than all scores together: only a lost partner counts that much
  return 2 * slack > known.weigh ? Number.POSITIVE_INFINITY : slack;
}
