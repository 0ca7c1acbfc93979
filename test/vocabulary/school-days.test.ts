import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { schoolDaysAfter } from '../../src/vocabulary/school-time.ts';

const ZONE = 'Europe/London';
const after = (local: string, days: number) =>
  DateTime.fromJSDate(schoolDaysAfter(DateTime.fromISO(local, { zone: ZONE }).toJSDate(), days), { zone: ZONE }).toFormat(
    'ccc yyyy-MM-dd HH:mm',
  );

describe('so many school days later', () => {
  it.each([
    ['the next day', '2026-11-24T15:00', 1, 'Wed 2026-11-25 15:00'],
    ['over a weekend', '2026-11-27T15:00', 1, 'Mon 2026-11-30 15:00'],
    ['from a weekend: from the Monday on', '2026-11-28T15:00', 1, 'Tue 2026-12-01 07:30'],
    ['from an evening: from the next morning on', '2026-11-24T20:00', 1, 'Thu 2026-11-26 07:30'],
    ['over half-term, in which the clocks change', '2026-10-23T16:00', 1, 'Mon 2026-11-02 16:00'],
    ['over Christmas', '2026-12-14T16:00', 5, 'Mon 2027-01-04 16:00'],
    ['over a bank holiday', '2027-04-30T09:00', 1, 'Tue 2027-05-04 09:00'],
    ['none at all', '2026-11-24T15:00', 0, 'Tue 2026-11-24 15:00'],
  ])('%s', (_, from, days, to) => {
    expect(after(from, days)).toBe(to);
  });
});
