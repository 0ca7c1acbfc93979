import { DateTime } from 'luxon';

/** How people in England write a day, tried in this order. */
const FORMS = ['yyyy-MM-dd', 'd/M/yyyy', 'd.M.yyyy', 'd-M-yyyy', 'd MMMM yyyy', 'd MMM yyyy', 'd/M/yy'];
const WEEKDAY = /^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,?\s+/i;
const ORDINAL = /(\d)(st|nd|rd|th)\b/i;

/** A day as somebody wrote it ("Mon 26th October 2026", "26/10/2026", "2026-10-26"), as an ISO date; undefined when it is none. */
export function readDay(words: string): string | undefined {
  const bare = words
    .trim()
    .replace(WEEKDAY, '')
    .replace(ORDINAL, '$1')
    .replace(/,/g, '')
    .replace(/\bSept?\b/i, 'September');
  for (const form of FORMS) {
    const day = DateTime.fromFormat(bare, form, { locale: 'en-GB', zone: 'utc' });
    if (day.isValid) return day.toISODate();
  }
  return undefined;
}
