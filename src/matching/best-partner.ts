import { rollOf } from './roll.ts';
import { at, mayMeet, scoreOf, scoringOf } from './score.ts';
import type { MatchRules, MatchSchool, Weights } from './types.ts';
import { completeWeights } from './weights.ts';

/** Finds, for one school of a list, the other it may meet that scores highest; undefined when there is none. */
export type BestPartner = (urn: number, among: (urn: number) => boolean) => number | undefined;

/**
 * Looks for partners outside a round, one school at a time and by a round's own rules and scores. A look passes over every school once,
 * some thousands in a millisecond. Throws a RangeError for what a round would refuse too (weights, a school twice).
 */
export function bestPartnerOf(
  schools: MatchSchool[],
  rules: MatchRules,
  weights: Partial<Weights> | undefined,
  seed: number,
): BestPartner {
  const complete = completeWeights(weights);
  const roll = rollOf(schools, () => false, rules, complete);
  const scoring = scoringOf(roll, rules, complete, seed);
  const rows = new Map(roll.schools.map((school, row) => [school.urn, row]));
  return (urn, among) => {
    const mine = rows.get(urn);
    if (mine === undefined) return undefined;
    let best: { urn: number; score: number } | undefined;
    for (let other = 0; other < roll.schools.length; other++) {
      const theirs = at(roll.urn, other);
      if (!mayMeet(scoring, mine, other) || !among(theirs)) continue;
      const score = scoreOf(scoring, mine, other);
      if (!best || score > best.score) best = { urn: theirs, score };
    }
    return best?.urn;
  };
}
