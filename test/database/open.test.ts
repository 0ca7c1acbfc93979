import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../src/database/embedded.ts';
import { applyMigrations } from '../../src/database/migrate.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { prepareCluster } from '../../src/database/prepare.ts';
import { packReadyMade, unpackReadyMade } from '../../src/database/ready-made.ts';
import { runner, transaction } from '../../src/database/transaction.ts';
import { UserError } from '../../src/errors.ts';
import { freshDatabase } from '../kit/database.ts';

const network = { id: 'n1', name: 'Tees', joinCode: 'tees', createdAt: new Date('2026-02-02T09:00:00Z') };

describe('an open database', () => {
  let database: Database;

  beforeAll(async () => {
    database = await freshDatabase();
  });

  afterAll(async () => {
    await database.close();
  });

  it('keeps and finds rows through Prisma', async () => {
    await database.prisma.network.create({ data: network });

    const found = await database.prisma.network.findUniqueOrThrow({ where: { joinCode: 'tees' } });

    expect(found).toMatchObject({ ...network, timeZone: 'Europe/London', digestWeekday: 3 });
  });

  it('undoes a transaction that fails, and serves the next one', async () => {
    const failing = database.prisma.$transaction(async (tx) => {
      await tx.network.create({ data: { ...network, id: 'n2', joinCode: 'lost' } });
      await tx.network.create({ data: { ...network, id: 'n2', joinCode: 'twice' } });
    });

    await expect(failing).rejects.toThrow();

    expect(await database.prisma.network.count({ where: { id: 'n2' } })).toBe(0);
    expect(await database.prisma.$transaction((tx) => tx.network.count())).toBe(1);
  });

  it.each([
    ['cannot be read', 'SELEC $1::int', 1],
    ['asks for what is not there', 'SELECT nope FROM "School" WHERE urn = $1', 1],
    ['gets a value of another kind', 'SELECT $1::int', 'one'],
    ['fails while it runs', 'SELECT 1 / $1::int', 0],
    ['breaks a rule', `INSERT INTO "Setting" VALUES ('k', $1), ('k', $1)`, 'v'],
  ])('answers the next statement after one that %s', async (_, text, value) => {
    await expect(database.pool.query({ text, values: [value] })).rejects.toThrow();
    await expect(database.pool.query({ name: text, text, values: [value] })).rejects.toThrow();

    for (const x of [2, 3])
      expect((await database.pool.query({ name: 'next', text: 'SELECT $1::int AS x', values: [x] })).rows).toEqual([{ x }]);
  });

  it('is not left inside a transaction that ran out of time', async () => {
    const slow = database.prisma.$transaction(
      async (tx) => {
        await tx.network.create({ data: { ...network, id: 'n3', joinCode: 'slow' } });
        await new Promise((resolve) => setTimeout(resolve, 300));
        await tx.network.count();
      },
      { timeout: 100 },
    );

    await expect(slow).rejects.toThrow();

    await database.prisma.network.create({ data: { ...network, id: 'n4', joinCode: 'after' } });
    expect(await database.prisma.network.count({ where: { id: { in: ['n3', 'n4'] } } })).toBe(1);
  });

  it('serves many at once', async () => {
    const counts = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        database.prisma.$transaction(async (tx) => tx.network.count({ where: { name: `nobody ${index}` } })),
      ),
    );

    expect(counts).toEqual(Array(50).fill(0));
  });

  it('gives everybody their own answer, whoever else fails', async () => {
    const run = runner(database.prisma);
    const asked = Array.from({ length: 200 }, (_, index) => index);

    const answers = await Promise.allSettled(
      asked.map(async (index) => {
        const statement = { name: 'inverse', text: 'SELECT $1::int AS x, 1 / ($2::int % 3) AS y', values: [index, index] };
        const ask = index % 2 === 0 ? run : (one: typeof statement) => transaction(database.prisma, (_, within) => within(one));
        return (await ask(statement))[0]?.x;
      }),
    );

    expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual(
      asked.map((index) => (index % 3 === 0 ? 'division by zero' : index)),
    );
  });
});

/** Setting up a whole database in a process of its own takes a while. */
const SLOW = 120_000;

