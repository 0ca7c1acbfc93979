import { DateTime } from 'luxon';

/** Bank holidays of England and Wales in a year, as ISO dates in order. By rule, so days granted once (a coronation) are not in it. */
export function bankHolidays(year: number): readonly string[] {
  const known = KNOWN.get(year);
  if (known) return known;
  const computed = byRule(year);
  KNOWN.set(year, computed);
  return computed;
}

/** Whether a day (ISO date) is a bank holiday. */
export function isBankHoliday(isoDate: string): boolean {
  return bankHolidays(Number(isoDate.slice(0, 4))).includes(isoDate);
}

/** Easter Sunday of the Gregorian calendar (the usual century rule). */
export function easterSunday(year: number): DateTime {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const corrected = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15;
  const moon = corrected % 30;
  const epact = moon - Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + epact + 2 - century + Math.floor(century / 4)) % 7;
  const fromMarch = epact - weekday;
  const month = 3 + Math.floor((fromMarch + 40) / 44);
  return day(year, month, fromMarch + 28 - 31 * Math.floor(month / 4));
}

/** The first given weekday (1 Monday to 7 Sunday) on or after a date. */
export function weekdayOnOrAfter(date: DateTime, weekday: number): DateTime {
  return date.plus({ days: (weekday - date.weekday + 7) % 7 });
}

/** A calendar day, free of zones. */
export function day(year: number, month: number, dayOfMonth: number): DateTime {
  return DateTime.utc(year, month, dayOfMonth);
}

const MONDAY = 1;
const KNOWN = new Map<number, readonly string[]>();

function byRule(year: number): readonly string[] {
  const easter = easterSunday(year);
  const christmas = day(year, 12, 25);
  const days = [
    onWeekday(day(year, 1, 1)),
    easter.minus({ days: 2 }),
    easter.plus({ days: 1 }),
    weekdayOnOrAfter(day(year, 5, 1), MONDAY),
    weekdayOnOrAfter(day(year, 5, 25), MONDAY),
    weekdayOnOrAfter(day(year, 8, 25), MONDAY),
    ...christmasDays(christmas),
  ];
  return days.map((date) => date.toISODate() ?? '').sort();
}

/** A holiday at the weekend moves to the Monday. */
function onWeekday(date: DateTime): DateTime {
  return date.weekday > 5 ? weekdayOnOrAfter(date, MONDAY) : date;
}

/** Christmas Day and Boxing Day, with the substitutes that follow when one or both fall on the weekend. */
function christmasDays(christmas: DateTime): DateTime[] {
  const boxing = christmas.plus({ days: 1 });
  switch (christmas.weekday) {
    case 5:
      return [christmas, christmas.plus({ days: 3 })];
    case 6:
      return [christmas.plus({ days: 2 }), christmas.plus({ days: 3 })];
    case 7:
      return [boxing, christmas.plus({ days: 2 })];
    default:
      return [christmas, boxing];
  }
}
