import { isSchoolTime, nextSchoolTime, schoolDaysAfter } from '../../vocabulary/school-time.ts';

/** When schools are open, as the rules of following up need to know it. */
export interface SchoolClock {
  isOpen(instant: Date): boolean;
  /** The instant itself in school time, otherwise the next time schools open. */
  next(instant: Date): Date;
  /** The same clock time so many school days later. */
  after(instant: Date, schoolDays: number): Date;
}

/** School days anything may come late: after three days of downtime it still does. A nudge no longer: the middle question is near. */
export const FRESH_DAYS = 4;

/** England's school days and hours, in a network's zone. */
export function calendarOf(zone: string): SchoolClock {
  return {
    isOpen: (instant) => isSchoolTime(instant, zone),
    next: (instant) => nextSchoolTime(instant, zone),
    after: (instant, schoolDays) => schoolDaysAfter(instant, schoolDays, zone),
  };
}
