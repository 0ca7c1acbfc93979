import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { instantAt, runForGood, type ServedNetwork, tryOut } from '../../src/jobs/by-hand.ts';
import type { Job } from '../../src/jobs/job.ts';
import { weeklyDigest } from '../../src/jobs/weekly-digest.ts';
import { compiled, runCompiled } from '../kit/compiled.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let network: ServedNetwork;
let lines: string[];

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees', 'slack');
  const author = await world.join(net, 'ann', 'alder');
  await world.join(net, 'ben', 'cedar', { privateDigest: true });
  const words = {
    title: 'Talk before writing',
    topic: 'oracy-dialogue',
    problem: 'p',
    did: 'a',
  };
  await world.app.practice.share(author, words, MONDAY);
  network = await db().network.findUniqueOrThrow({
    where: { id: net.id },
    select: { id: true, name: true, timeZone: true, createdAt: true },
  });
});
afterAll(() => world.database.close());
beforeEach(() => {
  lines = [];
});

const db = () => world.database.prisma;
const tell = (line: string) => void lines.push(line);
const silent = { info() {}, warn() {}, error() {}, debug() {} };
/** Every row of every table a digest writes. */
const kept = async () => [
  await db().delivery.count(),
  await db().jobRun.count(),
  await db().digestItem.count(),
  await db().digestReader.count(),
];

describe('a job that is tried out', () => {
  it('says who would get what and when, and keeps nothing, as often as one likes', async () => {
    const before = await kept();

    await tryOut(db(), weeklyDigest, network, WEDNESDAY, tell);
    const once = lines;
    lines = [];
    await tryOut(db(), weeklyDigest, network, WEDNESDAY, tell);

    expect(once.slice(0, 2)).toEqual([
      'Trees, Wed 25 Nov 2026, 15:45 (Europe/London):',
      expect.stringMatching(/^ {2}planned for Wed 25 Nov 2026, 15:45: 1 digest written/),
    ]);
    expect(once.slice(2)).toEqual([expect.stringMatching(/^ {2}ben {2}slack {2}digest {2}Wed 25 Nov 2026, 15:45 {2}\S/)]);
    expect(lines).toEqual(once);
    expect(await kept()).toEqual(before);
  });

  it('says when nothing is due, and goes page by page', async () => {
    await tryOut(db(), weeklyDigest, network, MONDAY, tell);
    const pages: (string | undefined)[] = [];
    const paged: Job = {
      name: 'paged',
      catchUpMs: 1000,
      planned: async (_app, _network, _from, to) => [to],
      async run(_app, _network, _plannedFor, _now, page) {
        pages.push(page?.cursor);
        return pages.length < 3 ? { cursor: `after ${pages.length}` } : `${await page?.kept('pages', async () => 3)} pages`;
      },
    };
    await tryOut(db(), paged, network, WEDNESDAY, tell);

    expect(lines[1]).toBe('  Nothing is due.');
    expect(pages).toEqual([undefined, 'after 1', 'after 2']);
    expect(lines.at(-1)).toBe('  planned for Wed 25 Nov 2026, 15:45: 3 pages');
  });

  it('fails aloud, and keeps nothing then either', async () => {
    const broken: Job = { ...weeklyDigest, name: 'broken', run: () => Promise.reject(new Error('broken')) };
    const before = await kept();

    await expect(tryOut(db(), broken, network, WEDNESDAY, tell)).rejects.toThrow('broken');

    expect(await kept()).toEqual(before);
  });

  it('takes its time as the local one', () => {
    expect(instantAt('2026-07-01T15:45', 'Europe/London')).toEqual(new Date('2026-07-01T14:45:00Z'));
    expect(() => instantAt('Wednesday', 'Europe/London')).toThrow('Wednesday is no time');
  });
});

// A server's rows cannot be put into a folder; what is run is the same.
describe.skipIf(process.env.TEST_DATABASE_URL)('npm run job', { timeout: 120_000 }, () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'staffroom-job-'));
  const dataDir = join(DATA_DIR, 'sandbox', 'postgres');
  afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }));

  /** Runs it as a person does. */
  const run = (...words: string[]) => runCompiled(compiled('src', 'jobs', 'cli.ts'), words, { DATA_DIR });

  it('tries a job out at a local time, and explains itself', async () => {
    await (await openDatabase({ dataDir, load: await world.database.dump?.() })).close();

    const dry = await run('weekly-digest', '--at', '2026-11-25T15:45', '--dry');
    const wrong = await run('daily-digest');

    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toMatch(/Trees, Wed 25 Nov.*\n.*1 digest written.*\n {2}ben .*\nNothing of this was kept or sent\.\n$/);
    expect(wrong).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Usage: npm run job.*\nNAME is one of: weekly-digest, /),
    });
  });
});

describe('a job run by hand', () => {
  it('is claimed as the scheduler claims it: done once, and its outcome told', async () => {
    expect(await runForGood(db(), weeklyDigest, network, WEDNESDAY, silent, tell)).toBe(true);
    expect(await runForGood(db(), weeklyDigest, network, WEDNESDAY, silent, tell)).toBe(true);

    expect(lines[1]).toMatch(/^ {2}planned for Wed 25 Nov 2026, 15:45: 1 digest written/);
    expect(lines[3]).toMatch(/^ {2}Nothing is due\. The last run was planned for Wed 25 Nov 2026, 15:45: 1 digest written/);
    expect(await db().delivery.count()).toBe(1);
    expect(await db().jobRun.count()).toBe(1);
  });

  it('says when it failed', async () => {
    const broken: Job = { ...weeklyDigest, name: 'broken', run: () => Promise.reject(new TypeError('broken')) };

    expect(await runForGood(db(), broken, network, WEDNESDAY, silent, tell)).toBe(false);

    expect(lines[1]).toMatch(/: failed: TypeError$/);
  });
});
