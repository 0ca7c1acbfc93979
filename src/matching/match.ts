import { totals } from './bound.ts';
import { certificateOf } from './certificate.ts';
import { fixPairs } from './fixed.ts';
import { instanceOf } from './instance.ts';
import { explainLeftOut } from './left-out.ts';
import { randomPairing, totalOf } from './random.ts';
import { describe } from './report.ts';
import { rollOf } from './roll.ts';
import { scoringOf } from './score.ts';
import { solve } from './solve.ts';
import { sumOf, termsOf } from './terms.ts';
import { type Group, joinTrios } from './trios.ts';
import type { MatchOptions, MatchResult } from './types.ts';
import { watchFor } from './watch.ts';
import { completeWeights, VERSION } from './weights.ts';

/** Random pairing is a matter of luck: so many draws are averaged; one must do when it is late. */
const RANDOM_DRAWS = 5;

/**
 * The best pairing of a round there is: as many schools as possible have a partner, first of all those left out last time,
 * and among all such pairings none has a higher total. Deterministic. Throws a RangeError for inputs that make no sense,
 * and the signal's reason when it is aborted.
 */
export function matchSchools(options: MatchOptions): MatchResult {
  const { schools, rules, seed } = options;
  const weights = completeWeights(options.weights);
  const watch = watchFor(options);
  const { fixed, refused } = fixPairs(schools, rules);
  const fixedUrns = new Set(fixed.flat());
  const roll = rollOf(schools, ({ urn }) => fixedUrns.has(urn), rules, weights);
  const scoring = scoringOf(roll, rules, weights, seed);
  const instance = instanceOf(scoring, weights);
  const solution = solve(instance, weights, watch);

  const groups = [...fixedGroups(roll.schools, fixed), ...pairsOf(solution.mates, roll.free)];
  const paired = new Set(groups.flatMap(({ pair }) => pair));
  const alone = [...roll.schools.keys()].filter((row) => !paired.has(row));
  const waited = (row: number) => Number(roll.schools[row]?.leftOutLastTime);
  const left = joinTrios(
    scoring,
    groups,
    alone.sort((a, b) => waited(b) - waited(a) || a - b),
  );

  const described = groups.map((group) => describe(roll.schools, group, (a, b) => sumOf(termsOf(a, b, weights, seed))));
  const fixedTotal = described.slice(0, fixed.length).reduce((sum, { score }) => sum + score, 0);
  const { total, bound } = totals(instance, solution);
  const draws = Array.from({ length: watch.late() ? 1 : RANDOM_DRAWS }, (_, draw) => randomPairing(scoring, seed + draw));
  const random = draws.reduce((sum, mates) => sum + totalOf(scoring, mates), 0) / draws.length;
  return {
    groups: described,
    leftOut: explainLeftOut(scoring, left),
    total: total + fixedTotal,
    bound: bound + fixedTotal,
    proven: total === bound,
    pairsChecked: (roll.free * (roll.free - 1)) / 2,
    randomTotal: Math.round(random) + fixedTotal,
    certificate: certificateOf(instance, solution),
    refused,
    inputs: { schools, rules, weights, seed },
    version: VERSION,
  };
}

function fixedGroups(schools: { urn: number }[], fixed: [number, number][]): Group[] {
  const rowOf = (urn: number) => schools.findIndex((school) => school.urn === urn);
  return fixed.map(([a, b]) => ({ pair: [rowOf(a), rowOf(b)], fixed: true }));
}

function pairsOf(mates: Int32Array, free: number): Group[] {
  return [...mates].flatMap((mate, seat): Group[] => (mate > seat && mate < free ? [{ pair: [seat, mate], fixed: false }] : []));
}
