import { DateTime } from 'luxon';
import type { DatesOf, Span } from './types.ts';

/** A school's calendar is full of other things. What says that a school is closed: */
const CLOSED = /holiday|half[\s-]*term|\bbreak\b|\bclosed\b|\bclosure\b|\binset\b|non[\s-]*pupil|staff (training|development)/i;
/** What says so only when it lasts. */
const SEASON = /christmas|easter|summer|winter|autumn|spring|october|february|\bmay\b|whitsun/i;
/** What is about a holiday, and is none. */
const ABOUT =
  /club|camp|trip|visit|revision|booster|fair\b|fayre|homework|disco|concert|lunch|menu|break\s*up|\bends?\b|begins?\b|starts?\b|closes\b|opens\b|last day|first day|bookings?/i;
const TERM = /\bterm\b|autumn|spring|summer/i;
/** Nobody closes for less and calls it Christmas. */
const SEASON_DAYS = 4;
/** The shortest half of a term has more than three weeks; two leave room for oddities. */
const TERM_DAYS = 14;

/** Of a calendar's events those that say when schools are open or closed; all, where none says so by its name. */
export function eventsThatCount(spans: readonly Span[], of: DatesOf): Span[] {
  const counting = spans.filter((span) => (of === 'terms' ? isTerm(span) : isClosed(span)));
  return counting.length > 0 ? counting : [...spans];
}

function isClosed(span: Span): boolean {
  if (ABOUT.test(span.name)) return false;
  return CLOSED.test(span.name) || (SEASON.test(span.name) && daysIn(span) >= SEASON_DAYS);
}

function isTerm(span: Span): boolean {
  return TERM.test(span.name) && daysIn(span) >= TERM_DAYS;
}

function daysIn({ from, to }: Span): number {
  return DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days + 1;
}
