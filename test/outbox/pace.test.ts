import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Pace, Platform, Posted } from '../../src/chat/platform.ts';
import { plain } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import type { Clock } from '../../src/outbox/clock.ts';
import { enqueue } from '../../src/outbox/enqueue.ts';
import { createOutbox } from '../../src/outbox/worker.ts';
import { PACE as DISCORD } from '../../src/platforms/discord/limits.ts';
import { PACE as SLACK } from '../../src/platforms/slack/limits.ts';
import { createRateLimits } from '../../src/sandbox/discord/http/rate-limits.ts';
import type { Route } from '../../src/sandbox/discord/http/route.ts';
import { channelRoutes } from '../../src/sandbox/discord/rest/channels.ts';
import { messageRoutes } from '../../src/sandbox/discord/rest/messages.ts';
import { takeCall, takeMessage } from '../../src/sandbox/slack/limits.ts';
import type { World } from '../../src/sandbox/slack/world.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

/**
 * Thousands of messages through the real worker, two of them on one database, against the sandbox's own rate limits; time is simulated.
 * What is not there is the network: a call takes 100 ms of that time. `PACE_EACH=5000` sends 10,000, and a quarter of that to people who
 * were never written to.
 */
const KNOWN = Number(process.env.PACE_EACH ?? 400);
const EACH = { known: KNOWN, new: Math.max(250, Math.ceil(KNOWN / 4)) } as const;
const CALL_MS = 100;
/**
 * What the platforms' buckets hold at first and the bot does not use at once (Slack: sixty messages, ten of fifty openings; Discord: a
 * second's fifty): in 10,000 messages that is within the five per cent.
 */
const START_MS = {
  known: KNOWN < 5000 ? { slack: 12_000, discord: 1_000 } : { slack: 0, discord: 0 },
  // On Discord two windows of ten openings in five seconds go by until the bot's even pace and the sandbox's windows are in step.
  new: { slack: 12_000, discord: 12_000 },
} as const;
/**
 * By the sandbox's numbers: Slack's workspace gives 60 messages at once and 5 a second, and opens 50 direct messages at once and 50 a
 * minute; Discord takes 50 messages a second. How many it opens is documented nowhere: there it is our own pace that is kept to.
 */
const SOONEST_MS = {
  known: { slack: ((EACH.known - 60) / 5) * 1000, discord: (EACH.known / 50 - 1) * 1000 },
  new: { slack: ((EACH.new - 50) / 50) * 60_000, discord: ((EACH.new - 10) / 1.5) * 1000 },
};

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
        // Nobody waits for a time: somebody is between two questions to the database.
        if (waiting.length === 0) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          continue;
        }
        time = Math.min(...waiting.map(({ at }) => at));
        const due = waiting.filter(({ at }) => at <= time);
        waiting = waiting.filter(({ at }) => at > time);
        for (const { go } of due) go();
      }
      await ended;
    },
  };
}

/** What a platform's limits say to one call: ms to wait, or 0. */
interface Limits {
  message(channel: string): number;
  open(): number;
}

/** A platform that has nothing but its rate limits. `queues`: its library opens direct messages one after the other and waits by itself (discord.js). */
function limited(name: string, pace: readonly Pace[], clock: Clock, limits: Limits, queues: boolean) {
  const seen = { calls: 0, refused: 0, sent: 0, lastAt: 0 };
  const call = async (wait: () => number) => {
    seen.calls += 1;
    const at = clock.now();
    // The sandbox looks at the machine's clocks; for the moment of its answer those are ours.
    const clocks = [vi.spyOn(Date, 'now').mockReturnValue(at), vi.spyOn(performance, 'now').mockReturnValue(at)];
    const ms = wait();
    for (const one of clocks) one.mockRestore();
    await clock.wait(CALL_MS, new AbortController().signal);
    return ms;
  };
  let queue = Promise.resolve();
  const oneAfterTheOther = async () => {
    queue = queue.then(async () => {
      for (let ms = await call(limits.open); ms > 0; ms = await call(limits.open))
        await clock.wait(ms, new AbortController().signal);
    });
    await queue;
    return 0;
  };
  const tooFast = (afterMs: number, slower: Pace['per']): Posted => {
    seen.refused += 1;
    return { state: 'later', afterMs, reason: 'too fast', slower };
  };
  const platform: Platform = {
    name,
    pace,
    directNeedsConsent: false,
    start: async () => {},
    stop: async () => {},
    ready: () => true,
    find: async () => undefined,
    async post(to, _view, _people, key) {
      const opens = to.kind === 'person' && to.directChannelId === undefined;
      const ms = opens ? await (queues ? oneAfterTheOther() : call(limits.open)) : 0;
      if (ms > 0) return tooFast(ms, 'opening');
      const channel = to.kind === 'channel' ? to.channelId : (to.directChannelId ?? `D${to.userId}`);
      const wait = await call(() => limits.message(channel));
      if (wait > 0) return { ...tooFast(wait, 'platform'), ...(opens && { directChannelId: channel }) };
      seen.sent += 1;
      seen.lastAt = clock.now();
      return { state: 'sent', externalId: key, ...(opens && { directChannelId: channel }) };
    },
  };
  return { platform, seen };
}

