import { FRESH_DAYS, type SchoolClock } from './calendar.ts';

/** What was heard from a school about a pair. */
export interface Signs {
  wroteAt: Date | null;
  met: string | null;
  tried: string | null;
  troubleAt: Date | null;
}

/** School days after the middle question before a coordinator hears of a pair that is still silent, and in which it is told. */
const QUIET_DAYS = 3;
/** School days the end question may be answered before silence is counted. */
const ANSWER_DAYS = 5;
/**
 * So long after a round's end its silences are counted, even if the end question could not be asked everywhere; after holidays, once
 * whoever was asked at the last moment had their school days to answer.
 */
const GIVE_UP_MS = 35 * 24 * 60 * 60 * 1000;
/** Published rounds in a row without a word after which a school is no longer drawn. */
export const SILENT_ROUNDS = 3;

/** Any sign of life. "This is not working" is one. */
export function isHeard(school: Signs): boolean {
  return school.wroteAt !== null || school.met !== null || school.tried !== null || school.troubleAt !== null;
}

/**
 * Whether a coordinator should hear of a pair now: asked to begin and asked again half-way, and still a school of it is silent; unless
 * another has said that they met or will, or has told the coordinators already.
 */
export function isQuiet(
  group: { askedMiddleAt: Date | null; endedAt: Date | null; schools: readonly Signs[] },
  now: Date,
  calendar: SchoolClock,
): boolean {
  if (group.askedMiddleAt === null || group.endedAt !== null) return false;
  const from = calendar.after(group.askedMiddleAt, QUIET_DAYS);
  if (now < from || now >= calendar.after(from, QUIET_DAYS)) return false;
  const told = group.schools.some((one) => one.met === 'yes' || one.met === 'planned' || one.troubleAt !== null);
  return !told && group.schools.some((one) => !isHeard(one));
}

/** Where a round stands with its end questions. */
export interface RoundEnd {
  /** When its pairs' time is over. */
  end: Date;
  /** Groups, not taken apart, that the end question was not put to yet. */
  unasked: number;
  /** When it was last put to one. */
  lastAskedAt: Date | null;
}

/** Whether each school's silence in a round can be counted: everybody was asked and had some school days to answer. */
export function isOver(round: RoundEnd, now: Date, calendar: SchoolClock): boolean {
  if (round.lastAskedAt !== null && now < calendar.after(round.lastAskedAt, ANSWER_DAYS)) return false;
  const lastAnswers = calendar.after(calendar.next(round.end), FRESH_DAYS + ANSWER_DAYS);
  if (now.getTime() >= round.end.getTime() + GIVE_UP_MS && now >= lastAnswers) return true;
  return round.unasked === 0 && now >= round.end;
}
