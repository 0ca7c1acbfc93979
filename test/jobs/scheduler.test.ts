import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobs } from '../../src/jobs/index.ts';
import type { Job } from '../../src/jobs/job.ts';
import { createScheduler } from '../../src/jobs/scheduler.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let now: Date;
let ran: { planned: Date; network: string }[];
let lines: { details: object; message: string }[];
let drained: number;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  await world.database.prisma.jobRun.deleteMany();
  await world.database.prisma.network.deleteMany();
  net = await world.found('Trees');
  [now, ran, lines, drained] = [WEDNESDAY, [], [], 0];
});

const HOUR_MS = 60 * 60 * 1000;
const minutes = (count: number) => new Date(WEDNESDAY.getTime() + count * 60_000);
const hours = (count: number) => new Date(WEDNESDAY.getTime() + count * HOUR_MS);
/** Due at these instants; notes its runs and leaves a row of its own in the same transaction. */
const job = (due: readonly Date[], more: Partial<Job> = {}): Job => ({
  name: 'test',
  catchUpMs: 10 * HOUR_MS,
  planned: async (_app, _network, from, to) => due.filter((one) => one > from && one <= to),
  async run(app, network, planned) {
    await app.networks.pasteGroups(network.id, `900001, Run of ${planned.toISOString()}`);
    ran.push({ planned, network: network.id });
    return 'done';
  },
  ...more,
});
const scheduler = (...list: Job[]) => schedulerThen(() => void drained++, ...list);
const schedulerThen = (afterwards: () => void, ...list: Job[]) => {
  const note = (details: object, message: string) => void lines.push({ details, message });
  const log = { info: note, warn: note, error: note, debug: note };
  return createScheduler(world.database.prisma, list, log, () => now, afterwards);
};
const runs = () => world.database.prisma.jobRun.findMany({ orderBy: { plannedFor: 'asc' } });
const groups = async () => (await world.app.networks.groups(net.id)).length;

describe('a job that is due', () => {
  it('runs once, is recorded, and the outbox is looked at afterwards', async () => {
    const ticking = scheduler(job([WEDNESDAY]));

    await ticking.tick();
    await ticking.tick();

    expect(ran).toEqual([{ planned: WEDNESDAY, network: net.id }]);
    expect(await runs()).toEqual([
      expect.objectContaining({ job: 'test', networkId: net.id, plannedFor: WEDNESDAY, outcome: 'done' }),
    ]);
    expect(drained).toBe(2);
  });

  it('runs while what the one before it wrote is still being sent, which may take hours', async () => {
    const ticking = schedulerThen(() => new Promise(() => {}), job([WEDNESDAY, hours(1)]));

    await ticking.tick();
    now = hours(1);
    await ticking.tick();

    expect(ran.map((one) => one.planned)).toEqual([WEDNESDAY, hours(1)]);
  });

  it('runs for every network', async () => {
    const other = await world.found('Shrubs');

    await scheduler(job([WEDNESDAY])).tick();

    expect(ran.map((one) => one.network).toSorted()).toEqual([net.id, other.id].toSorted());
  });

  it('not before', async () => {
    await scheduler(job([hours(1)])).tick();

    expect(ran).toEqual([]);
  });

  it('after downtime: only the newest that was missed', async () => {
    now = hours(5);
    await scheduler(job([hours(1), hours(2), hours(3)])).tick();

    expect(ran.map((one) => one.planned)).toEqual([hours(3)]);
    expect(await runs()).toHaveLength(1);
  });

  it('missed too long ago: not at all', async () => {
    now = hours(11);
    await scheduler(job([WEDNESDAY])).tick();

    expect(ran).toEqual([]);
  });

  it('planned before the network was founded: not at all', async () => {
    await scheduler(job([new Date(MONDAY.getTime() - HOUR_MS)], { catchUpMs: 1_000 * HOUR_MS })).tick();

    expect(ran).toEqual([]);
  });

  it('that another process claimed: not again', async () => {
    await world.database.prisma.jobRun.create({
      data: { job: 'test', networkId: net.id, plannedFor: WEDNESDAY, startedAt: now, finishedAt: now, outcome: 'done' },
    });
    // As if it had looked before the other's row was there.
    const late = job([WEDNESDAY], { planned: async () => [WEDNESDAY] });

    await scheduler(late).tick();

    expect(ran).toEqual([]);
  });

  it('goes page by page, and on from where another process broke off', async () => {
    const pages: (string | undefined)[] = [];
    const paged = job([WEDNESDAY], {
      async run(_app, _network, _planned, _now, page) {
        pages.push(page?.cursor);
        if (page?.cursor === '2' && pages.length < 4) throw new Killed();
        return page?.cursor === '3' ? 'done' : { cursor: String(Number(page?.cursor ?? 0) + 1) };
      },
    });

    await scheduler(paged).tick();
    // Killed, a process would not have written that it failed.
    await world.database.prisma.jobRun.updateMany({ data: { outcome: null } });
    now = hours(1);
    await scheduler(paged).tick();

    expect(pages).toEqual([undefined, '1', '2', '2', '3']);
    expect((await runs()).map((one) => one.outcome)).toEqual(['done']);
  });
});

class Killed extends Error {}

