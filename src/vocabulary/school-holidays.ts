import { DateTime } from 'luxon';
import { bankHolidays, day, easterSunday, weekdayOnOrAfter } from './bank-holidays.ts';

/** A stretch of days on which schools are closed to pupils. */
export interface SchoolHoliday {
  name: string;
  /** First and last day, ISO dates, both inside; weekends at the ends are left out. */
  from: string;
  to: string;
  /** Whether a new term begins after it (half-terms are in the middle of one). */
  beforeTerm: boolean;
}

/**
 * Holidays most schools in England have, for the school year that begins in September of `startYear`. Schools differ by days and
 * sometimes weeks; this is what holds where a school's own dates are not known. 2025/26 is dated from published term dates; 2026/27 is
 * the typical pattern written out, and other years follow it.
 */
export function nationalHolidays(startYear: number): readonly SchoolHoliday[] {
  return DATED[startYear] ?? remembered(startYear);
}

/** The national holiday that a day (ISO date) falls in. */
export function holidayOn(isoDate: string): SchoolHoliday | undefined {
  const holidays = nationalHolidays(schoolYearOf(isoDate));
  return holidays.find((holiday) => holiday.from <= isoDate && isoDate <= holiday.to);
}

/** The year in which the school year of a day begins; a new one begins on 1 September. */
export function schoolYearOf(isoDate: string): number {
  const year = Number(isoDate.slice(0, 4));
  return isoDate.slice(5) >= '09-01' ? year : year - 1;
}

/** Two of the years are known; the last days of summer belong to the next school year, so each list begins with them. */
const DATED: Readonly<Record<number, readonly SchoolHoliday[]>> = {
  2025: [
    holiday('Summer', '2025-09-01', '2025-09-01', true),
    holiday('Autumn half-term', '2025-10-27', '2025-10-31', false),
    holiday('Christmas', '2025-12-22', '2026-01-02', true),
    holiday('Spring half-term', '2026-02-16', '2026-02-20', false),
    holiday('Easter', '2026-03-30', '2026-04-10', true),
    holiday('Summer half-term', '2026-05-25', '2026-05-29', false),
    holiday('Summer', '2026-07-21', '2026-08-31', true),
  ],
  2026: [
    holiday('Summer', '2026-09-01', '2026-09-01', true),
    holiday('Autumn half-term', '2026-10-26', '2026-10-30', false),
    holiday('Christmas', '2026-12-21', '2027-01-01', true),
    holiday('Spring half-term', '2027-02-15', '2027-02-19', false),
    holiday('Easter', '2027-03-29', '2027-04-09', true),
    holiday('Summer half-term', '2027-05-31', '2027-06-04', false),
    holiday('Summer', '2027-07-22', '2027-08-31', true),
  ],
};

const KNOWN = new Map<number, readonly SchoolHoliday[]>();

function remembered(startYear: number): readonly SchoolHoliday[] {
  const known = KNOWN.get(startYear);
  if (known) return known;
  const typical = typicalHolidays(startYear);
  KNOWN.set(startYear, typical);
  return typical;
}

/** The pattern behind the dated years; it gives those too, give or take a day or two. */
export function typicalHolidays(startYear: number): readonly SchoolHoliday[] {
  const next = startYear + 1;
  const afterChristmas = weekdayOnOrAfter(day(next, 1, 3), MONDAY);
  const autumn = weekdayOnOrAfter(day(startYear, 10, 21), MONDAY);
  const february = weekdayOnOrAfter(day(next, 2, 15), MONDAY);
  const easter = easterStart(next);
  const may = weekdayOnOrAfter(day(next, 5, 25), MONDAY);
  return [
    holiday('Summer', `${startYear}-09-01`, `${startYear}-09-01`, true),
    holiday('Autumn half-term', iso(autumn), iso(autumn.plus({ days: 4 })), false),
    holiday('Christmas', iso(afterChristmas.minus({ days: 14 })), iso(afterChristmas.minus({ days: 3 })), true),
    holiday('Spring half-term', iso(february), iso(february.plus({ days: 4 })), false),
    holiday('Easter', iso(easter), iso(easter.plus({ days: 11 })), true),
    holiday('Summer half-term', iso(may), iso(may.plus({ days: 4 })), false),
    holiday('Summer', `${next}-07-22`, `${next}-08-31`, true),
  ];
}

const MONDAY = 1;

/** Two weeks from the Monday before Good Friday, but not before the last days of March nor after the first week of April. */
function easterStart(year: number): DateTime {
  const holyMonday = easterSunday(year).minus({ days: 6 });
  const earliest = weekdayOnOrAfter(day(year, 3, 27), MONDAY);
  const latest = weekdayOnOrAfter(day(year, 4, 1), MONDAY);
  return DateTime.max(earliest, DateTime.min(holyMonday, latest));
}

function iso(date: DateTime): string {
  return date.toISODate() ?? '';
}

function holiday(name: string, from: string, to: string, beforeTerm: boolean): SchoolHoliday {
  return { name, from, to, beforeTerm };
}

/** When a school is closed, by its own dates, its local authority's, or the national pattern. */
export interface SchoolCalendar {
  /** The holiday a day (ISO date) falls in. Bank holidays and weekends are everybody's and not in it. */
  holidayOn(isoDate: string): SchoolHoliday | undefined;
}

/** The calendars of a network's schools. */
export interface SchoolCalendars {
  /** A school's own, else its local authority's, else the national one. */
  of(school: { urn: number; localAuthority: string }): SchoolCalendar;
  /** Every calendar there is, the national one first. */
  all: readonly SchoolCalendar[];
}

/** Where nothing else is known. */
export const NATIONAL: SchoolCalendar = { holidayOn };

/** Where no school's dates are known. */
export const ALL_NATIONAL: SchoolCalendars = { of: () => NATIONAL, all: [NATIONAL] };

/** A calendar of whole school years (by the year they begin in); for any other year the next calendar is asked. */
export function calendarOf(
  years: ReadonlyMap<number, readonly SchoolHoliday[]>,
  otherwise: SchoolCalendar = NATIONAL,
): SchoolCalendar {
  if (years.size === 0) return otherwise;
  return {
    holidayOn(isoDate) {
      const known = years.get(schoolYearOf(isoDate));
      if (!known) return otherwise.holidayOn(isoDate);
      return known.find((holiday) => holiday.from <= isoDate && isoDate <= holiday.to);
    },
  };
}

/** Whether a school is open on a day: Monday to Friday, no holiday, no bank holiday. */
export function isSchoolDay(date: DateTime, calendar: SchoolCalendar = NATIONAL): boolean {
  const isoDate = iso(date);
  return date.weekday <= 5 && !bankHolidays(date.year).includes(isoDate) && calendar.holidayOn(isoDate) === undefined;
}
