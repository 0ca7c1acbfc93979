import type { Log, Platform, Posted } from '../chat/platform.ts';
import type { Db } from '../database/open.ts';
import { nextSchoolTime } from '../vocabulary/school-time.ts';
import { type Claimed, claimDue } from './claim.ts';
import { type Route, routeOf } from './route.ts';

/**
 * Claimed and sent together; few enough that several processes share the work, and that the last of them is sent well within its
 * lease at a message a second.
 */
const BATCH = 10;
/** A message that failed so often is parked for somebody to look at. */
const MOST_ATTEMPTS = 12;
/** First pause after a failure; doubled each time, up to ten minutes. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 600_000;
/** A platform that is not connected is looked at again after so long. */
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

/** Sends deliveries: claimed with a lease, committed, sent, then recorded. `now` is business time. */
export function createOutbox(db: Db, platforms: readonly Platform[], log: Log, now: () => Date): Outbox {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const nextAt = new Map<string, number>();
  const served = platforms.map((platform) => platform.name);

  async function drainOnce(): Promise<void> {
    for (;;) {
      again = false;
      const claimed = stopped ? [] : await claimDue(db, served, now(), new Date(), BATCH);
      if (claimed.length === 0 && !again) return;
      // Side by side: a platform that is slow or down keeps no other waiting.
      const ended = await Promise.allSettled(claimed.map(deliver));
      const failed = ended.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    }
  }

  async function deliver(delivery: Claimed): Promise<void> {
    const opens = nextSchoolTime(now(), delivery.timeZone);
    if (opens > now()) return putOff(delivery, opens);
    const route = await routeOf(db, platforms, delivery, now());
    if ('notBefore' in route) return putOff(delivery, route.notBefore);
    if ('undeliverable' in route) return record(delivery, { state: 'undeliverable', reason: route.undeliverable });
    if ('parked' in route) return record(delivery, { state: 'refused', reason: route.parked });
    if (!route.platform.ready())
      return record(delivery, { state: 'later', afterMs: NOT_CONNECTED_MS, reason: 'the platform is not connected' });
    await pace(route.platform);
    if (stopped) return putOff(delivery, now());
    await record(delivery, await send(delivery, route), route.accountId);
  }

  /** Back in the queue, as if it had not been claimed: nothing is sent outside school time, or to somebody having a rest. */
  async function putOff({ id, attempts }: Claimed, notBefore: Date): Promise<void> {
    await db.delivery.update({ where: { id }, data: { state: 'due', notBefore, leasedUntil: null, attempts: attempts - 1 } });
  }

  async function pace(platform: Platform): Promise<void> {
    const at = Math.max(nextAt.get(platform.name) ?? 0, Date.now());
    nextAt.set(platform.name, at + 1000 / platform.postsPerSecond);
    await pause(at - Date.now());
  }

  async function send(delivery: Claimed, route: Extract<Route, { to: unknown }>): Promise<Posted> {
    const { platform, to, view, people } = route;
    try {
      if (delivery.unsure) {
        const there = await platform.find(to, delivery.id, delivery.createdAt.getTime());
        if (there !== undefined) return { state: 'sent', externalId: there };
      }
      return await platform.post(to, view, people, delivery.id);
    } catch (error) {
      log.error({ name: (error as Error).name, delivery: delivery.id, platform: platform.name }, 'sending failed');
      return { state: 'unknown', reason: 'sending failed' };
    }
  }

  async function record(delivery: Claimed, posted: Posted, accountId?: string): Promise<void> {
    const at = { id: delivery.id };
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
        const over = delivery.attempts >= MOST_ATTEMPTS && unsure;
        await db.delivery.update({
          where: at,
          data: {
            state: over ? 'parked' : 'due',
            // Waiting for a platform is no failure of the message.
            attempts: unsure ? delivery.attempts : delivery.attempts - 1,
            reason: posted.reason,
            leasedUntil: new Date(Date.now() + wait),
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
      again = true;
      running ??= drainOnce()
        .catch((error) => log.error({ name: (error as Error).name }, 'the outbox stumbled'))
        .finally(() => {
          running = undefined;
        });
      return running;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** Doubling pauses with a random part, so that many messages do not come back at the same moment. */
function backoff(attempts: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
  return pause / 2 + Math.random() * (pause / 2);
}

function pause(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