describe('a job that fails', () => {
  const failing = job([WEDNESDAY], {
    async run(app, network) {
      await app.networks.pasteGroups(network.id, '900001, Half');
      throw new TypeError('Secret words');
    },
  });

  it('leaves nothing half done, and is recorded with its reason', async () => {
    await scheduler(failing).tick();

    expect(await groups()).toBe(0);
    expect(await runs()).toEqual([expect.objectContaining({ outcome: 'failed: TypeError', finishedAt: null })]);
    expect(lines).toEqual([expect.objectContaining({ message: 'a job failed' })]);
    expect(JSON.stringify([lines, await runs()])).not.toContain('Secret');
  });

  it('goes on from its last page when what hindered it is over: a server that restarted, say', async () => {
    const pages: (string | undefined)[] = [];
    const cutOff = job([WEDNESDAY], {
      async run(_app, _network, _planned, _now, page) {
        pages.push(page?.cursor);
        if (pages.length === 2) throw new Error('Connection terminated unexpectedly');
        return page?.cursor === '2' ? 'done' : { cursor: String(Number(page?.cursor ?? 0) + 1) };
      },
    });

    await scheduler(cutOff).tick();
    const outcomes = (await runs()).map((one) => one.outcome);
    now = minutes(1);
    await scheduler(cutOff).tick();

    expect(outcomes).toEqual(['failed: Error']);
    expect(pages).toEqual([undefined, '1', '1', '2']);
    expect((await runs()).map((one) => one.outcome)).toEqual(['done']);
  });

  it('is given up after a quarter of an hour, and the next one is untouched', async () => {
    for (const at of [0, 1, 14, 15, 16]) {
      now = minutes(at);
      await scheduler(failing).tick();
    }
    expect(lines).toHaveLength(3);

    now = hours(2);
    await scheduler(job([WEDNESDAY, hours(1)])).tick();
    expect(ran.map((one) => one.planned)).toEqual([hours(1)]);
  });

  it('keeps no other job and no other network waiting, whether it fails running or being planned', async () => {
    const other = await world.found('Shrubs');
    const unplanned = job([], {
      name: 'unplanned',
      planned: async (_app, network) => {
        if (network.id === net.id) throw new RangeError('no such zone');
        return [];
      },
    });

    await scheduler(unplanned, { ...failing, name: 'failing' }, job([WEDNESDAY])).tick();

    expect(ran.map((one) => one.network).toSorted()).toEqual([net.id, other.id].toSorted());
    expect(lines.map((one) => one.message).toSorted()).toEqual(['a job could not be planned', 'a job failed', 'a job failed']);
    expect(drained).toBe(1);
  });
});

it('two ticks at once run it once', async () => {
  const ticking = scheduler(job([WEDNESDAY]));

  await Promise.all([ticking.tick(), ticking.tick()]);

  expect(ran).toHaveLength(1);
});

it.runIf(process.env.TEST_DATABASE_URL)('any number of processes run it once', async () => {
  const slow = job([WEDNESDAY], {
    async run(app, network, planned) {
      ran.push({ planned, network: network.id });
      await app.networks.card(network.id);
      return 'done';
    },
  });

  await Promise.all(Array.from({ length: 4 }, () => scheduler(slow).tick()));

  expect(ran).toHaveLength(1);
});

it('forgets old requests and drafts by real time, whatever the sandbox’s clock says', async () => {
  const db = world.database.prisma;
  const ago = (howMany: number) => new Date(Date.now() - howMany * HOUR_MS);
  await db.inbox.createMany({
    data: [
      { id: 'old', receivedAt: ago(49) },
      { id: 'new', receivedAt: ago(47) },
    ],
  });
  const draft = { owner: 'o', target: 't', values: {} };
  await db.draft.createMany({
    data: [
      { ...draft, id: 'old', keptAt: ago(25) },
      { ...draft, id: 'new', keptAt: ago(23) },
    ],
  });
  now = new Date('2030-01-01T12:00:00Z');

  await scheduler().tick();

  expect((await db.inbox.findMany()).map((one) => one.id)).toEqual(['new']);
  expect((await db.draft.findMany()).map((one) => one.id)).toEqual(['new']);
});

it('starts and stops without leaving anything running', async () => {
  const ticking = scheduler(job([WEDNESDAY]));
  ticking.start();

  await ticking.tick();
  await ticking.stop();

  expect(ran).toHaveLength(1);
});

describe('the real jobs', () => {
  it('write the weekly digest on Wednesday at a quarter to four, and look for the unreached every hour', async () => {
    await scheduler(...jobs).tick();

    const names = (await runs()).map((one) => [one.job, one.plannedFor.toISOString(), one.outcome]);
    expect(names).toEqual(
      expect.arrayContaining([
        ['weekly-digest', WEDNESDAY.toISOString(), '0 digests written; no channel is chosen'],
        ['unreached', '2026-11-25T15:00:00.000Z', 'no round'],
      ]),
    );
  });

  it('make a digest up on Friday morning, but not on Friday evening', async () => {
    now = new Date('2026-11-27T09:00:00Z');
    await scheduler(...jobs).tick();
    expect((await runs()).map((one) => one.job)).toContain('weekly-digest');

    await world.database.prisma.jobRun.deleteMany();
    now = new Date('2026-11-27T17:00:00Z');
    await scheduler(...jobs).tick();
    expect((await runs()).map((one) => one.job)).not.toContain('weekly-digest');
  });
});
