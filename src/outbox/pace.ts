import type { Destination, Pace, Platform } from '../chat/platform.ts';
import { Prisma } from '../database/generated/client.ts';
import type { Db } from '../database/open.ts';

/** A message may wait so long for its slot, in ms; with the sending (two calls of 10 s) still within its lease. */
export const LONGEST_WAIT_MS = 30_000;
/** Who asked for too much is left alone for so long at most: then it is tried again, one message at a time. */
const LONGEST_HOLD_MS = 30_000;
/** A pace that was used so long ago holds nobody back. */
const FORGET_MS = 60 * 60 * 1000;

/** A message that is ready to leave. */
export interface Ready {
  platform: Platform;
  to: Destination;
}

/** When a message may leave: after so many ms; or not soon, because too many wait in this line, `every` so many ms one. */
export type Slot = { wait: number } | { line: string; every: number };

/**
 * Reserves the next free slots for messages, spaced by what their platforms declare (after a quiet time, with its burst), whatever
 * other processes send; two statements however many they are. `now`: real time.
 */
export async function reserve(db: Db, messages: readonly Ready[], now: number): Promise<Slot[]> {
  // First what is narrow, so that whoever has to wait for it takes no slot of everybody's.
  const narrow = await take(db, messages, ['destination', 'opening'], now);
  const able = messages.filter((_, index) => 'wait' in (narrow[index] ?? {}));
  const wide = (await take(db, able, ['platform'], now)).values();
  return narrow.map((slot) => {
    if ('line' in slot) return slot;
    const other = wide.next().value ?? slot;
    return 'line' in other ? other : { wait: Math.max(slot.wait, other.wait) };
  });
}

/** The platform asked to go slower: nothing is begun there (`per`: on what) for so many ms, by any process. */
export async function holdBack(db: Db, { platform, to }: Ready, per: Pace['per'], ms: number, now: number): Promise<void> {
  const until = new Date(now + Math.min(ms, LONGEST_HOLD_MS));
  await db.$executeRaw`
    INSERT INTO "Pace" (key, "nextAt") VALUES (${keyOf(platform, to, per)}, ${until})
    ON CONFLICT (key) DO UPDATE SET "nextAt" = GREATEST("Pace"."nextAt", EXCLUDED."nextAt")`;
}

/** Forgets paces nobody has used lately (`now`: real time); they hold nobody back any more. */
export async function forgetPaces(db: Pick<Db, 'pace'>, now: number): Promise<void> {
  await db.pace.deleteMany({ where: { nextAt: { lt: new Date(now - FORGET_MS) } } });
}

/** How many messages a second a platform may be sent at most, as it declares. */
export function perSecond({ pace }: Platform): number {
  return Math.min(...pace.filter(({ per }) => per === 'platform').map(({ count, ms }) => (count * 1000) / ms));
}

interface Taken {
  key: string;
  every: number;
  count: number;
  /** How far ahead of its even place a message may leave, in ms: the burst. */
  ahead: number;
  /** When the first of them may begin; undefined: not soon. */
  first?: number;
}

async function take(db: Db, messages: readonly Ready[], pers: readonly Pace['per'][], now: number): Promise<Slot[]> {
  const keys = messages.map((one) => keysOf(one, pers));
  const wanted = new Map<string, Taken>();
  // Each message's place among those that want the same.
  const places = keys.map((list) =>
    list.map(({ key, every, ahead }) => {
      const taken = wanted.get(key) ?? { key, every, ahead, count: 0 };
      wanted.set(key, taken);
      taken.count += 1;
      return { taken, place: taken.count - 1 };
    }),
  );
  await takeSlots(db, wanted, now);
  return places.map((list) => {
    const waits = list.map(
      ({ taken, place }) => (taken.first ?? Number.POSITIVE_INFINITY) + place * taken.every - taken.ahead - now,
    );
    const longest = Math.max(0, ...waits);
    const { key, every } = list[waits.indexOf(longest)]?.taken ?? { key: '', every: 0 };
    return longest > LONGEST_WAIT_MS ? { line: key, every } : { wait: longest };
  });
}

async function takeSlots(db: Db, wanted: Map<string, Taken>, now: number): Promise<void> {
  // In one order, so that two processes cannot wait for each other.
  const keys = [...wanted.keys()].sort();
  if (keys.length === 0) return;
  const lasts = keys.map((key) => (wanted.get(key)?.every ?? 0) * (wanted.get(key)?.count ?? 0));
  const aheads = keys.map((key) => wanted.get(key)?.ahead ?? 0);
  const rows = await db.$queryRaw<{ key: string; nextAt: Date }[]>(Prisma.sql`
    WITH wanted AS (SELECT * FROM unnest(${keys}::text[], ${lasts}::float8[], ${aheads}::float8[]) AS row (key, ms, ahead))
    INSERT INTO "Pace" AS p (key, "nextAt")
    SELECT key, ${new Date(now)}::timestamp + ms * interval '1 millisecond' FROM wanted
    ON CONFLICT (key) DO UPDATE
      SET "nextAt" = GREATEST(p."nextAt", ${new Date(now)}::timestamp) + (EXCLUDED."nextAt" - ${new Date(now)}::timestamp)
      WHERE p."nextAt" <= ${new Date(now + LONGEST_WAIT_MS)}::timestamp
        + (SELECT ahead FROM wanted WHERE wanted.key = p.key) * interval '1 millisecond'
    RETURNING key, "nextAt"`);
  for (const { key, nextAt } of rows) {
    const taken = wanted.get(key);
    if (taken) taken.first = nextAt.getTime() - taken.every * taken.count;
  }
}

function keysOf({ platform, to }: Ready, pers: readonly Pace['per'][]): { key: string; every: number; ahead: number }[] {
  const opens = to.kind === 'person' && to.directChannelId === undefined;
  return platform.pace
    .filter(({ per }) => pers.includes(per) && (per !== 'opening' || opens))
    .map(({ per, count, ms, burst = 1 }) => ({
      key: keyOf(platform, to, per),
      every: ms / count,
      ahead: ((burst - 1) * ms) / count,
    }));
}

function keyOf({ name }: Platform, to: Destination, per: Pace['per']): string {
  if (per !== 'destination') return `${name} ${per}`;
  return `${name} ${to.kind === 'channel' ? to.channelId : (to.directChannelId ?? to.userId)}`;
}
