import { mayMeet, type Scoring, scoreAbove, scoreOf } from './score.ts';
import type { Weights } from './types.ts';
import { coverage } from './weights.ts';

/**
 * The schools still to be paired, one seat each (a seat is a row of the roll). When their number is odd one more seat is
 * set: the empty chair, whom everybody may meet for nothing. Whoever gets it joins a pair as the third. It makes the odd
 * case an ordinary one.
 */
export interface Instance {
  scoring: Scoring;
  /** seats with a school; the chair, if there is one, has the next */
  schools: number;
  seats: number;
  /** minus what it is worth that this seat is not left alone: the lowest price a seat can have */
  floors: number[];
  /** by seat: units of getting the chair; below zero for schools that went short last time */
  chair: number[] | null;
}

export function instanceOf(scoring: Scoring, weights: Weights): Instance {
  const { free } = scoring.roll;
  const schools = scoring.roll.schools.slice(0, free);
  const { weigh, paired, pairedAfterLeftOut } = coverage(free, weights);
  const floors = schools.map((school) => -(school.leftOutLastTime ? pairedAfterLeftOut : paired));
  const chair = schools.map(
    (school) => (school.leftOutLastTime ? paired - pairedAfterLeftOut : 0) - (school.inTrioLastTime ? weigh : 0),
  );
  const odd = free % 2 === 1;
  if (odd) floors.push(-paired);
  return { scoring, schools: free, seats: floors.length, floors, chair: odd ? chair : null };
}

/** Units of seating two seats together, or null when they may not meet. */
export function seatScore(instance: Instance, a: number, b: number): number | null {
  const { scoring, schools, chair } = instance;
  if (a < schools && b < schools) return mayMeet(scoring, a, b) ? scoreOf(scoring, a, b) : null;
  return a === b ? null : (chair?.[Math.min(a, b)] ?? null);
}

/** As seatScore, and null for a score that does not exceed `least`. */
export function seatScoreAbove(instance: Instance, a: number, b: number, least: number): number | null {
  if (a < instance.schools && b < instance.schools) return scoreAbove(instance.scoring, a, b, least);
  const score = seatScore(instance, a, b);
  return score !== null && score > least ? score : null;
}
