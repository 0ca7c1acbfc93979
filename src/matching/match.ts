import { barsBetween } from './bars.ts';
import { totals } from './bound.ts';
import { certificateOf } from './certificate.ts';
import { reasonsFor } from './explain.ts';
import { fixPairs } from './fixed.ts';
import { instanceOf } from './instance.ts';
import { type Profile, profilesOf } from './profile.ts';
import { randomPairingTotal } from './random.ts';
import { scoreOf, scoringOf } from './score.ts';
import { solveSmall } from './solve.ts';
import { boostOf } from './terms.ts';
import { type Group, joinTrios } from './trios.ts';
import type { Bar, LeftOut, MatchGroup, MatchOptions, MatchResult, MatchRules, MatchSchool, Weights } from './types.ts';
import { DEFAULT_WEIGHTS, VERSION } from './weights.ts';

/** Random pairing is a matter of luck: so many draws are averaged. */
const RANDOM_DRAWS = 5;

/**
 * The best pairing of a round there is: as many schools as possible have a partner, first of all those left out last time,
 * and among all such pairings none has a higher total. Deterministic. Throws a RangeError for inputs that make no sense,
 * and the signal's reason when it is aborted.
 */
export function matchSchools(options: MatchOptions): MatchResult {
  const { rules, seed } = options;
  const weights = completeWeights(options.weights);
  const pause = pauseFor(options);
  const round = profilesOf(options.schools, rules, (school) => boostOf(school, weights));
  const scoring = scoringOf(round, rules, weights, seed);
  const schoolOf = (profile: Profile): MatchSchool => {
    const school = round.schools[profile.index];
    if (!school) throw new RangeError('a profile without a school');
    return school;
  };

  const { fixed, refused } = fixPairs(round, rules);
  const bound = new Set(fixed.flat());
  const free = round.profiles.filter((profile) => !bound.has(profile));
  const instance = instanceOf(scoring, free.map(schoolOf), free, weights);
  const solution = solveSmall(instance, pause);
  const proof = totals(instance, solution);

  const fixedTotal = fixed.reduce((sum, [a, b]) => sum + scoreOf(scoring, a, b), 0);
  const groups: Group[] = fixed.map((pair) => ({ pair }));
  const alone: Profile[] = [];
  free.forEach((school, seat) => {
    const mate = solution.mates[seat] ?? -1;
    const partner = free[mate];
    if (!partner) alone.push(school);
    else if (mate > seat) groups.push({ pair: [school, partner] });
  });
  alone.sort((a, b) => Number(schoolOf(b).leftOutLastTime) - Number(schoolOf(a).leftOutLastTime) || a.urn - b.urn);
  const left = joinTrios(scoring, groups, alone, (school) => schoolOf(school).inTrioLastTime);

  const draws = Array.from({ length: RANDOM_DRAWS }, (_, draw) => randomPairingTotal(scoring, free, seed + draw));
  return {
    groups: groups.map((group) => describe(group, schoolOf, scoreOf(scoring, ...group.pair), bound.has(group.pair[0]))),
    leftOut: left.map((school) => whyLeftOut(schoolOf(school), round.schools, rules)),
    total: proof.total + fixedTotal,
    bound: proof.bound + fixedTotal,
    proven: proof.total === proof.bound,
    pairsChecked: (free.length * (free.length - 1)) / 2,
    randomTotal: fixedTotal + Math.round(draws.reduce((sum, draw) => sum + draw, 0) / RANDOM_DRAWS),
    certificate: certificateOf(instance, solution),
    refused,
    inputs: { schools: options.schools, rules, weights, seed },
    version: VERSION,
  };
}

function completeWeights(given: Partial<Weights> | undefined): Weights {
  const weights = { ...DEFAULT_WEIGHTS, ...given };
  for (const [name, weight] of Object.entries(weights)) {
    if (!(weight >= 0 && weight <= 1000)) throw new RangeError(`The weight ${name} must lie between 0 and 1000`);
  }
  return weights;
}

/** Says when to stop looking for better: at the deadline. Throws when cancelled. */
function pauseFor({ deadlineMs, signal }: MatchOptions): () => boolean {
  const end = performance.now() + (deadlineMs ?? Number.POSITIVE_INFINITY);
  return () => {
    signal?.throwIfAborted();
    return performance.now() > end;
  };
}

function describe(
  { pair, third, thirdScore }: Group,
  schoolOf: (p: Profile) => MatchSchool,
  score: number,
  isFixed: boolean,
): MatchGroup {
  const [a, b] = [schoolOf(pair[0]), schoolOf(pair[1])];
  const reasons = reasonsFor(a, b);
  if (isFixed) reasons.unshift({ kind: 'fixed' });
  if (!third) return { urns: [a.urn, b.urn], score, reasons };
  const joins = schoolOf(third);
  for (const member of [a, b]) reasons.push(...reasonsFor(member, joins));
  return { urns: [a.urn, b.urn, joins.urn], score, thirdScore, reasons };
}

function whyLeftOut(school: MatchSchool, schools: MatchSchool[], rules: MatchRules): LeftOut {
  const bars: Partial<Record<Bar, number>> = {};
  let legalPartners = 0;
  for (const other of schools) {
    if (other === school) continue;
    const between = barsBetween(school, other, rules);
    if (between.length === 0) legalPartners++;
    for (const bar of between) bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return { urn: school.urn, why: legalPartners > 0 ? 'odd-one-out' : 'no-legal-partner', detail: { legalPartners, bars } };
}
