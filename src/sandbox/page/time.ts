import { DateTime } from 'luxon';

/** Schools keep this time, so the page shows and moves it. */
const ZONE = 'Europe/London';
/** Wednesday is luxon's weekday 3; the digest's usual time is Wednesday 15:45. */
const WEDNESDAY = 3;

/** Where a button of the clock leads from `now`, both in ms since 1970. Undefined when a typed local time is no time at all. */
export function clockTarget(now: number, to: 'hour' | 'day' | 'wednesday' | { local: string }): number | undefined {
  const from = DateTime.fromMillis(now, { zone: ZONE });
  if (to === 'hour') return from.plus({ hours: 1 }).toMillis();
  if (to === 'day') return from.plus({ days: 1 }).toMillis();
  if (to === 'wednesday') {
    const wednesday = from.set({ weekday: WEDNESDAY, hour: 15, minute: 45, second: 0, millisecond: 0 });
    return (wednesday > from ? wednesday : wednesday.plus({ weeks: 1 })).toMillis();
  }
  const typed = DateTime.fromISO(to.local, { zone: ZONE });
  return typed.isValid ? typed.toMillis() : undefined;
}
