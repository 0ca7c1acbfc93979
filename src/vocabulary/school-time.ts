import { DateTime } from 'luxon';
import { isSchoolDay, NATIONAL, type SchoolCalendar } from './school-holidays.ts';
import { zoneOf } from './zones.ts';

/** Nothing is sent before the school day begins or from its end on, local time. */
export const SCHOOL_DAY = { opens: '07:30', closes: '18:00' } as const;

/** England's zone, where nothing else is said. */
export const DEFAULT_ZONE = 'Europe/London';

/** Monday 1 to Friday 5. */
export type SchoolWeekday = 1 | 2 | 3 | 4 | 5;

/** School days at the start of a term on which nobody wants a digest. */
const QUIET_DAYS = 2;
/** The longest closure is the summer's six weeks; a school day is always nearer than this. */
const MAX_DAYS_CLOSED = 70;

/** Whether an instant is one at which a message may be sent: a day the school is open, 07:30 to before 18:00. */
export function isSchoolTime(instant: Date, zone: string = DEFAULT_ZONE, calendar: SchoolCalendar = NATIONAL): boolean {
  const local = DateTime.fromJSDate(instant, { zone: zoneOf(zone) });
  return isSchoolDay(local, calendar) && isSchoolClock(local.toFormat('HH:mm'));
}

/** The instant itself when it is school time, otherwise the next time the school day begins. */
export function nextSchoolTime(instant: Date, zone: string = DEFAULT_ZONE, calendar: SchoolCalendar = NATIONAL): Date {
  if (isSchoolTime(instant, zone, calendar)) return instant;
  const local = DateTime.fromJSDate(instant, { zone: zoneOf(zone) });
  const today = atClock(local, SCHOOL_DAY.opens);
  const first = isSchoolDay(today, calendar) && today > local ? today : nextSchoolDay(today.plus({ days: 1 }), calendar);
  return atClock(first, SCHOOL_DAY.opens).toJSDate();
}

/** The same clock time so many school days later, by the national pattern; counted from the next school time when it is none. */
export function schoolDaysAfter(instant: Date, days: number, zone: string = DEFAULT_ZONE): Date {
  let day: DateTime = DateTime.fromJSDate(nextSchoolTime(instant, zone), { zone: zoneOf(zone) });
  for (let passed = 0; passed < days; passed++) day = nextSchoolDay(day.plus({ days: 1 }), NATIONAL);
  return day.toJSDate();
}

/** Whether a clock time "HH:mm" is within the school day. */
export function isSchoolClock(time: string): boolean {
  return /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(time) && time >= SCHOOL_DAY.opens && time < SCHOOL_DAY.closes;
}

/**
 * The first weekday at a clock time "HH:mm" strictly after an instant, in local time: 15:45 stays 15:45 when the clocks change.
 * A clock time that the change skips is taken an hour later; one that comes twice is taken the first time.
 */
export function nextWeekly(weekday: number, time: string, zone: string, after: Date): Date {
  const local = DateTime.fromJSDate(after, { zone: zoneOf(zone) });
  const thatDay = local.plus({ days: (weekday - local.weekday + 7) % 7 });
  const candidate = atClock(thatDay, time);
  return (candidate > local ? candidate : atClock(thatDay.plus({ days: 7 }), time)).toJSDate();
}

/**
 * The instants at which a weekly digest is due after `from`, up to and including `to`. Not in the holidays and not on the first two
 * days of a term; on a bank holiday it moves to the next school day.
 */
export function digestDue(
  weekday: number,
  time: string,
  zone: string,
  from: Date,
  to: Date,
  calendar: SchoolCalendar = NATIONAL,
): Date[] {
  // A digest moved by a bank holiday belongs to a day before `from`, so begin a few days early.
  let planned = nextWeekly(
    weekday,
    time,
    zone,
    DateTime.fromJSDate(from, { zone: zoneOf(zone) })
      .minus({ days: 7 })
      .toJSDate(),
  );
  const due: Date[] = [];
  while (planned <= to) {
    const instant = digestOn(DateTime.fromJSDate(planned, { zone: zoneOf(zone) }), time, calendar)?.toJSDate();
    if (instant && instant > from && instant <= to) due.push(instant);
    planned = nextWeekly(weekday, time, zone, planned);
  }
  return due;
}

/** Whether a local day is among the first two school days after a holiday that ends a term. */
export function isStartOfTerm(local: DateTime, calendar: SchoolCalendar = NATIONAL): boolean {
  let day = local;
  for (let schoolDays = 0; schoolDays < QUIET_DAYS; ) {
    day = day.minus({ days: 1 });
    const holiday = calendar.holidayOn(day.toISODate() ?? '');
    if (holiday) return holiday.beforeTerm;
    if (isSchoolDay(day, calendar)) schoolDays += 1;
  }
  return false;
}

function digestOn(planned: DateTime, time: string, calendar: SchoolCalendar): DateTime | undefined {
  if (calendar.holidayOn(planned.toISODate() ?? '')) return undefined;
  const open = isSchoolDay(planned, calendar) ? planned : atClock(nextSchoolDay(planned, calendar), time);
  const moved = open.diff(planned, 'days').days;
  // Moved into or over a holiday, it is a holiday's digest: skipped.
  if (moved >= 5 || isStartOfTerm(open, calendar)) return undefined;
  return open;
}

function nextSchoolDay(from: DateTime, calendar: SchoolCalendar): DateTime {
  let day = from;
  for (let tried = 0; tried < MAX_DAYS_CLOSED && !isSchoolDay(day, calendar); tried++) day = day.plus({ days: 1 });
  return day;
}

function atClock(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  // From midnight, so that a time which comes twice in a night is taken the first time.
  return day.startOf('day').set({ hour, minute });
}