describe('a new cluster', { timeout: SLOW }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'staffroom-cluster-'));
  const file = join(folder, 'cluster-ready.tar.gz');
  const made = join(folder, 'made');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function expectAllTables(cluster: string): Promise<void> {
    const embedded = await startEmbedded({ cluster });
    const migrations = await applyMigrations({ pool: embedded.pool, embedded: true });
    const { rows } = await embedded.pool.query(`SELECT count(*)::int AS schools FROM "School"`);
    await embedded.close();
    expect(migrations).toEqual([]);
    expect(rows).toEqual([{ schools: 0 }]);
  }

  /** The beginning of a packed folder: some of it can be unpacked. */
  async function brokenFile(): Promise<string> {
    const [tree, broken] = [join(folder, 'tree'), join(folder, 'broken.tar.gz')];
    mkdirSync(tree);
    for (const name of ['PG_VERSION', 'postgresql.conf']) writeFileSync(join(tree, name), randomBytes(200_000));
    await packReadyMade(tree, broken);
    const whole = readFileSync(broken);
    writeFileSync(broken, whole.subarray(0, whole.length * 0.75));
    return broken;
  }

  beforeAll(async () => {
    await prepareCluster(made, await brokenFile());
    writeFileSync(join(folder, 'cluster-of-an-earlier-version.tar.gz'), '');
    await packReadyMade(made, file);
  }, SLOW);

  it('is made, with all tables, where what installing left is broken, and is for nobody else to read', async () => {
    expect(statSync(made).mode & 0o777).toBe(0o700);
    await expectAllTables(made);
  });

  it('is the one that installing left, unpacked', async () => {
    const cluster = join(folder, 'unpacked');
    mkdirSync(cluster);

    expect(unpackReadyMade(cluster, file)).toBe(true);

    await expectAllTables(cluster);
  });

  it('leaves no earlier one behind', () => {
    expect(readdirSync(folder).filter((name) => name.startsWith('cluster-'))).toEqual(['cluster-ready.tar.gz']);
  });
});

describe('the embedded database in a folder', { timeout: SLOW }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'staffroom-open-'));
  const dataDir = join(folder, 'not', 'made', 'yet');

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes the folder, writes with fsync, and finds its rows again', async () => {
    const first = await openDatabase({ dataDir });
    await applyMigrations(first);
    await first.prisma.network.create({ data: network });
    const { rows } = await first.pool.query('SHOW fsync');
    await first.close();

    const second = await openDatabase({ dataDir });
    const again = await applyMigrations(second);
    const found = await second.prisma.network.count();
    await second.close();

    expect(rows).toEqual([{ fsync: 'on' }]);
    expect(again).toEqual([]);
    expect(found).toBe(1);
  });

  it('is refused in words while another holds it, and free again afterwards', async () => {
    const first = await openDatabase({ dataDir });

    await expect(openDatabase({ dataDir })).rejects.toThrow(UserError);
    await expect(openDatabase({ dataDir })).rejects.toThrow(/in use by another Staffroom \(process \d+\)\. Stop the bot first/);

    await first.close();
    const second = await openDatabase({ dataDir });
    await second.close();
  });

  it('takes over from a process that died, even when its number is in use again', async () => {
    const dead = { pid: 2 ** 30, started: '1', host: hostname() };
    const reused = { pid: process.pid, started: '1', host: hostname() };
    writeFileSync(join(dataDir, 'in-use-dead'), JSON.stringify(dead));
    writeFileSync(join(dataDir, 'in-use-reused'), JSON.stringify(reused));

    const database = await openDatabase({ dataDir });
    const claims = readdirSync(dataDir).filter((name) => name.startsWith('in-use-'));
    await database.close();

    expect(claims).toHaveLength(1);
    expect(claims).not.toContain('in-use-dead');
  });

  it('respects a claim from another machine that is still being renewed', async () => {
    const other = { pid: 7, started: '1', host: 'another-container' };
    writeFileSync(join(dataDir, 'in-use-other'), JSON.stringify(other));

    await expect(openDatabase({ dataDir })).rejects.toThrow(/process 7 on another-container/);

    rmSync(join(dataDir, 'in-use-other'));
  });
});

describe('a database that cannot be opened', () => {
  it('is a folder that is a file: said in words', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'staffroom-open-'));
    writeFileSync(join(parent, 'taken'), '');

    await expect(openDatabase({ dataDir: join(parent, 'taken', 'postgres') })).rejects.toThrow(
      /cannot be used \(ENOTDIR\)\. Set DATA_DIR/,
    );

    rmSync(parent, { recursive: true });
  });

  it.each([
    ['a server that is not there', 'postgres://staffroom:hunter2@127.0.0.1:1/staffroom'],
    ['an address that is none', 'postgres://staffroom:hunter2#@[/staffroom'],
  ])('is %s: said in words, without the password', async (_, url) => {
    const refused = await openDatabase({ url }).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(UserError);
    expect(String(refused)).toContain('The database of DATABASE_URL cannot be opened: ');
    expect(String(refused)).not.toContain('hunter2');
  });
});
