import { moodShare } from './intake.ts';
import type { Roll, TopicColumns } from './roll.ts';
import { exchangeTerm, focusTerm, NEAR, pairHash, phaseFit, units } from './terms.ts';
import type { MatchRules, Weights } from './types.ts';
import { FAR_KM, ROUNDS_APART } from './weights.ts';

/** The terms of the score (terms.ts) as tables, so that hundreds of millions of pairs can be scored. In units. */
export interface Scoring {
  roll: Roll;
  sameRegionMayMeet: boolean;
  /** by number of shared topics, 0 to 3 */
  focus: Int32Array;
  /** by number of directions in which offer meets need, 0 to 2 */
  exchange: Int32Array;
  /** by phase times number of phases plus phase */
  phase: Int32Array;
  phases: number;
  /** by phase: the neighbouring ones; and what they are worth */
  nearPhases: number[][];
  nearPhase: number;
  /** by intake class times number of classes plus intake class */
  mood: Int32Array;
  intakes: number;
  debt: number;
  distance: number;
  repeat: number;
  tieBreak: number;
  seed: number;
}

export function scoringOf(roll: Roll, rules: MatchRules, weights: Weights, seed: number): Scoring {
  const table = <T>(items: T[], entry: (a: T, b: T) => number) =>
    Int32Array.from(items.flatMap((a) => items.map((b) => units(entry(a, b)))));
  return {
    roll,
    sameRegionMayMeet: rules.allowSameRegion === true,
    focus: Int32Array.from([0, 1, 2, 3], (shared) => focusTerm(shared, weights)),
    exchange: Int32Array.from([0, 1, 2], (directions) => exchangeTerm(directions, weights)),
    phase: table(roll.phases, (a, b) => weights.phase * phaseFit(a, b)),
    phases: roll.phases.length,
    nearPhases: roll.phases.map((a) => [...roll.phases.keys()].filter((other) => phaseFit(a, roll.phases[other] ?? a) === NEAR)),
    nearPhase: units(weights.phase * NEAR),
    mood: table(roll.intakes, (a, b) => weights.mood * moodShare(a, b)),
    intakes: roll.intakes.length,
    debt: units(weights.debt),
    distance: units(weights.distance),
    repeat: units(weights.repeat),
    tieBreak: units(weights.tieBreak),
    seed,
  };
}

/** Reads a column at a row that exists. */
export function at(column: Int32Array, row: number): number {
  return column[row] as number;
}

function real(column: Float64Array, row: number): number {
  return column[row] as number;
}

/** Whether no rule keeps the schools of two rows apart. */
export function mayMeet(scoring: Scoring, a: number, b: number): boolean {
  const { roll } = scoring;
  if (at(roll.region, a) === at(roll.region, b) && !scoring.sameRegionMayMeet) return false;
  if (at(roll.authority, a) === at(roll.authority, b)) return false;
  const trust = at(roll.trust, a);
  if (trust >= 0 && trust === at(roll.trust, b)) return false;
  if (at(roll.groupCount, a) > 0 && at(roll.groupCount, b) > 0 && shareGroup(roll, a, b)) return false;
  return a !== b && roundsSince(roll, a, b) > ROUNDS_APART && !(roll.apart[a]?.has(b) ?? false);
}

/** Rounds since the schools of two rows met; infinity when they never did. */
function roundsSince({ past }: Roll, a: number, b: number): number {
  for (let place = at(past.first, a), end = at(past.first, a + 1); place < end; place++) {
    if (at(past.partners, place) === b) return at(past.roundsAgo, place);
  }
  return Number.POSITIVE_INFINITY;
}

function shareGroup(roll: Roll, a: number, b: number): boolean {
  const theirs = roll.groups[b] ?? [];
  return (roll.groups[a] ?? []).some((group) => theirs.includes(group));
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function overlap(mine: TopicColumns, a: number, theirs: TopicColumns, b: number): number {
  for (let word = 0; word < mine.length; word++) {
    if ((at(mine[word] as Int32Array, a) & at(theirs[word] as Int32Array, b)) !== 0) return 1;
  }
  return 0;
}

/** The large terms of two rows, which whole lists of schools can be asked for at once (pricing/pricer.ts). */
function largeTerms(scoring: Scoring, a: number, b: number): number {
  const { roll } = scoring;
  let shared = 0;
  for (let word = 0; word < roll.focus.length; word++) {
    const column = roll.focus[word] as Int32Array;
    shared += bitCount(at(column, a) & at(column, b));
  }
  const directions = overlap(roll.offers, a, roll.seeks, b) + overlap(roll.offers, b, roll.seeks, a);
  const phase = at(scoring.phase, at(roll.phase, a) * scoring.phases + at(roll.phase, b));
  return at(scoring.focus, Math.min(shared, 3)) + at(scoring.exchange, directions) + phase;
}

/** The terms that two tables' worth of columns decide. */
function moodAndDebt(scoring: Scoring, a: number, b: number): number {
  const { roll, mood, intakes } = scoring;
  const worth = at(mood, at(roll.intake, a) * intakes + at(roll.intake, b));
  const balanceA = real(roll.balance, a);
  const balanceB = real(roll.balance, b);
  return balanceA * balanceB < 0 ? worth + Math.round((scoring.debt * Math.abs(balanceA - balanceB)) / 2) : worth;
}

function boosted({ roll }: Scoring, sum: number, a: number, b: number): number {
  return Math.floor((sum * (100 + at(roll.boost, a) + at(roll.boost, b))) / 100);
}

/** At most what two rows with these large terms are worth: quicker to say than the score. */
export function ceilingFrom(scoring: Scoring, a: number, b: number, large: number): number {
  return boosted(scoring, large + moodAndDebt(scoring, a, b) + scoring.distance, a, b) + scoring.tieBreak;
}

/** What the pair of two rows with these large terms would be worth if they had never met: at least its score. */
function scoreIfNew(scoring: Scoring, a: number, b: number, large: number): number {
  const { roll } = scoring;
  let sum = large + moodAndDebt(scoring, a, b);
  const east = real(roll.easting, a) - real(roll.easting, b);
  const north = real(roll.northing, a) - real(roll.northing, b);
  const km = Math.sqrt(east * east + north * north) / 1000;
  // not a number when a school is off the map: no comparison with it holds
  if (km > 0) sum += Math.round(scoring.distance * Math.min(1, km / FAR_KM));
  return boosted(scoring, sum, a, b) + Math.floor(pairHash(at(roll.urn, a), at(roll.urn, b), scoring.seed) * scoring.tieBreak);
}

/** The score of two rows, the same as sumOf(termsOf(…)); pass the large terms if they are known. */
export function scoreOf(scoring: Scoring, a: number, b: number, large = largeTerms(scoring, a, b)): number {
  // fades with every round; nothing for schools that never met
  const repeat = Math.round((scoring.repeat * ROUNDS_APART) / Math.max(roundsSince(scoring.roll, a, b), ROUNDS_APART));
  return 2 * Math.floor((scoreIfNew(scoring, a, b, large) - repeat) / 2);
}

/** The score of two rows that may meet if it exceeds `least`, else null; quick to say no. */
export function scoreAbove(scoring: Scoring, a: number, b: number, least: number): number | null {
  const large = largeTerms(scoring, a, b);
  if (ceilingFrom(scoring, a, b, large) <= least || !mayMeet(scoring, a, b)) return null;
  const score = scoreOf(scoring, a, b, large);
  return score > least ? score : null;
}
