import { DateTime } from 'luxon';

/** A school's calendar as Google exports it: some 200 events of a year, of which a handful say when the school is closed. */

const CLOSED: readonly [string, string, string][] = [
  ['INSET Day - school closed to pupils', '2026-09-01', '2026-09-01'],
  ['Half Term', '2026-10-19', '2026-10-30'],
  ['Christmas Holidays', '2026-12-21', '2027-01-01'],
  ['INSET Day', '2027-01-04', '2027-01-04'],
  ['February half term', '2027-02-15', '2027-02-19'],
  ['Easter', '2027-03-26', '2027-04-09'],
  ['May Half-Term', '2027-05-31', '2027-06-04'],
  ['Summer Holiday', '2027-07-21', '2027-08-31'],
];
/** Two of these are about a holiday and are none. */
const OTHER = [
  'Year 7 Parents’ Evening',
  'PTA Christmas Fair',
  'Half term football camp',
  'Y11 mock exams',
  'Swimming gala',
  'Governors’ meeting',
  'Break up for Christmas',
  'Harvest assembly',
];
const EVENTS = 200;

/** The file. */
export function schoolCalendar(): string {
  const first = DateTime.fromISO('2026-09-07', { zone: 'utc' });
  const others = Array.from({ length: EVENTS - CLOSED.length }, (_, at) => {
    const day = first.plus({ weeks: Math.floor(at / 5), days: at % 5 }).toFormat('yyyyMMdd');
    return event(OTHER[at % OTHER.length] ?? '', `DTSTART:${day}T140000Z\r\nDTEND:${day}T150000Z`, at);
  });
  const closed = CLOSED.map(([name, from, to], at) => {
    const after = DateTime.fromISO(to, { zone: 'utc' }).plus({ days: 1 }).toFormat('yyyyMMdd');
    return event(name, `DTSTART;VALUE=DATE:${from.replaceAll('-', '')}\r\nDTEND;VALUE=DATE:${after}`, 1000 + at);
  });
  const events = others.toSpliced(20, 0, ...closed);
  return `BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\nX-WR-CALNAME:School Calendar\r\nX-WR-TIMEZONE:Europe/London\r\n${events.join('')}END:VCALENDAR\r\n`;
}

function event(name: string, when: string, at: number): string {
  return [
    'BEGIN:VEVENT',
    when,
    'DTSTAMP:20260714T093015Z',
    `UID:${at.toString(36).padStart(8, 'k')}q9edlm2f9t7uv1h0@google.com`,
    'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Head;X-NUM-GUESTS=0:mailto:head@school.example',
    'CREATED:20260714T093015Z',
    'DESCRIPTION:Please ring the office on 01670 555 019 with any questions\\, or',
    '  write to office@school.example.\\n',
    'LAST-MODIFIED:20260714T093015Z',
    'LOCATION:Main Hall',
    'SEQUENCE:0',
    'STATUS:CONFIRMED',
    `SUMMARY:${name}`,
    'TRANSP:TRANSPARENT',
    ...(at % 9 === 0 ? ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Reminder', 'TRIGGER:-P0DT0H30M0S', 'END:VALARM'] : []),
    'END:VEVENT\r\n',
  ].join('\r\n');
}
