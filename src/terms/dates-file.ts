import { isIcs } from './read-ics.ts';
import { MOST_LINES } from './read-lines.ts';

/** What of an event says when it is and what it is called (RFC 5545). */
const KEPT = /^(SUMMARY|DTSTART|DTEND|DURATION)[;:]/i;

/**
 * What counts of a file of dates: lines as they are, as many as are read; of a calendar file only what its events are called and when they are. Organisers,
 * guests, places and descriptions, which calendars are full of, are nobody's business here.
 */
export function datesIn(words: string): string {
  // One more than is read, so that it can be said that the rest was not.
  if (!isIcs(words)) return words.split('\n', MOST_LINES + 1).join('\n');
  const lines = words
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const inside: string[] = [];
  const kept = lines.filter((line) => {
    const [, mark, name = ''] = /^(BEGIN|END):(\S+)$/i.exec(line) ?? [];
    if (mark === undefined) return inside.at(-1) === 'VEVENT' && KEPT.test(line);
    const part = name.toUpperCase();
    if (mark.toUpperCase() === 'BEGIN') inside.push(part);
    else inside.pop();
    return part === 'VCALENDAR' || part === 'VEVENT';
  });
  return kept.join('\r\n');
}
