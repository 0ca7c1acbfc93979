import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { bankHolidays } from '../../src/vocabulary/bank-holidays.ts';
import { nationalHolidays, typicalHolidays } from '../../src/vocabulary/school-holidays.ts';
import {
  digestDue,
  isSchoolClock,
  isSchoolTime,
  isStartOfTerm,
  nextSchoolTime,
  nextWeekly,
} from '../../src/vocabulary/school-time.ts';

const ZONE = 'Europe/London';
const local = (text: string) => DateTime.fromISO(text, { zone: ZONE }).toJSDate();
const words = (instant: Date) => DateTime.fromJSDate(instant, { zone: ZONE }).toFormat("ccc yyyy-MM-dd HH:mm 'UTC'Z");

describe('bank holidays', () => {
  it.each([
    [2025, '2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26'],
    [2026, '2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28'],
    [2027, '2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28'],
    [2028, '2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26'],
  ])('of %i fall where the government says', (year, expected) => {
    expect(bankHolidays(year).join(' ')).toBe(expected);
  });

  it('follow Christmas on a Sunday with Tuesday as the substitute', () => {
    expect(bankHolidays(2022).slice(-2)).toEqual(['2022-12-26', '2022-12-27']);
  });
});

describe('school holidays', () => {
  it.each([2025, 2026])('the pattern gives the dated ones of %i, but for the summer', (year) => {
    const withoutSummer = (holiday: { name: string }) => holiday.name !== 'Summer';

    expect(typicalHolidays(year).filter(withoutSummer)).toEqual(nationalHolidays(year).filter(withoutSummer));
  });

  it('go on after the dated years', () => {
    expect(nationalHolidays(2027).map((holiday) => `${holiday.from} ${holiday.to}`)).toEqual([
      '2027-09-01 2027-09-01',
      '2027-10-25 2027-10-29',
      '2027-12-20 2027-12-31',
      '2028-02-21 2028-02-25',
      '2028-04-03 2028-04-14',
      '2028-05-29 2028-06-02',
      '2028-07-22 2028-08-31',
    ]);
  });
});

describe('school time', () => {
  it.each([
    ['2026-01-14T07:29:59', false],
    ['2026-01-14T07:30', true],
    ['2026-01-14T17:59:59', true],
    ['2026-01-14T18:00', false],
    ['2026-01-17T10:00', false],
    ['2026-05-04T10:00', false],
    ['2026-05-27T10:00', false],
    ['2026-08-12T10:00', false],
    ['2026-07-20T10:00', true],
  ])('%s: %s', (text, expected) => {
    expect(isSchoolTime(local(text))).toBe(expected);
  });

  it.each([
    ['2026-01-14T10:00', 'Wed 2026-01-14 10:00'],
    ['2026-01-14T06:00', 'Wed 2026-01-14 07:30'],
    ['2026-01-14T18:00', 'Thu 2026-01-15 07:30'],
    ['2026-01-16T20:00', 'Mon 2026-01-19 07:30'],
    ['2026-05-01T20:00', 'Tue 2026-05-05 07:30'],
    ['2026-07-20T18:30', 'Wed 2026-09-02 07:30'],
    ['2026-12-18T19:00', 'Mon 2027-01-04 07:30'],
  ])('after %s comes %s', (text, expected) => {
    expect(words(nextSchoolTime(local(text)))).toContain(expected);
  });

  it('is a clock time from half past seven to six', () => {
    expect(['07:29', '07:30', '17:59', '18:00', '7:30', '25:00'].map(isSchoolClock)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a weekly time', () => {
  it.each([
    ['2026-03-25T15:44', 'Wed 2026-03-25 15:45 UTC+0'],
    ['2026-03-25T15:45', 'Wed 2026-04-01 15:45 UTC+1'],
    ['2026-10-21T15:45', 'Wed 2026-10-28 15:45 UTC+0'],
    ['2026-10-25T12:00', 'Wed 2026-10-28 15:45 UTC+0'],
  ])('after %s is %s, by the clock on the wall', (text, expected) => {
    expect(words(nextWeekly(3, '15:45', ZONE, local(text)))).toBe(expected);
  });

  it('that the clocks skip is taken an hour later, and one that comes twice only once', () => {
    const skipped = nextWeekly(7, '01:30', ZONE, local('2026-03-25T12:00'));
    const twice = nextWeekly(7, '01:30', ZONE, local('2026-10-20T12:00'));

    expect(words(skipped)).toBe('Sun 2026-03-29 02:30 UTC+1');
    expect(words(twice)).toBe('Sun 2026-10-25 01:30 UTC+1');
    expect(words(nextWeekly(7, '01:30', ZONE, new Date(twice.getTime() + 3_600_000)))).toBe('Sun 2026-11-01 01:30 UTC+0');
  });
});

describe('the digest', () => {
  const due = (weekday: number, from: string, to: string) => digestDue(weekday, '15:45', ZONE, local(from), local(to)).map(words);

  it('comes each Wednesday of the autumn of 2026, not in the holidays nor at the start of term', () => {
    expect(due(3, '2026-08-20T00:00', '2026-12-31T00:00').map((text) => text.slice(4, 14))).toEqual([
      '2026-09-09',
      '2026-09-16',
      '2026-09-23',
      '2026-09-30',
      '2026-10-07',
      '2026-10-14',
      '2026-10-21',
      '2026-11-04',
      '2026-11-11',
      '2026-11-18',
      '2026-11-25',
      '2026-12-02',
      '2026-12-09',
      '2026-12-16',
    ]);
  });

  it('moves from a bank holiday to the next school day, also when only that day is asked about', () => {
    expect(due(1, '2026-05-01T00:00', '2026-05-08T00:00')).toEqual(['Tue 2026-05-05 15:45 UTC+1']);
    expect(due(1, '2026-05-05T12:00', '2026-05-05T16:00')).toEqual(['Tue 2026-05-05 15:45 UTC+1']);
  });

  it('does not move out of a bank holiday into the first days after Easter', () => {
    expect(due(5, '2027-03-22T00:00', '2027-04-17T00:00')).toEqual(['Fri 2027-04-16 15:45 UTC+1']);
  });

  it('is due once: the end of one stretch is not in the next', () => {
    expect(due(3, '2026-11-04T15:44', '2026-11-04T15:45')).toHaveLength(1);
    expect(due(3, '2026-11-04T15:45', '2026-11-11T15:44')).toHaveLength(0);
  });

  it('comes after a half-term at once, since no term begins then', () => {
    expect(isStartOfTerm(DateTime.fromISO('2026-11-02', { zone: ZONE }))).toBe(false);
    expect(isStartOfTerm(DateTime.fromISO('2026-09-03', { zone: ZONE }))).toBe(true);
    expect(isStartOfTerm(DateTime.fromISO('2026-09-04', { zone: ZONE }))).toBe(false);
    expect(due(1, '2026-11-01T00:00', '2026-11-03T00:00')).toHaveLength(1);
  });
});
