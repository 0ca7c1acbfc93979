import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { dueFor } from '../../src/digest/due.ts';
import { PACES, type Wish } from '../../src/digest/types.ts';
import {
  calendarOf,
  isSchoolDay,
  NATIONAL,
  nationalHolidays,
  type SchoolCalendar,
} from '../../src/vocabulary/school-holidays.ts';
import { isSchoolTime, isStartOfTerm } from '../../src/vocabulary/school-time.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Europe/London changes its clocks twice a year; the others never, on other days, and by half an hour. */
const zone = fc.constantFrom('Europe/London', 'UTC', 'America/New_York', 'Australia/Lord_Howe');
const clock = fc
  .integer({ min: 7 * 60 + 30, max: 18 * 60 - 1 })
  .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
const wish: fc.Arbitrary<Wish> = fc.record({
  every: fc.constantFrom(...PACES),
  weekday: fc.integer({ min: 1, max: 5 }),
  time: clock,
});
/** The national holidays, each moved by up to two weeks: schools differ by no more. */
const calendar: fc.Arbitrary<SchoolCalendar> = fc.array(fc.integer({ min: -14, max: 14 }), { maxLength: 3 }).map((moves) =>
  moves.length === 0
    ? NATIONAL
    : calendarOf(
        new Map(
          [2025, 2026, 2027].map((year) => [
            year,
            nationalHolidays(year).map((one, at) => ({
              ...one,
              from: moved(one.from, moves[at % moves.length] ?? 0),
              to: moved(one.to, moves[at % moves.length] ?? 0),
            })),
          ]),
        ),
      ),
);
const start = fc.integer({ min: 0, max: 500 }).map((days) => new Date(Date.parse('2025-09-08T00:00:00Z') + days * DAY_MS));
/** How long the bot is away between two looks at the clock: mostly a minute, sometimes hours or days. */
const gaps = fc.array(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 60 * 24 * 12 })), {
  minLength: 40,
  maxLength: 160,
});

function moved(isoDate: string, days: number): string {
  return DateTime.fromISO(isoDate, { zone: 'utc' }).plus({ days }).toISODate() ?? isoDate;
}

/** A reader's digests as the job writes them: looking now and then, making up for what was missed within two days. */
function sent(reader: Wish, where: string, school: SchoolCalendar, from: Date, minutes: readonly number[]): Date[] {
  const digests: Date[] = [];
  let last = from;
  let now = from;
  for (const gap of minutes) {
    now = new Date(now.getTime() + gap * 60_000);
    const due = dueFor(
      reader,
      digests.at(-1) ?? null,
      where,
      school,
      new Date(Math.max(last.getTime(), now.getTime() - 2 * DAY_MS)),
      now,
    );
    if (due) digests.push(due);
    last = now;
  }
  return digests;
}

describe('a reader’s digests, whatever their calendar, zone, wish and the bot’s downtime', () => {
  it('are due only in school time, when their school is open and not at the start of a term', () => {
    fc.assert(
      fc.property(wish, zone, calendar, start, gaps, (reader, where, school, from, minutes) => {
        for (const due of sent(reader, where, school, from, minutes)) {
          const local = DateTime.fromJSDate(due, { zone: where });

          expect(isSchoolTime(due, where, school)).toBe(true);
          expect(isSchoolDay(local, school)).toBe(true);
          expect(isStartOfTerm(local, school)).toBe(false);
          expect(local.toFormat('HH:mm')).toBe(reader.time);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never come twice, nor sooner than they like', () => {
    const least = { weekly: 4, fortnightly: 11, 'half-termly': 11 };
    fc.assert(
      fc.property(wish, zone, calendar, start, gaps, (reader, where, school, from, minutes) => {
        const digests = sent(reader, where, school, from, minutes);

        for (const [at, due] of digests.slice(1).entries())
          expect((due.getTime() - (digests[at]?.getTime() ?? 0)) / DAY_MS).toBeGreaterThan(least[reader.every] - 0.1);
      }),
      { numRuns: 40 },
    );
  });

  it('are never lost when the bot comes back within the window: weekly ones come exactly as if it had never been away', () => {
    const short = fc.array(fc.integer({ min: 1, max: 47 * 60 }), { minLength: 40, maxLength: 80 });
    fc.assert(
      fc.property(wish, zone, calendar, start, short, (reader, where, school, from, minutes) => {
        const weekly: Wish = { ...reader, every: 'weekly' };
        const always = minutes.flatMap((gap) =>
          Array.from({ length: Math.ceil(gap / 600) }, (_, at) => Math.min(600, gap - at * 600)),
        );

        expect(sent(weekly, where, school, from, minutes)).toEqual(sent(weekly, where, school, from, always));
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['spring', '2026-03-25T00:00:00Z', '2026-04-24T00:00:00Z'],
    ['autumn', '2026-10-14T00:00:00Z', '2026-11-13T00:00:00Z'],
  ])('stay at their local time over the change of the clocks in %s', (_season, from, to) => {
    const reader: Wish = { every: 'weekly', weekday: 3, time: '15:45' };
    const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
    const digests = sent(
      reader,
      'Europe/London',
      NATIONAL,
      new Date(from),
      Array.from({ length: hours }, () => 60),
    );

    expect(digests.length).toBeGreaterThan(1);
    for (const due of digests)
      expect(DateTime.fromJSDate(due, { zone: 'Europe/London' }).toFormat('ccc HH:mm')).toBe('Wed 15:45');
  });

  it('once a half-term come once a half-term', () => {
    const reader: Wish = { every: 'half-termly', weekday: 3, time: '15:45' };
    const year = sent(
      reader,
      'Europe/London',
      NATIONAL,
      new Date('2026-09-01T00:00:00Z'),
      Array.from({ length: 365 }, () => 1440),
    );

    expect(year.map((due) => DateTime.fromJSDate(due).toISODate())).toEqual([
      '2026-09-09',
      '2026-11-04',
      '2027-01-06',
      '2027-02-24',
      '2027-04-14',
      '2027-06-09',
    ]);
  });
});
