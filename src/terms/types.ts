import type { SchoolHoliday } from '../vocabulary/school-holidays.ts';

/** A stretch of days as it was given: first and last day, ISO dates, both inside. */
export interface Span {
  name: string;
  from: string;
  to: string;
}

/** What was read from a paste: spans, and lines that were not understood. */
export interface DatesRead {
  spans: Span[];
  notUnderstood: { line: number; words: string; why: string }[];
}

/** Whether the given dates are those of terms (schools open) or of holidays (schools closed). */
export type DatesOf = 'terms' | 'holidays';

/** One school year's holidays of a school or local authority, as they are kept. */
export interface TermYear {
  /** As people read it: a school's name or a local authority. */
  whose: string;
  scope: string;
  startYear: number;
  holidays: SchoolHoliday[];
}

/** What came of saving dates. */
export interface TermsSaved {
  whose: string;
  years: { startYear: number; holidays: SchoolHoliday[] /** Usual holidays nothing was said about. */; kept: SchoolHoliday[] }[];
  notUnderstood: DatesRead['notUnderstood'];
  /** Events of a calendar that are about something else. */
  passedOver: number;
}
