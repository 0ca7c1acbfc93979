import type { Instance } from './instance.ts';
import type { Solution } from './solution.ts';
import { sumOf, termsOf } from './terms.ts';
import type { Certificate, MatchResult, MatchSchool } from './types.ts';
import { coverage } from './weights.ts';

/** The empty chair goes by this URN. */
export const CHAIR_URN = 0;

export function certificateOf(instance: Instance, solution: Solution): Certificate {
  const urn = (seat: number) => (seat < instance.schools ? instance.scoring.roll.schools[seat]?.urn : undefined) ?? CHAIR_URN;
  return {
    prices: Array.from(solution.prices, (price, seat): [number, number] => [urn(seat), price]),
    oddSets: solution.oddSets.map(({ seats, within, price }) => ({ urns: seats.map(urn), within, price })),
  };
}

interface Priced {
  schools: Map<number, MatchSchool>;
  prices: Map<number, number>;
  /** place of the smallest odd set a school lies in */
  setOf: Map<number, number>;
  /** units of the least thing that comes before all scores */
  weigh: number;
}

/** Prepared once per result. */
const prepared = new WeakMap<MatchResult, Priced>();

function prepare(result: MatchResult): Priced {
  const { schools, weights } = result.inputs;
  const prices = new Map(result.certificate.prices);
  return {
    schools: new Map(schools.map((school) => [school.urn, school])),
    prices,
    setOf: new Map(result.certificate.oddSets.flatMap(({ urns }, place) => urns.map((urn): [number, number] => [urn, place]))),
    weigh: coverage(prices.size - (prices.has(CHAIR_URN) ? 1 : 0), weights).weigh,
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
  const [schoolA, schoolB, priceA, priceB] = [
    known.schools.get(a),
    known.schools.get(b),
    known.prices.get(a),
    known.prices.get(b),
  ];
  if (!schoolA || !schoolB || priceA === undefined || priceB === undefined) return 0;
  let slack = priceA + priceB - sumOf(termsOf(schoolA, schoolB, result.inputs.weights, result.inputs.seed));
  const { oddSets } = result.certificate;
  let [setA, setB] = [known.setOf.get(a) ?? -1, known.setOf.get(b) ?? -1];
  while (setA !== setB) {
    // the later one can not hold the earlier one
    if (setA > setB) setA = oddSets[setA]?.within ?? -1;
    else setB = oddSets[setB]?.within ?? -1;
  }
  for (let set = oddSets[setA]; set; set = oddSets[set.within]) slack += set.price;
  slack -= result.bound - result.total;
  // more than all scores together: only a lost partner counts that much
  return 2 * slack > known.weigh ? Number.POSITIVE_INFINITY : slack;
}
