import { moodShare } from './intake.ts';
import type { Profile, Profiles, TopicSet } from './profile.ts';
import { exchangeTerm, focusTerm, pairHash, phaseFit, units } from './terms.ts';
import type { MatchRules, Weights } from './types.ts';
import { FAR_KM, ROUNDS_APART } from './weights.ts';

/** The terms of the score (terms.ts) as tables, so that hundreds of millions of pairs can be scored. In units. */
export interface Scoring {
  sameRegionMayMeet: boolean;
  /** by number of shared topics, 0 to 3 */
  focus: number[];
  /** by number of directions in which offer meets need, 0 to 2 */
  exchange: number[];
  /** by phase times number of phases plus phase */
  phase: Int32Array;
  phases: number;
  /** by intake class times number of classes plus intake class */
  mood: Int32Array;
  intakes: number;
  debt: number;
  distance: number;
  repeat: number;
  tieBreak: number;
  seed: number;
}

export function scoringOf(round: Profiles, rules: MatchRules, weights: Weights, seed: number): Scoring {
  const table = <T>(items: T[], entry: (a: T, b: T) => number) =>
    Int32Array.from(items.flatMap((a) => items.map((b) => units(entry(a, b)))));
  return {
    sameRegionMayMeet: rules.allowSameRegion === true,
    focus: [0, 1, 2, 3].map((shared) => focusTerm(shared, weights)),
    exchange: [0, 1, 2].map((directions) => exchangeTerm(directions, weights)),
    phase: table(round.phases, (a, b) => weights.phase * phaseFit(a, b)),
    phases: round.phases.length,
    mood: table(round.intakes, (a, b) => weights.mood * moodShare(a, b)),
    intakes: round.intakes.length,
    debt: units(weights.debt),
    distance: units(weights.distance),
    repeat: units(weights.repeat),
    tieBreak: units(weights.tieBreak),
    seed,
  };
}

/** Whether no rule keeps the two apart. */
export function mayMeet(scoring: Scoring, a: Profile, b: Profile): boolean {
  if (a.region === b.region && !scoring.sameRegionMayMeet) return false;
  if (a.localAuthority === b.localAuthority) return false;
  if (a.trust === b.trust && a.trust >= 0) return false;
  if (a.groups.length > 0 && b.groups.length > 0 && a.groups.some((group) => b.groups.includes(group))) return false;
  return a !== b && !(a.apart?.has(b.index) ?? false);
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function overlap(a: TopicSet, b: TopicSet): boolean {
  return ((a.low & b.low) | (a.high & b.high)) !== 0;
}

/** What the pair would be worth if the two had never met: at least its score. */
export function scoreIfNew(scoring: Scoring, a: Profile, b: Profile): number {
  const shared = bitCount(a.topics.low & b.topics.low) + bitCount(a.topics.high & b.topics.high);
  const directions = (overlap(a.offers, b.seeks) ? 1 : 0) + (overlap(b.offers, a.seeks) ? 1 : 0);
  let sum = (scoring.focus[Math.min(shared, 3)] ?? 0) + (scoring.exchange[directions] ?? 0);
  sum += scoring.phase[a.phase * scoring.phases + b.phase] ?? 0;
  sum += scoring.mood[a.intake * scoring.intakes + b.intake] ?? 0;
  if (a.balance * b.balance < 0) sum += Math.round((scoring.debt * Math.abs(a.balance - b.balance)) / 2);
  const km = Math.sqrt((a.easting - b.easting) ** 2 + (a.northing - b.northing) ** 2) / 1000;
  // not a number when a school is off the map: no comparison with it holds
  if (km > 0) sum += Math.round(scoring.distance * Math.min(1, km / FAR_KM));
  const boosted = Math.floor((sum * (100 + a.boost + b.boost)) / 100);
  return boosted + Math.floor(pairHash(a.urn, b.urn, scoring.seed) * scoring.tieBreak);
}

/** The pair's score, the same as sumOf(termsOf(…)). */
export function scoreOf(scoring: Scoring, a: Profile, b: Profile): number {
  const met = a.past?.get(b.index);
  const repeat = met === undefined ? 0 : Math.round((scoring.repeat * ROUNDS_APART) / Math.max(met, ROUNDS_APART));
  return 2 * Math.floor((scoreIfNew(scoring, a, b) - repeat) / 2);
}
