import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { aheadOf } from '../../src/digest/ahead.ts';
import { digestDue, isSchoolTime, isStartOfTerm } from '../../src/vocabulary/school-time.ts';

const ZONE = 'Europe/London';
const FORM = "ccc yyyy-MM-dd HH:mm 'UTC'Z";
const shownFor = (local: string) => {
  const at = aheadOf(DateTime.fromISO(local, { zone: ZONE }).toJSDate(), ZONE);
  return at && DateTime.fromJSDate(at, { zone: ZONE }).toFormat(FORM);
};

describe('when coordinators are shown the digest', () => {
  it('is the same time of day on the school day before', () => {
    expect(shownFor('2026-11-25T15:45')).toBe('Tue 2026-11-24 15:45 UTC+0');
    expect(shownFor('2026-11-23T08:00')).toBe('Fri 2026-11-20 08:00 UTC+0');
  });

  it('steps over a bank holiday, and over a long weekend', () => {
    expect(shownFor('2026-05-05T15:45')).toBe('Fri 2026-05-01 15:45 UTC+1');
  });

  it('keeps the time of day when the clocks change in between', () => {
    expect(shownFor('2028-03-27T15:45')).toBe('Fri 2028-03-24 15:45 UTC+0');
  });

  it('is the morning itself after a holiday, and where the day before is one of the first two of term', () => {
    expect(shownFor('2026-11-02T15:45')).toBe('Mon 2026-11-02 07:30 UTC+0');
    expect(shownFor('2026-01-07T15:45')).toBe('Wed 2026-01-07 07:30 UTC+0');
    expect(shownFor('2026-01-08T15:45')).toBe('Wed 2026-01-07 15:45 UTC+0');
  });

  it('is never, where that leaves too little time to change anything', () => {
    expect(shownFor('2026-11-02T09:29')).toBeUndefined();
    expect(shownFor('2026-11-02T09:30')).toBe('Mon 2026-11-02 07:30 UTC+0');
  });

  it('is never out of school time nor on a day without digests, and always before it goes', () => {
    const [from, to] = [new Date('2025-09-01T00:00:00Z'), new Date('2027-08-31T00:00:00Z')];
    for (const weekday of [1, 2, 3, 4, 5])
      for (const time of ['07:30', '12:00', '15:45', '17:59'])
        for (const due of digestDue(weekday, time, ZONE, from, to)) {
          const at = aheadOf(due, ZONE);
          if (!at) continue;
          expect(isSchoolTime(at, ZONE)).toBe(true);
          expect(isStartOfTerm(DateTime.fromJSDate(at, { zone: ZONE }))).toBe(false);
          expect(at < due).toBe(true);
        }
  });
});
