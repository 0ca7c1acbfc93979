import { DateTime } from 'luxon';
import type { SchoolCalendar } from '../vocabulary/school-holidays.ts';
import { digestDue } from '../vocabulary/school-time.ts';
import type { Pace, Wish } from './types.ts';

/** At least so many days after the last one, so that changing the day, or a bank holiday, brings none twice in a week. */
const WEEKLY_DAYS = 4;
const FORTNIGHTLY_DAYS = 11;

/**
 * The instant in (from, to] at which somebody's digest is due: their day and time, when their school is open, not on the first two
 * days of a term, and not sooner than they like. The latest, when there are several; undefined when there is none.
 */
export function dueFor(
  wish: Wish,
  upTo: Date | null,
  zone: string,
  calendar: SchoolCalendar,
  from: Date,
  to: Date,
): Date | undefined {
  return digestDue(wish.weekday, wish.time, zone, from, to, calendar).findLast((due) =>
    isTime(wish.every, upTo, due, zone, calendar),
  );
}

/** Whether the last digest is long enough ago. */
export function isTime(every: Pace, upTo: Date | null, due: Date, zone: string, calendar: SchoolCalendar): boolean {
  if (upTo === null) return true;
  const days = DateTime.fromJSDate(due, { zone }).diff(DateTime.fromJSDate(upTo, { zone }), 'days').days;
  switch (every) {
    case 'weekly':
      return days >= WEEKLY_DAYS;
    case 'fortnightly':
      return days >= FORTNIGHTLY_DAYS;
    case 'half-termly':
      return days >= FORTNIGHTLY_DAYS && holidayBetween(upTo, due, zone, calendar);
    default:
      return every satisfies never;
  }
}

/** A new half-term has begun: a holiday lies between. */
function holidayBetween(from: Date, to: Date, zone: string, calendar: SchoolCalendar): boolean {
  const end = DateTime.fromJSDate(to, { zone });
  for (let day = DateTime.fromJSDate(from, { zone }); day < end; day = day.plus({ days: 1 }))
    if (calendar.holidayOn(day.toISODate() ?? '')) return true;
  return false;
}
