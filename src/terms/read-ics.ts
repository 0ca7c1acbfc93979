import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import type { DatesRead } from './types.ts';

/** Does this look like a calendar file (ICS) rather than lines? */
export function isIcs(words: string): boolean {
  return /^﻿?\s*BEGIN:VCALENDAR/i.test(words);
}

/** Reads the events of a calendar file (ICS, RFC 5545). An all-day event's end is the day after its last. */
export function readIcs(words: string): DatesRead {
  let events: ICAL.Event[];
  try {
    const calendar = new ICAL.Component(ICAL.parse(words.trim()));
    events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  } catch {
    return { spans: [], notUnderstood: [{ line: 1, words: 'BEGIN:VCALENDAR', why: 'the calendar file is broken or cut off' }] };
  }
  const read: DatesRead = { spans: [], notUnderstood: [] };
  for (const [index, event] of events.entries()) {
    const name = event.summary ?? '';
    // Without an end, an all-day event is one day long.
    const from = event.startDate ? dayOf(event.startDate) : undefined;
    const end = event.endDate ? dayOf(event.endDate) : from;
    if (from === undefined || end === undefined) {
      read.notUnderstood.push({ line: index + 1, words: name, why: 'the event has no date' });
      continue;
    }
    const to = event.startDate.isDate && end > from ? dayBefore(end) : end;
    read.spans.push({ name, from, to });
  }
  return read;
}

function dayOf(time: ICAL.Time): string | undefined {
  const day = DateTime.utc(time.year, time.month, time.day);
  return day.isValid ? day.toISODate() : undefined;
}

function dayBefore(isoDate: string): string {
  return DateTime.fromISO(isoDate, { zone: 'utc' }).minus({ days: 1 }).toISODate() ?? isoDate;
}
