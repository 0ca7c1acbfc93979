import { InvalidInput } from '../../errors.ts';
import { closingOfDay, daySaid, usualClosing, usualEnd } from './dates.ts';

/** What a coordinator says about a round; what is left out keeps its usual or present value. */
export interface RoundSettings {
  /** Last day for answers, "2026-12-04". */
  closes?: string;
  /** Last day for the pairs. */
  ends?: string;
  takes?: 'all' | 'yes';
  regions?: string[];
  phases?: string[];
  sameRegion?: boolean;
  groupSize?: 2 | 3;
}

/** A slip of the keyboard, not a plan. */
const LONGEST_MS = 366 * 24 * 60 * 60 * 1000;

/**
 * A round's two dates, both the end of a working day. Throws InvalidInput for a day that is over or in the wrong order.
 * `before`: the round as it is; a new closing day takes the end along when there is no room between them.
 */
export function datesOf(
  { closes, ends }: RoundSettings,
  at: { now: Date; zone: string; before?: { closesAt: Date | null; endsAt: Date | null } },
): { closesAt: Date; endsAt: Date } {
  const { now, zone, before } = at;
  const closesAt = closes === undefined ? (before?.closesAt ?? usualClosing(now, zone)) : closingOfDay(closes, zone);
  if (closes !== undefined && closesAt <= now)
    throw new InvalidInput({ closes: `${daySaid(closesAt, zone, now)}, 17:00, is over. Please give a later day.` });
  if (closesAt.getTime() - now.getTime() > LONGEST_MS)
    throw new InvalidInput({ closes: `${daySaid(closesAt, zone, now)} is more than a year away.` });
  const kept = before?.endsAt && before.endsAt > closesAt ? before.endsAt : usualEnd(closesAt, zone);
  const endsAt = ends === undefined ? kept : closingOfDay(ends, zone);
  if (endsAt <= closesAt)
    throw new InvalidInput({ ends: `The pairs need time after the answers close on ${daySaid(closesAt, zone, now)}.` });
  if (endsAt.getTime() - closesAt.getTime() > LONGEST_MS)
    throw new InvalidInput({ ends: `${daySaid(endsAt, zone, now)} is more than a year after the answers close.` });
  return { closesAt, endsAt };
}

/** The columns that say whom a round is for: only those that were given. */
export function whoOf({ takes, regions, phases, sameRegion, groupSize }: RoundSettings) {
  return {
    ...(takes !== undefined && { takes }),
    ...(regions !== undefined && { regions }),
    ...(phases !== undefined && { phases }),
    ...(sameRegion !== undefined && { sameRegion }),
    ...(groupSize !== undefined && { groupSize }),
  };
}
