import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Pace, Platform } from '../../src/chat/platform.ts';
import { plain } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import type { Clock } from '../../src/outbox/clock.ts';
import { enqueue } from '../../src/outbox/enqueue.ts';
import { createOutbox } from '../../src/outbox/worker.ts';
import { PACE as DISCORD } from '../../src/platforms/discord/limits.ts';
import { PACE as SLACK } from '../../src/platforms/slack/limits.ts';
import { createRateLimits } from '../../src/sandbox/discord/http/rate-limits.ts';
import { messageRoutes } from '../../src/sandbox/discord/rest/messages.ts';
import { takeMessage } from '../../src/sandbox/slack/limits.ts';
import type { World } from '../../src/sandbox/slack/world.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

/**
 * Thousands of messages through the real worker, two of them on one database, against the sandbox's own rate limits; time is simulated.
 * What is not there is the network: a call takes 100 ms of that time. `PACE_EACH=5000` sends 10,000.
 */
const EACH = Number(process.env.PACE_EACH ?? 1000);
const CALL_MS = 100;
/** The bot never uses Slack's sixty at once: with 10,000 that is within the five per cent, with fewer it is counted apart. */
const START_MS = EACH < 5000 ? 12_000 : 0;
/** By the sandbox's numbers: Slack's workspace gives 60 at once and 5 a second, Discord 50 a second. */
const SOONEST_MS = { slack: ((EACH - 60) / 5) * 1000, discord: (EACH / 50 - 1) * 1000 };

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
const db = () => world.database.prisma;

/** Time that goes on when nobody is at work any more. */
function simulated(): Clock & { run(work: Promise<unknown>): Promise<void> } {
  let time = 1_000_000;
  let waiting: { at: number; go: () => void }[] = [];
  const { pool } = world.database;
  return {
    now: () => time,
    wait: (ms) => new Promise((go) => void waiting.push({ at: time + Math.max(0, ms), go })),
    async run(work) {
      let over = false;
      const ended = work.finally(() => {
        over = true;
      });
      while (!over) {
        for (let quiet = 0; quiet < 4 && !over; )
          await new Promise(setImmediate).then(() => {
            quiet = pool.idleCount === pool.totalCount && pool.waitingCount === 0 ? quiet + 1 : 0;
          });
        time = waiting.reduce((next, { at }) => Math.min(next, at), Number.POSITIVE_INFINITY);
        if (time === Number.POSITIVE_INFINITY) break;
        const due = waiting.filter(({ at }) => at <= time);
        waiting = waiting.filter(({ at }) => at > time);
        for (const { go } of due) go();
      }
      await ended;
    },
  };
}

/** A platform that has nothing but its rate limits. `refuse`: ms to wait, or 0. */
function limited(name: string, pace: readonly Pace[], clock: Clock, refuse: (channel: string) => number) {
  const seen = { calls: 0, refused: 0, sent: 0, lastAt: 0 };
  const platform: Platform = {
    name,
    pace,
    directNeedsConsent: false,
    start: async () => {},
    stop: async () => {},
    ready: () => true,
    find: async () => undefined,
    async post(to, _view, _people, key) {
      seen.calls += 1;
      const at = clock.now();
      // The sandbox looks at the machine's clocks; for the moment of its answer those are ours.
      const clocks = [vi.spyOn(Date, 'now').mockReturnValue(at), vi.spyOn(performance, 'now').mockReturnValue(at)];
      const wait = refuse(to.kind === 'person' ? (to.directChannelId ?? '') : to.channelId);
      for (const one of clocks) one.mockRestore();
      await clock.wait(CALL_MS, new AbortController().signal);
      if (wait > 0) {
        seen.refused += 1;
        return { state: 'later', afterMs: wait, reason: 'too fast', slower: 'platform' };
      }
      seen.sent += 1;
      seen.lastAt = clock.now();
      return { state: 'sent', externalId: key };
    },
  };
  return { platform, seen };
}

/** Members of a network who were written to before, and a message for each. */
async function fill(net: Net): Promise<void> {
  const { id: first } = await world.join(net, `first-${net.id}`, 'alder', { privateDigest: true });
  const copies = [net.id, first, EACH - 1, net.communityId];
  await world.database.pool.query(
    `INSERT INTO "Member" SELECT (jsonb_populate_record(m, jsonb_build_object('id', m.id || n))).*
     FROM "Member" m, generate_series(1, $3::int) n WHERE m."networkId" = $1 AND m.id = $2 AND $4 <> ''`,
    copies,
  );
  await world.database.pool.query(
    `INSERT INTO "Account" SELECT (jsonb_populate_record(a, jsonb_build_object('id', a.id || n, 'memberId', $2 || n,
       'externalUserId', 'U' || n, 'directChannelId', 'D' || n))).*
     FROM "Account" a, generate_series(1, $3::int) n WHERE a."networkId" = $1 AND a."memberId" = $2 AND a."communityId" = $4`,
    copies,
  );
  const members = await db().member.findMany({ where: { networkId: net.id }, select: { id: true } });
  await db().account.updateMany({ where: { memberId: first }, data: { directChannelId: 'D0' } });
  const shown = view(text(plain('Hello')));
  const letters = members.map(({ id }) => ({
    networkId: net.id,
    kind: 'notice' as const,
    key: `pace:${id}`,
    to: { memberId: id },
    view: shown,
    notBefore: WEDNESDAY,
  }));
  expect(await enqueue(db(), letters, MONDAY)).toBe(EACH);
}

describe('thousands of messages on both platforms, sent by two processes', { timeout: 600_000 }, () => {
  it('meet at most 1 % of refusals, and take at most 1.05 times what the limits alone take', async () => {
    await fill(await world.found('Slack side', 'slack'));
    await fill(await world.found('Discord side', 'discord'));
    const clock = simulated();
    const began = clock.now();
    const team = { options: {}, buckets: new Map() } as Pick<World, 'options' | 'buckets'> as World;
    const slack = limited('slack', SLACK, clock, (channel) => takeMessage(team, 'T1', channel) * 1000);
    const route = messageRoutes.find(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
    if (!route) throw new Error('the sandbox has no such route');
    const limits = createRateLimits(true);
    const discord = limited(
      'discord',
      DISCORD,
      clock,
      (channel) => (limits.take({ route, params: { channel } }).wait ?? 0) * 1000,
    );
    const log = { info() {}, warn() {}, error: (details: object) => expect.fail(JSON.stringify(details)), debug() {} };
    const outboxes = [1, 2].map(() => createOutbox(db(), [slack.platform, discord.platform], log, () => WEDNESDAY, clock));

    await clock.run(Promise.all(outboxes.map((one) => one.drain())));

    for (const { platform, seen } of [slack, discord]) {
      const took = seen.lastAt - began - START_MS;
      expect([platform.name, seen.sent]).toEqual([platform.name, EACH]);
      expect(seen.refused / seen.calls).toBeLessThanOrEqual(0.01);
      expect(took / SOONEST_MS[platform.name as 'slack' | 'discord']).toBeLessThanOrEqual(1.05);
    }
  });
});
