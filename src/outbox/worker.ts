import { setMaxListeners } from 'node:events';
import type { Log, Platform, Posted } from '../chat/platform.ts';
import type { Db } from '../database/open.ts';
import { nextSchoolTime } from '../vocabulary/school-time.ts';
import { type Claimed, claimDue } from './claim.ts';
import { realClock } from './clock.ts';
import { holdBack, perSecond, reserve, type Slot } from './pace.ts';
import { type Route, routeOf } from './route.ts';

/**
 * Claimed together, per platform: what it takes in a second, within these. Few enough that several processes share the work and that
 * each message is sent well within its lease, enough that looking for them costs little.
 */
const BATCH = { least: 5, most: 25 };
/** One that found no free slot soon looks again after so long at least, ms; others may have one sooner. */
const NO_SLOT_MS = 15_000;
/** A message that failed so often is parked for somebody to look at. */
const MOST_ATTEMPTS = 12;
/** First pause after a failure; doubled each time, up to ten minutes. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 600_000;
/** A message whose platform hung up since it was claimed may leave after so long, ms. */
const NOT_CONNECTED_MS = 5_000;
/** How long after sending a platform may take to show a message in its history. */
const HISTORY_LAG_MS = 2_000;

/** The worker that sends what is due. */
export interface Outbox {
  /** Sends everything that is due now; resolves when nothing more is due. Calls while it runs make it look once more. */
  drain(): Promise<void>;
  /** Waits for what is being sent, and begins nothing new. */
  stop(): Promise<void>;
}

/** A message and its way. */
interface Prepared extends Sendable {
  delivery: Claimed;
}
type Sendable = Extract<Route, { to: unknown }>;