/** Members of a network who were written to before, or never were, and a message for each. */
async function fill(net: Net, who: 'known' | 'new'): Promise<void> {
  const { id: first } = await world.join(net, `first-${net.id}`, 'alder', { privateDigest: true });
  const copies = [net.id, first, EACH[who] - 1, net.communityId];
  await world.database.pool.query(
    `INSERT INTO "Member" SELECT (jsonb_populate_record(m, jsonb_build_object('id', m.id || n))).*
     FROM "Member" m, generate_series(1, $3::int) n WHERE m."networkId" = $1 AND m.id = $2 AND $4 <> ''`,
    copies,
  );
  await world.database.pool.query(
    `INSERT INTO "Account" SELECT (jsonb_populate_record(a, jsonb_build_object('id', a.id || n, 'memberId', $2 || n,
       'externalUserId', 'U' || n, 'directChannelId', CASE WHEN $5 THEN 'D' || n END))).*
     FROM "Account" a, generate_series(1, $3::int) n WHERE a."networkId" = $1 AND a."memberId" = $2 AND a."communityId" = $4`,
    [...copies, who === 'known'],
  );
  const members = await db().member.findMany({ where: { networkId: net.id }, select: { id: true } });
  if (who === 'known') await db().account.updateMany({ where: { memberId: first }, data: { directChannelId: 'D0' } });
  const shown = view(text(plain('Hello')));
  const letters = members.map(({ id }) => ({
    networkId: net.id,
    kind: 'notice' as const,
    key: `pace:${who}:${id}`,
    to: { memberId: id },
    view: shown,
    notBefore: WEDNESDAY,
  }));
  expect(await enqueue(db(), letters, MONDAY)).toBe(EACH[who]);
}

describe('thousands of messages on both platforms, sent by two processes', { timeout: 900_000 }, () => {
  it.each([
    ['written to before', 'known'],
    ['never written to before', 'new'],
  ] as const)(
    'to people %s meet at most 1 % of refusals, and take at most 1.05 times what the limits alone take',
    async (_, who) => {
      await fill(await world.found(`Slack side, ${who}`, 'slack'), who);
      await fill(await world.found(`Discord side, ${who}`, 'discord'), who);
      // Time begins anew; what was reserved of it does not hold.
      await db().pace.deleteMany();
      const clock = simulated();
      const began = clock.now();
      const team = { options: {}, buckets: new Map() } as Pick<World, 'options' | 'buckets'> as World;
      const onSlack: Limits = {
        message: (channel) => takeMessage(team, 'T1', channel) * 1000,
        open: () => takeCall(team, 'T1', 'conversations.open', 3) * 1000,
      };
      const rates = createRateLimits(true);
      const take = (routes: readonly Route[], end: string, params: Record<string, string>) => {
        const route = routes.find(({ method, path }) => method === 'POST' && path.endsWith(end));
        if (!route) throw new Error(`the sandbox has no route ${end}`);
        return () => (rates.take({ route, params }).wait ?? 0) * 1000;
      };
      const onDiscord: Limits = {
        message: (channel) => take(messageRoutes, '/messages', { channel })(),
        open: take(channelRoutes, '/users/@me/channels', {}),
      };
      const slack = limited('slack', SLACK, clock, onSlack, false);
      const discord = limited('discord', DISCORD, clock, onDiscord, true);
      const log = { info() {}, warn() {}, error: (details: object) => expect.fail(JSON.stringify(details)), debug() {} };
      const outboxes = [1, 2].map(() => createOutbox(db(), [slack.platform, discord.platform], log, () => WEDNESDAY, clock));

      await clock.run(Promise.all(outboxes.map((one) => one.drain())));

      for (const { platform, seen } of [slack, discord]) {
        const side = platform.name as 'slack' | 'discord';
        const took = seen.lastAt - began - START_MS[who][side];
        expect([platform.name, seen.sent]).toEqual([platform.name, EACH[who]]);
        // Calls a library puts off by itself are never made.
        expect(seen.refused / seen.calls).toBeLessThanOrEqual(0.01);
        expect(took / SOONEST_MS[who][side]).toBeLessThanOrEqual(1.05);
      }
    },
  );
});
