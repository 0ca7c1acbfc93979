import type { Profile } from './profile.ts';
import { mayMeet, type Scoring, scoreOf } from './score.ts';
import type { MatchSchool, Weights } from './types.ts';
import { coverage } from './weights.ts';

/**
 * The schools still to be paired. When their number is odd one more seat is set: the empty chair, whom everybody may meet
 * for nothing. Whoever gets it joins a pair as the third. It makes the odd case an ordinary one.
 */
export interface Instance {
  scoring: Scoring;
  /** by seat; the chair, if there is one, has the last seat and no profile */
  profiles: Profile[];
  schools: MatchSchool[];
  /** number of seats, chair included */
  seats: number;
  /** minus what it is worth that this seat is not left alone: the lowest price a seat can have */
  floors: number[];
  /** by seat: units of getting the chair; below zero for schools that went short last time */
  chair: number[] | null;
}

export function instanceOf(scoring: Scoring, schools: MatchSchool[], profiles: Profile[], weights: Weights): Instance {
  const { weigh, paired, pairedAfterLeftOut } = coverage(schools.length, weights);
  const floors = schools.map((school) => -(school.leftOutLastTime ? pairedAfterLeftOut : paired));
  const odd = schools.length % 2 === 1;
  const chair = schools.map(
    (school) => (school.leftOutLastTime ? paired - pairedAfterLeftOut : 0) - (school.inTrioLastTime ? weigh : 0),
  );
  if (odd) floors.push(-paired);
  return { scoring, profiles, schools, seats: floors.length, floors, chair: odd ? chair : null };
}

/** Units of seating two seats together, or null when they may not meet. */
export function seatScore(instance: Instance, a: number, b: number): number | null {
  const [first, second] = [instance.profiles[a], instance.profiles[b]];
  if (first && second) return mayMeet(instance.scoring, first, second) ? scoreOf(instance.scoring, first, second) : null;
  if (!instance.chair || a === b) return null;
  return instance.chair[first ? a : b] ?? null;
}
