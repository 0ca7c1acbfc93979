import { fixPairs } from './fixed.ts';
import { instanceOf } from './instance.ts';
import { explainLeftOut } from './left-out.ts';
import { makePairs } from './pairs.ts';
import { describe } from './report.ts';
import { rollOf } from './roll.ts';
import { scoringOf } from './score.ts';
import { sumOf, termsOf } from './terms.ts';
import { makeThrees } from './threes/threes.ts';
import type { MatchOptions, MatchResult, MatchSchool } from './types.ts';
import { watchFor } from './watch.ts';
import { completeWeights, VERSION } from './weights.ts';

/**
 * The best pairing of a round there is: as many schools as possible have a partner, first of all those left out last time,
 * and among all such pairings none has a higher total; or, where a round wants groups of three, good ones with an honest
 * bound. Deterministic. Throws a RangeError for inputs that make no sense, and the signal's reason when it is aborted.
 */
export function matchSchools(options: MatchOptions): MatchResult {
  const { schools, rules, seed } = options;
  const weights = completeWeights(options.weights);
  const { fixed, refused } = fixPairs(schools, rules);
  const fixedUrns = new Set(fixed.flat());
  const roll = rollOf(schools, ({ urn }) => fixedUrns.has(urn), rules, weights);
  const scoring = scoringOf(roll, rules, weights, seed);
  const instance = instanceOf(scoring, weights);
  const rowOf = (urn: number) => roll.schools.findIndex((school) => school.urn === urn);
  const given = fixed.map(([a, b]): [number, number] => [rowOf(a), rowOf(b)]);
  const made =
    rules.groupSize === 3
      ? makeThrees(instance, weights, given, options)
      : makePairs(instance, weights, given, seed, watchFor(options));

  const score = (a: MatchSchool, b: MatchSchool) => sumOf(termsOf(a, b, weights, seed));
  return {
    groups: made.groups.map((group) => describe(roll.schools, group, score)),
    leftOut: explainLeftOut(scoring, made.alone),
    total: made.total,
    bound: made.bound,
    proven: made.total === made.bound,
    stopped: made.stopped,
    pairsChecked: (roll.free * (roll.free - 1)) / 2,
    randomTotal: made.randomTotal,
    certificate: made.certificate,
    refused,
    inputs: { schools, rules, weights, seed },
    version: VERSION,
  };
}
