import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import type { Chore } from '../../src/jobs/chore.ts';
import { housekeeping } from '../../src/jobs/housekeeping.ts';
import { createScheduler } from '../../src/jobs/scheduler.ts';
import { enqueue } from '../../src/outbox/enqueue.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let now: Date;
let lines: string[];

const DAY_MS = 24 * 60 * 60 * 1000;
const later = (days: number) => new Date(MONDAY.getTime() + days * DAY_MS);

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees');
});
afterAll(() => world.database.close());
beforeEach(async () => {
  await db().jobRun.deleteMany();
  [now, lines] = [MONDAY, []];
});

const db = () => world.database.prisma;
const scheduler = (...chores: Chore[]) => {
  const note = (_: object, message: string) => void lines.push(message);
  const log = { info: note, warn: note, error: note, debug: note };
  return createScheduler(
    db(),
    [],
    log,
    () => now,
    async () => {},
    chores,
  );
};
const runs = () => db().jobRun.findMany({ orderBy: { plannedFor: 'asc' } });
const counting = (done: string[], more: Partial<Chore> = {}): Chore => ({
  name: 'count',
  async run() {
    done.push(now.toISOString());
    return 'counted';
  },
  ...more,
});

describe('a chore', () => {
  it('is done once a night, by one process of several', async () => {
    const done: string[] = [];
    const [one, other] = [scheduler(counting(done)), scheduler(counting(done))];

    await Promise.all([one.keepHouse(), other.keepHouse()]);
    await one.keepHouse();
    now = new Date('2026-11-24T02:59:00Z');
    await other.keepHouse();
    expect(done).toHaveLength(1);

    now = new Date('2026-11-24T03:00:00Z');
    await other.keepHouse();
    await one.keepHouse();
    expect(done).toHaveLength(2);
    expect((await runs()).map((run) => [run.plannedFor.toISOString(), run.outcome])).toEqual([
      ['2026-11-23T03:00:00.000Z', 'counted'],
      ['2026-11-24T03:00:00.000Z', 'counted'],
    ]);
  });

  it('that fails is written down, keeps no other waiting, and is done again the next night', async () => {
    const done: string[] = [];
    let broken = true;
    const failing = counting([], {
      name: 'failing',
      async run() {
        if (broken) throw new RangeError('no');
        return 'mended';
      },
    });
    const keeper = scheduler(failing, counting(done));

    await keeper.keepHouse();
    broken = false;
    now = later(1);
    await keeper.keepHouse();

    expect(done).toHaveLength(2);
    expect(lines).toEqual(['a chore failed']);
    expect((await runs()).filter((run) => run.job === 'failing').map((run) => run.outcome)).toEqual([
      'failed: RangeError',
      'mended',
    ]);
  });

  it('runs of more than 400 days ago are forgotten', async () => {
    const old = { job: 'weekly-digest', networkId: net.id, startedAt: MONDAY };
    await db().jobRun.createMany({ data: [401, 399].map((days) => ({ ...old, plannedFor: later(-days) })) });

    await scheduler().keepHouse();

    expect((await runs()).map((run) => run.plannedFor)).toEqual([later(-399)]);
  });
});

describe('housekeeping', () => {
  const letter = (key: string, memberId: string) => ({
    networkId: net.id,
    kind: 'notice' as const,
    key,
    to: { memberId },
    view: view(text(say`About ${key}`)),
    notBefore: MONDAY,
  });

  it('empties messages that are over after 60 days, and their keys still prevent a second one', async () => {
    const ann = await world.join(net, 'ann', 'alder');
    const letters = ['sent', 'undeliverable', 'due'].map((key) => letter(key, ann.id));
    await enqueue(db(), letters, MONDAY);
    for (const { key } of letters) await db().delivery.update({ where: { key }, data: { state: key, reason: 'why' } });
    const bodies = async () =>
      Object.fromEntries((await db().delivery.findMany()).map((one) => [one.key, one.view === null ? 'empty' : 'there']));

    now = later(60);
    await scheduler(housekeeping()).keepHouse();
    expect(await bodies()).toEqual({ sent: 'there', undeliverable: 'there', due: 'there' });

    now = later(61);
    await scheduler(housekeeping()).keepHouse();
    expect(await bodies()).toEqual({ sent: 'empty', undeliverable: 'empty', due: 'there' });
    expect(await enqueue(db(), letters, now)).toBe(0);
    expect((await runs()).at(-1)?.outcome).toBe('2 old messages emptied, 0 unused words forgotten');
    const { id, reason } = await db().delivery.findUniqueOrThrow({ where: { key: 'undeliverable' } });
    expect(reason).toBe('why');
    await expect(world.app.letters.open(ann, id)).rejects.toThrow(/more than 60 days old/);
  });

  it('vacuums and measures a database of our own, outside any transaction', async () => {
    const { pool } = world.database;
    const known = async () =>
      Number((await pool.query(`SELECT reltuples FROM pg_class WHERE oid = '"JobRun"'::regclass`)).rows[0].reltuples);
    const run = { job: 'filling', networkId: '', startedAt: MONDAY };
    const minutes = Array.from({ length: 500 }, (_, index) => new Date(MONDAY.getTime() + index * 60_000));
    await db().jobRun.createMany({ data: minutes.map((plannedFor) => ({ ...run, plannedFor })) });
    expect(await known()).toBeLessThan(500);

    await scheduler(housekeeping(() => pool.query('VACUUM (ANALYZE)'))).keepHouse();

    expect(lines).toEqual([]);
    // And the run of the chore itself.
    expect(await known()).toBe(501);
  });
});
