import { DateTime } from 'luxon';
import { nationalHolidays, type SchoolHoliday, schoolYearOf } from '../vocabulary/school-holidays.ts';
import type { DatesOf, Span } from './types.ts';

/** Longer breaks begin a new term, shorter ones are half-terms; in school days. */
const HALF_TERM_DAYS = 8;
/** A given holiday this near to a usual one is that holiday on other days. */
const NEAR_DAYS = 14;
/** Terms that begin and end at the ends of a school year say when its summers are. */
const AUTUMN_BEGINS_BY = '09-20';
const SUMMER_BEGINS_FROM = '06-20';

/** One school year as it will be kept. */
export interface YearRead {
  holidays: SchoolHoliday[];
  /** Usual holidays nothing was said about: they stay. */
  kept: SchoolHoliday[];
}

/** The holidays of whole school years (1 September to 31 August): holidays as given, or the gaps between given terms; the usual ones where nothing was said. */
export function holidaysFrom(spans: readonly Span[], of: DatesOf): Map<number, YearRead> {
  const years = new Map<number, YearRead>();
  for (const year of new Set(spans.map((span) => schoolYearOf(span.from)))) {
    const within = spans.filter((span) => schoolYearOf(span.from) === year).sort((a, b) => (a.from < b.from ? -1 : 1));
    years.set(year, of === 'holidays' ? fromHolidays(within, year) : fromTerms(within, year));
  }
  return years;
}

function fromHolidays(given: readonly Span[], year: number): YearRead {
  const end = `${year + 1}-08-31`;
  // Lists often stop with the first day of summer.
  const holidays = given.map((span, index) =>
    index === given.length - 1 && span.from >= `${year + 1}-${SUMMER_BEGINS_FROM}` ? { ...span, to: end } : span,
  );
  const near = (usual: SchoolHoliday) =>
    holidays.some((one) => one.from <= shift(usual.to, NEAR_DAYS) && one.to >= shift(usual.from, -NEAR_DAYS));
  return together(
    holidays,
    nationalHolidays(year).filter((usual) => !near(usual)),
  );
}

function fromTerms(terms: readonly Span[], year: number): YearRead {
  const first = terms[0]?.from ?? `${year}-09-01`;
  let open = first <= `${year}-${AUTUMN_BEGINS_BY}` ? `${year}-09-01` : first;
  const gaps: Span[] = [];
  for (const [index, term] of terms.entries()) {
    if (term.from > open)
      gaps.push({ name: index === 0 ? 'Summer' : `Before ${term.name}`, from: open, to: shift(term.from, -1) });
    const after = shift(term.to, 1);
    if (after > open) open = after;
  }
  if (open >= `${year + 1}-${SUMMER_BEGINS_FROM}`) {
    gaps.push({ name: 'Summer', from: open, to: `${year + 1}-08-31` });
    open = `${year + 1}-09-01`;
  }
  const said = (usual: SchoolHoliday) => usual.to >= first && usual.from < open;
  return together(
    gaps.filter((gap) => schoolDaysIn(gap) > 0),
    nationalHolidays(year).filter((usual) => !said(usual) && !gaps.some((gap) => gap.from <= usual.to && usual.from <= gap.to)),
  );
}

function together(given: readonly Span[], kept: SchoolHoliday[]): YearRead {
  const holidays = [...given.map(toHoliday), ...kept].sort((a, b) => (a.from < b.from ? -1 : 1));
  // The end of last summer is hardly ever in a list, and no news.
  return { holidays, kept: kept.filter((one) => schoolDaysIn(one) > 2) };
}

function toHoliday(span: Span): SchoolHoliday {
  return { ...span, beforeTerm: !/half/i.test(span.name) && schoolDaysIn(span) > HALF_TERM_DAYS };
}

function schoolDaysIn({ from, to }: Span): number {
  let days = 0;
  for (let day = DateTime.fromISO(from, { zone: 'utc' }); (day.toISODate() ?? '') <= to; day = day.plus({ days: 1 }))
    if (day.weekday <= 5) days += 1;
  return days;
}

function shift(isoDate: string, days: number): string {
  return DateTime.fromISO(isoDate, { zone: 'utc' }).plus({ days }).toISODate() ?? isoDate;
}
