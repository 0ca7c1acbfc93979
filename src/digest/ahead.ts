import { DateTime } from 'luxon';
import { isSchoolDay, NATIONAL, type SchoolCalendar } from '../vocabulary/school-holidays.ts';
import { isStartOfTerm, SCHOOL_DAY } from '../vocabulary/school-time.ts';
import { zoneOf } from '../vocabulary/zones.ts';

/** Longer ago than over a long weekend (Friday to Tuesday), what coordinators were shown would be old by the time it goes. */
const MOST_DAYS_AHEAD = 4;
/** With less time than that between two lessons nobody changes anything. */
const LEAST_NOTICE_MS = 2 * 60 * 60 * 1000;

/**
 * When coordinators are shown the digest that is due then: at the same time of day on the school day before. After a holiday, or where
 * the day before is one of the first two of a term, on the morning itself; undefined where that leaves too little time.
 */
export function aheadOf(due: Date, zone: string, calendar: SchoolCalendar = NATIONAL): Date | undefined {
  const at = DateTime.fromJSDate(due, { zone: zoneOf(zone) });
  for (let days = 1; days <= MOST_DAYS_AHEAD; days++) {
    const day = at.minus({ days });
    if (!isSchoolDay(day, calendar)) continue;
    if (isStartOfTerm(day, calendar)) break;
    return day.toJSDate();
  }
  const [hour, minute] = SCHOOL_DAY.opens.split(':').map(Number);
  const morning = at.startOf('day').set({ hour, minute }).toJSDate();
  return due.getTime() - morning.getTime() >= LEAST_NOTICE_MS ? morning : undefined;
}

/** Longer than any digest is shown ahead, in ms: so far into the future one looks for those to show now. */
export const AHEAD_MS = (MOST_DAYS_AHEAD + 1) * 24 * 60 * 60 * 1000;
