import { DateTime } from 'luxon';
import { isSchoolDay } from '../../vocabulary/school-holidays.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { zoneOf } from '../../vocabulary/zones.ts';

/** School days schools have for their answer, where nothing else is said. */
const ANSWER_DAYS = 5;
/** Answers are welcome to the end of the last working day. */
const CLOSES_AT = 17;
/** A round's pairs have a half-term, where nothing else is said. */
const ROUND_WEEKS = 6;
/** The one reminder comes so many school days before the end, as lessons are ending. */
const REMIND_DAYS = 2;
const REMIND_AT = 15;
/** Invitations wait so long, so that a coordinator can still change who is invited. */
const GRACE_MS = 10 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The closing time of a round opened now: 17:00 local time, five school days on. */
export function usualClosing(now: Date, zone: string): Date {
  let day = DateTime.fromJSDate(now, { zone: zoneOf(zone) });
  for (let left = ANSWER_DAYS; left > 0; ) {
    day = day.plus({ days: 1 });
    if (isSchoolDay(day)) left -= 1;
  }
  return closingOn(day);
}

/** The end of a round whose answers close then: six weeks later. */
export function usualEnd(closesAt: Date, zone: string): Date {
  return closingOn(DateTime.fromJSDate(closesAt, { zone: zoneOf(zone) }).plus({ weeks: ROUND_WEEKS }));
}

/** The end of the working day of a date "2026-12-04". */
export function closingOfDay(isoDate: string, zone: string): Date {
  return closingOn(DateTime.fromISO(isoDate, { zone: zoneOf(zone) }));
}

/**
 * When schools without an answer are reminded: two school days before the end. Undefined when that is less than a day after they
 * were invited: nobody is asked twice in a breath.
 */
export function reminderTime(openedAt: Date, closesAt: Date, zone: string): Date | undefined {
  let day = DateTime.fromJSDate(closesAt, { zone: zoneOf(zone) });
  for (let left = REMIND_DAYS; left > 0; ) {
    day = day.minus({ days: 1 });
    if (isSchoolDay(day)) left -= 1;
  }
  const at = day.startOf('day').set({ hour: REMIND_AT }).toJSDate();
  return at.getTime() - openedAt.getTime() < DAY_MS ? undefined : at;
}

/** When invitations of a round that was opened or changed now leave: a little later, in school time. */
export function invitationsLeave(now: Date, zone: string): Date {
  return nextSchoolTime(new Date(now.getTime() + GRACE_MS), zone);
}

/** "Friday 4 December, 17:00", in the network's zone. */
export function momentSaid(date: Date, zone: string): string {
  return local(date, zone).toFormat('cccc d LLLL, HH:mm');
}

/** "Friday 4 December", with the year when it is not this one. */
export function daySaid(date: Date, zone: string, now: Date): string {
  const day = local(date, zone);
  return day.toFormat(day.year === local(now, zone).year ? 'cccc d LLLL' : 'cccc d LLLL yyyy');
}

/** "2026-12-04", as a form's date stands. */
export function isoDay(date: Date, zone: string): string {
  return local(date, zone).toISODate() ?? '';
}

function local(date: Date, zone: string): DateTime {
  return DateTime.fromJSDate(date, { zone: zoneOf(zone) }).setLocale('en-GB');
}

function closingOn(day: DateTime): Date {
  return day.startOf('day').set({ hour: CLOSES_AT }).toJSDate();
}