/** Sends deliveries: claimed with a lease, committed, sent, then recorded. `now` is business time, `clock` real time. */
export function createOutbox(db: Db, platforms: readonly Platform[], log: Log, now: () => Date, clock = realClock): Outbox {
  /** A platform that is slow or down keeps no other waiting: each has a lane of its own. */
  const lanes = new Map<Platform, Promise<void>>();
  /** By what they wait for: when the last in line looks again (real time). Thousands would else look again all the time. */
  const lines = new Map<string, number>();
  let asked = 0;
  const stopping = new AbortController();
  // Everything that waits for its slot listens: Node takes more than ten for a leak.
  setMaxListeners(0, stopping.signal);
  const stopped = () => stopping.signal.aborted;

  async function drainLane(platform: Platform): Promise<void> {
    const batch = Math.min(BATCH.most, Math.max(BATCH.least, Math.ceil(perSecond(platform))));
    const flying = new Set<Promise<void>>();
    const failures: unknown[] = [];
    const fail = (error: unknown) => void failures.push(error);
    while (failures.length === 0) {
      const before = asked;
      // What this process cannot send now is left to those that can.
      const claimed =
        stopped() || !platform.ready() ? [] : await claimDue(db, [platform.name], now(), new Date(clock.now()), batch);
      for (const sending of await launch(claimed, fail)) {
        const flight = sending.catch(fail).finally(() => flying.delete(flight));
        flying.add(flight);
      }
      if (claimed.length === 0 && flying.size === 0 && (before === asked || stopped())) break;
      // The next are claimed while the last of these wait for their slots, so that no slot is lost; and when one has landed whose
      // follower waited for it.
      if (claimed.length < batch && flying.size > 0) await Promise.race(flying);
      while (flying.size >= batch) await Promise.race(flying);
    }
    await Promise.all(flying);
    if (failures.length > 0) throw failures[0];
  }

  /** Finds the ways, reserves the slots, and lets each go in its own time. */
  async function launch(claimed: readonly Claimed[], fail: (error: unknown) => void): Promise<Promise<void>[]> {
    const found = await Promise.all(claimed.map((one) => prepare(one).catch(fail)));
    const ready = found.filter((one) => one !== undefined);
    const slots = await reserve(db, ready, clock.now());
    return ready.map(async (one, index) => {
      const slot = slots[index] ?? { wait: 0 };
      if ('line' in slot) return standInLine(one.delivery, slot);
      await clock.wait(slot.wait, stopping.signal);
      if (stopped()) return putOff(one.delivery, now());
      await record(one.delivery, await send(one), one);
    });
  }

  /** The way of a message; undefined when it does not leave now, which is then recorded. */
  async function prepare(delivery: Claimed): Promise<Prepared | undefined> {
    const opens = nextSchoolTime(now(), delivery.timeZone);
    if (opens > now()) return void (await putOff(delivery, opens));
    const route = await routeOf(db, platforms, delivery, now());
    if ('notBefore' in route) await putOff(delivery, route.notBefore);
    else if ('undeliverable' in route) await record(delivery, { state: 'undeliverable', reason: route.undeliverable });
    else if ('parked' in route) await record(delivery, { state: 'refused', reason: route.parked });
    else if (!route.platform.ready())
      await record(delivery, { state: 'later', afterMs: NOT_CONNECTED_MS, reason: 'the platform is not connected' });
    else return { delivery, ...route };
  }

  /** Back in the queue, as if it had not been claimed: nothing is sent outside school time, or to somebody having a rest. */
  async function putOff({ id, attempts }: Claimed, notBefore: Date): Promise<void> {
    await db.delivery.update({ where: { id }, data: { state: 'due', notBefore, leasedUntil: null, attempts: attempts - 1 } });
  }

  async function standInLine({ id, attempts }: Claimed, { line, every }: Exclude<Slot, { wait: number }>): Promise<void> {
    const at = Math.max(lines.get(line) ?? 0, clock.now() + NO_SLOT_MS) + every;
    lines.set(line, at);
    await db.delivery.update({ where: { id }, data: { state: 'due', leasedUntil: new Date(at), attempts: attempts - 1 } });
  }

  async function send({ delivery, platform, to, view, people }: Prepared): Promise<Posted> {
    try {
      if (delivery.unsure) {
        const there = await platform.find(to, delivery.id, delivery.createdAt.getTime());
        if (typeof there === 'string') return { state: 'sent', externalId: there };
        // Still unsure: it is looked for again, however often that takes.
        if (there) return there;
      }
      return await platform.post(to, view, people, delivery.id);
    } catch (error) {
      log.error({ name: (error as Error).name, delivery: delivery.id, platform: platform.name }, 'sending failed');
      return { state: 'unknown', reason: 'sending failed' };
    }
  }

  async function record(delivery: Claimed, posted: Posted, route?: Sendable): Promise<void> {
    const at = { id: delivery.id };
    const accountId = route?.accountId;
    if ('directChannelId' in posted && posted.directChannelId !== undefined && accountId !== undefined)
      await db.account.updateMany({ where: { id: accountId }, data: { directChannelId: posted.directChannelId } });
    switch (posted.state) {
      case 'sent':
        await db.delivery.update({
          where: at,
          data: { state: 'sent', externalId: posted.externalId, sentAt: now(), leasedUntil: null, reason: null },
        });
        return;
      case 'undeliverable':
        await db.delivery.update({ where: at, data: { state: 'undeliverable', reason: posted.reason, leasedUntil: null } });
        return;
      case 'refused':
        log.error({ delivery: delivery.id, kind: delivery.kind }, 'a message was refused and parked');
        await db.delivery.update({ where: at, data: { state: 'parked', reason: posted.reason, leasedUntil: null } });
        return;
      case 'later':
      case 'unknown': {
        const unsure = posted.state === 'unknown';
        const wait = posted.state === 'later' ? posted.afterMs : Math.max(HISTORY_LAG_MS, backoff(delivery.attempts));
        if (posted.state === 'later' && posted.slower && route) await holdBack(db, route, posted.slower, wait, clock.now());
        const over = delivery.attempts >= MOST_ATTEMPTS && unsure;
        await db.delivery.update({
          where: at,
          data: {
            state: over ? 'parked' : 'due',
            // Waiting for a platform is no failure of the message.
            attempts: unsure ? delivery.attempts : delivery.attempts - 1,
            reason: posted.reason,
            leasedUntil: new Date(clock.now() + wait),
            ...(unsure && { unsure }),
          },
        });
        return;
      }
      default:
        posted satisfies never;
    }
  }

  return {
    drain() {
      asked += 1;
      for (const platform of platforms) {
        if (lanes.has(platform)) continue;
        const running = drainLane(platform)
          .catch((error) => log.error({ name: (error as Error).name, platform: platform.name }, 'the outbox stumbled'))
          .finally(() => {
            lanes.delete(platform);
            if (lanes.size === 0) lines.clear();
          });
        lanes.set(platform, running);
      }
      return Promise.all(lanes.values()).then(() => {});
    },
    async stop() {
      stopping.abort();
      await Promise.all(lanes.values());
    },
  };
}

/** Doubling pauses with a random part, so that many messages do not come back at the same moment. */
function backoff(attempts: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
  return pause / 2 + Math.random() * (pause / 2);
}
