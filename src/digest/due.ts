import { DateTime } from 'luxon';
import type { SchoolCalendar, SchoolCalendars } from '../vocabulary/school-holidays.ts';
import { digestDue, nextSchoolTime } from '../vocabulary/school-time.ts';
import { zoneOf } from '../vocabulary/zones.ts';
import type { Pace, Wish } from './types.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
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

/** The same for many readers: what depends on nobody in particular is worked out once. */
export function dueFinder(zone: string, calendars: SchoolCalendars, from: Date, to: Date) {
  const known = new Map<SchoolCalendar, Map<string, Date[]>>();
  const opens = new Map<SchoolCalendar, Map<number, Date>>();
  const inside = <K, V>(all: Map<SchoolCalendar, Map<K, V>>, calendar: SchoolCalendar, key: K, make: () => V): V => {
    const own = all.get(calendar) ?? new Map<K, V>();
    all.set(calendar, own);
    const value = own.get(key) ?? make();
    own.set(key, value);
    return value;
  };
  return {
    /** When this reader's digest is due; undefined when it is not. */
    due(wish: Wish, upTo: Date | null, school: { urn: number; localAuthority: string }): Date | undefined {
      const calendar = calendars.of(school);
      const all = inside(known, calendar, `${wish.weekday} ${wish.time}`, () =>
        digestDue(wish.weekday, wish.time, zone, from, to, calendar),
      );
      return all.findLast((due) => isTime(wish.every, upTo, due, zone, calendar));
    },
    /** When it may be sent: made up for after a night's downtime, it waits until the reader's school opens. */
    notBefore(at: Date, school: { urn: number; localAuthority: string }): Date {
      const calendar = calendars.of(school);
      return inside(opens, calendar, at.getTime(), () => nextSchoolTime(at, zone, calendar));
    },
  };
}

/** Whether the last digest is long enough ago. */
export function isTime(every: Pace, upTo: Date | null, due: Date, zone: string, calendar: SchoolCalendar): boolean {
  if (upTo === null) return true;
  const days = (due.getTime() - upTo.getTime()) / DAY_MS;
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
  const end = DateTime.fromJSDate(to, { zone: zoneOf(zone) });
  for (let day = DateTime.fromJSDate(from, { zone: zoneOf(zone) }); day < end; day = day.plus({ days: 1 }))
    if (calendar.holidayOn(day.toISODate() ?? '')) return true;
  return false;
}
