import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { holidaysFrom } from '../../src/terms/holidays.ts';
import { isIcs, readIcs } from '../../src/terms/read-ics.ts';
import { readLines } from '../../src/terms/read-lines.ts';
import { readDay } from '../../src/vocabulary/read-day.ts';
import { nationalHolidays } from '../../src/vocabulary/school-holidays.ts';

const days = (list: readonly { from: string; to: string }[] | undefined) => (list ?? []).map((one) => `${one.from} ${one.to}`);

describe('a day as people write it', () => {
  it.each([
    '2026-10-26',
    '26/10/2026',
    '26.10.2026',
    '26 October 2026',
    '26 Oct 2026',
    'Mon 26th October 2026',
    'Monday, 26 October 2026',
    ' 26/10/26 ',
  ])('%s', (words) => {
    expect(readDay(words)).toBe('2026-10-26');
  });

  it.each(['', 'October', '31 February 2026', '26/13/2026', '10-26', '26 October'])('not %s', (words) => {
    expect(readDay(words)).toBeUndefined();
  });

  it('is read in every form it can be written in', () => {
    const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
    const forms = ['yyyy-MM-dd', 'd/M/yyyy', 'dd/MM/yyyy', 'd MMMM yyyy', 'ccc d MMM yyyy', 'cccc, d MMMM yyyy'];
    fc.assert(
      fc.property(day, fc.constantFrom(...forms), (date, form) => {
        const local = DateTime.fromJSDate(date, { zone: 'utc' }).setLocale('en-GB');

        expect(readDay(local.toFormat(form))).toBe(local.toISODate());
      }),
    );
  });
});

describe('pasted lines', () => {
  it('are read as a spreadsheet and as a council writes them', () => {
    const read = readLines(
      [
        '',
        'Term, First day, Last day',
        'Autumn 1: Tuesday 1 September 2026 to Friday 23 October 2026',
        'Autumn 2\t02/11/2026\t18/12/2026',
        'Spring 1; 4 Jan 2027; 12 Feb 2027',
        '"Spring 2", "22 February 2027", "25 March 2027"',
        '',
        'INSET, 4 January 2027',
      ].join('\n'),
    );

    expect(read.notUnderstood).toEqual([]);
    expect(read.spans.map((one) => `${one.name} ${one.from} ${one.to}`)).toEqual([
      'Autumn 1 2026-09-01 2026-10-23',
      'Autumn 2 2026-11-02 2026-12-18',
      'Spring 1 2027-01-04 2027-02-12',
      'Spring 2 2027-02-22 2027-03-25',
      'INSET 2027-01-04 2027-01-04',
    ]);
  });

  it('that cannot be read are given back with a reason', () => {
    const read = readLines('Easter\nEaster, soon, 9 April 2027\nEaster, 9 April 2027, 29 March 2027');

    expect(read.spans).toEqual([]);
    expect(read.notUnderstood.map((one) => one.why)).toEqual([
      'it needs a name, a first day and a last day',
      '"soon" is not a date like 26 October 2026 or 26/10/2026',
      'the last day comes before the first',
    ]);
  });

  it('never break it, whatever they are', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (words) => void readLines(words)));
  });
});

describe('a calendar file', () => {
  const event = (lines: string) => `BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n${lines}\r\nEND:VEVENT\r\n`;
  const file = (events: string) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n${events}END:VCALENDAR\r\n`;

  it('has ends that lie a day after the last', () => {
    const words = file(
      event('SUMMARY:Half-term\r\nDTSTART;VALUE=DATE:20261026\r\nDTEND;VALUE=DATE:20261031') +
        event('SUMMARY:INSET\r\nDTSTART;VALUE=DATE:20270104'),
    );

    expect(isIcs(words)).toBe(true);
    expect(readIcs(words).spans).toEqual([
      { name: 'Half-term', from: '2026-10-26', to: '2026-10-30' },
      { name: 'INSET', from: '2027-01-04', to: '2027-01-04' },
    ]);
  });

  it.each(['BEGIN:VCALENDAR', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:soon'])(
    'that is cut off is refused in words',
    (words) => {
      expect(readIcs(words).notUnderstood[0]?.why).toBe('the calendar file is broken or cut off');
    },
  );
});

describe('the holidays of a school year', () => {
  const terms = (lines: string) => holidaysFrom(readLines(lines).spans, 'terms').get(2026);
  const holidays = (lines: string) => holidaysFrom(readLines(lines).spans, 'holidays').get(2026);

  it('are the gaps between terms', () => {
    const year = terms(
      [
        'Autumn 1, 3 September 2026, 23 October 2026',
        'Autumn 2, 2 November 2026, 18 December 2026',
        'Spring, 4 January 2027, 25 March 2027',
        'Summer, 12 April 2027, 9 July 2027',
      ].join('\n'),
    );

    expect(year?.holidays.map((one) => `${one.from} ${one.to} ${one.beforeTerm}`)).toEqual([
      '2026-09-01 2026-09-02 false',
      '2026-10-24 2026-11-01 false',
      '2026-12-19 2027-01-03 true',
      '2027-03-26 2027-04-11 true',
      '2027-07-10 2027-08-31 true',
    ]);
    expect(year?.kept).toEqual([]);
  });

  it('stay as usual where the given terms say nothing', () => {
    const year = terms('Autumn 1, 3 September 2026, 16 October 2026\nAutumn 2, 2 November 2026, 18 December 2026');

    expect(days(year?.holidays).slice(0, 2)).toEqual(['2026-09-01 2026-09-02', '2026-10-17 2026-11-01']);
    expect(year?.kept.map((one) => one.name)).toEqual(['Christmas', 'Spring half-term', 'Easter', 'Summer half-term', 'Summer']);
  });

  it('replace the usual ones they are near to, and only those', () => {
    const year = holidays('October break, 19 October 2026, 30 October 2026\nSummer, 12 July 2027, 13 August 2027');

    expect(days(year?.holidays)).toEqual([
      '2026-09-01 2026-09-01',
      '2026-10-19 2026-10-30',
      ...days(nationalHolidays(2026)).slice(2, 6),
      '2027-07-12 2027-08-31',
    ]);
  });

  it('leave no school year without a Christmas, whatever part of it is given', () => {
    const usual = nationalHolidays(2026);
    fc.assert(
      fc.property(fc.subarray([...usual], { minLength: 1 }), (given) => {
        const year = holidaysFrom(given, 'holidays').get(2026);

        expect(days(year?.holidays)).toEqual(days(usual));
      }),
    );
  });
});
