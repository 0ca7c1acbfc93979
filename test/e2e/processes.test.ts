import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demo } from '../../prisma/demo/demo.ts';
import type { Database } from '../../src/database/open.ts';
import { type BotProcess, startBotProcess } from '../faults/bot-process.ts';
import { type Stage, startStage } from '../faults/stage.ts';
import { freshDatabase, urlOf } from '../kit/database.ts';
import { type Person, personOf } from '../kit/person.ts';
import { PLATFORMS } from '../kit/world.ts';

/** Several processes need a server: an embedded database lets only one in. */
const SERVER = process.env.TEST_DATABASE_URL;
const TEACHER = { slack: 'Farah Iqbal', discord: 'Bethan Priestman' } as const;
const READERS = 60;
/** By the issue: another process has taken over by then. */
const TAKEN_OVER_MS = 30_000;
/** What a killed process was sending is looked at when its lease on it ends, a minute later. */
const LEASES_OVER_MS = 100_000;
const LONG_MS = 180_000;
/** The next digest is due this long after the processes were started, in business time. */
const BEFORE_DIGEST_MS = -60 * 60 * 1000;

describe.runIf(SERVER)('three processes on one database', () => {
  let database: Database;
  let stage: Stage;
  let bots: BotProcess[];

  beforeAll(async () => {
    database = await freshDatabase({ register: true });
    stage = await startStage(database.prisma, { readers: READERS, from: BEFORE_DIGEST_MS });
    const url = await urlOf(database, SERVER ?? '');
    const env = { ...stage.env, DATABASE_URL: url };
    start = () => startBotProcess({ env, ahead: stage.sandboxes.clock.offset() });
    bots = [start(), start(), start()];
    await Promise.all(bots.map((one) => one.running));
  }, LONG_MS);
  afterAll(async () => {
    await Promise.all((bots ?? []).map((one) => one.kill()));
    await stage?.close();
    await database?.close();
  });

  let start: () => BotProcess;
  const person = (platform: (typeof PLATFORMS)[number]): Person => {
    const id = demo.communities.flatMap((one) => one.people).find((one) => one.name === TEACHER[platform])?.id ?? '';
    // Somebody may have a second account elsewhere: the sandbox knows its own.
    return personOf(stage.sandboxes[platform].as(id));
  };
  const answered = (platform: (typeof PLATFORMS)[number], timeout = TAKEN_OVER_MS) =>
    vi.waitFor(async () => expect(await person(platform).type('/staffroom profile')).toContain('Topics:'), {
      timeout,
      interval: 200,
    });
  const standing = async () => (await Promise.all(bots.map((one) => one.health()))).map((one) => one?.platforms.discord);
  const holder = () =>
    vi.waitFor(
      async () => {
        const all = await standing();
        expect(all.toSorted()).toEqual([true, 'stand-by', 'stand-by'].toSorted());
        return all.indexOf(true);
      },
      { timeout: TAKEN_OVER_MS, interval: 200 },
    );

  it('all serve Slack, one of them Discord; the others stand by and are healthy', { timeout: LONG_MS }, async () => {
    await holder();
    const health = await Promise.all(bots.map((one) => one.health()));

    expect(health.map((one) => one?.status)).toEqual([200, 200, 200]);
    expect(health.map((one) => one?.platforms.slack)).toEqual([true, true, true]);
    expect(stage.sandboxes.discord.connections()).toBe(1);
    // Each holds two: one is deaf for seconds when Slack replaces it.
    expect(stage.sandboxes.slack.connections()).toBe(6);
    for (const platform of PLATFORMS) await answered(platform);
  });

  it('the one with the Discord connection is killed: another answers within half a minute', { timeout: LONG_MS }, async () => {
    const dead = await holder();
    await bots[dead]?.kill();

    await Promise.all(PLATFORMS.map((platform) => answered(platform)));
    expect(stage.sandboxes.discord.connections()).toBe(1);

    bots[dead] = start();
    await bots[dead]?.running;
    expect(await holder()).not.toBe(dead);
  });

  it('one that stands by is killed: nobody notices', { timeout: LONG_MS }, async () => {
    const dead = ((await holder()) + 1) % 3;
    await bots[dead]?.kill();

    await Promise.all(PLATFORMS.map((platform) => answered(platform)));

    bots[dead] = start();
    await bots[dead]?.running;
  });

  it('the one with the connection stops in order: the next one need not wait for the lease to end', {
    timeout: LONG_MS,
  }, async () => {
    const leaving = await holder();
    const holding = async () => {
      const lease = await database.prisma.setting.findFirst({ where: { key: { startsWith: 'lease: ' } } });
      return lease ? JSON.parse(lease.value).holder : 'nobody';
    };
    const before = await holding();
    const code = await bots[leaving]?.stop();
    const after = await holding();

    expect(code).toBe(0);
    expect(before).not.toBe('nobody');
    // Given back, or with another already.
    expect(after).not.toBe(before);
    await answered('discord');

    bots[leaving] = start();
    await bots[leaving]?.running;
  });

  it('the one with the connection freezes: another takes over, and when it wakes it hangs up and stands by', {
    timeout: LONG_MS,
  }, async () => {
    const frozen = await holder();
    bots[frozen]?.freeze();
    await vi.waitFor(
      async () => {
        const rest = bots.filter((_, index) => index !== frozen);
        const all = await Promise.all(rest.map(async (one) => (await one.health())?.platforms.discord));
        expect(all).toContain(true);
      },
      { timeout: TAKEN_OVER_MS, interval: 200 },
    );
    bots[frozen]?.thaw();

    expect(await holder()).not.toBe(frozen);
    await vi.waitFor(() => expect(stage.sandboxes.discord.connections()).toBe(1), { timeout: TAKEN_OVER_MS, interval: 200 });
    for (const platform of PLATFORMS) await answered(platform);
  });

  it('a digest is due, one after the other is killed while it is sent: everybody has it exactly once', {
    timeout: LONG_MS,
  }, async () => {
    const got = () => stage.readers.map(({ platform, userId }) => digestsOf(stage, platform, userId));
    const some = (count: number) =>
      vi.waitFor(() => expect(got().filter((one) => one > 0).length).toBeGreaterThanOrEqual(count), {
        timeout: LEASES_OVER_MS,
        interval: 20,
      });
    // Due a minute ago by the clock they live by; whoever starts looks at once.
    const due = new Date(stage.sandboxes.clock.now() - 60_000);
    const digestTime = new Intl.DateTimeFormat('en-GB', {
      timeZone: demo.network.timeZone,
      hour: '2-digit',
      minute: '2-digit',
    }).format(due);
    await database.prisma.network.updateMany({ data: { digestTime } });
    for (const [index, count] of [1, READERS / 4, READERS / 2].entries()) {
      await bots[index]?.kill();
      bots[index] = start();
      await some(count);
    }

    await some(READERS);
    await vi.waitFor(
      async () =>
        expect(
          await database.prisma.delivery.count({ where: { state: { in: ['due', 'sending'] }, memberId: { not: null } } }),
        ).toBe(0),
      { timeout: LEASES_OVER_MS, interval: 500 },
    );
    expect(got()).toEqual(stage.readers.map(() => 1));
  });
});

function digestsOf(stage: Stage, platform: (typeof PLATFORMS)[number], userId: string): number {
  const person = stage.sandboxes[platform].as(userId);
  const direct = person.channels().find((one) => one.kind === 'direct');
  return direct ? person.messages(direct.id).filter((one) => one.author.bot && one.text.includes('this week')).length : 0;
}
