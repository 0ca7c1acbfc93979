import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { statements, transaction } from '../../src/database/transaction.ts';
import { freshDatabase } from '../kit/database.ts';

let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
});

afterEach(async () => {
  await database.prisma.setting.deleteMany();
});

afterAll(async () => {
  await database.close();
});

const write = (key: string) => ({ name: 'write', text: `INSERT INTO "Setting" (key, value) VALUES ($1, 'x')`, values: [key] });
const all = { name: 'all', text: 'SELECT key FROM "Setting" ORDER BY key' };
const kept = async () => (await database.prisma.setting.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key);

it('keeps what prepared statements and Prisma wrote, each seeing the other', async () => {
  const seen = await transaction(database.prisma, async (tx, run) => {
    await run(write('a'));
    await tx.setting.create({ data: { key: 'b', value: 'x' } });
    await run(write('c'));
    const rows = await run(all);
    return [await tx.setting.count(), rows.length, (await tx.$queryRaw<object[]>`SELECT key FROM "Setting"`).length];
  });

  expect(seen).toEqual([3, 3, 3]);
  expect(await kept()).toEqual(['a', 'b', 'c']);
});

it('keeps nothing when the work fails', async () => {
  const failing = transaction(database.prisma, async (tx, run) => {
    await run(write('first'));
    await tx.setting.create({ data: { key: 'second', value: 'x' } });
    throw new Error('no');
  });

  await expect(failing).rejects.toThrow('no');

  expect(await kept()).toEqual([]);
});

it('keeps nothing when Prisma fails, and tells why', async () => {
  const failing = transaction(database.prisma, async (tx, run) => {
    await run(write('a'));
    await tx.setting.create({ data: { key: 'a', value: 'again' } });
  });

  await expect(failing).rejects.toMatchObject({ code: 'P2002' });

  expect(await kept()).toEqual([]);
});

it('does not pretend to have kept what a failed statement undid', async () => {
  const ignoring = transaction(database.prisma, async (_, run) => {
    await run(write('a'));
    await run(write('a')).catch(() => {});
  });

  await expect(ignoring).rejects.toThrow('failed before its end');

  expect(await kept()).toEqual([]);
});

it('ends a transaction that lasts too long, and serves the next one', async () => {
  const slow = transaction(
    database.prisma,
    async (tx, run) => {
      await tx.setting.create({ data: { key: 'slow', value: 'x' } });
      await new Promise((resolve) => setTimeout(resolve, 200));
      await run(write('late'));
    },
    50,
  );

  await expect(slow).rejects.toThrow('over');

  await transaction(database.prisma, (_, run) => run(write('next')));
  expect(await kept()).toEqual(['next']);
});

it('keeps many at once apart: each sees its own rows and nobody else', async () => {
  const seen = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      transaction(database.prisma, async (tx, run) => {
        await run(write(`own ${index}`));
        const mine = await tx.setting.findUnique({ where: { key: `own ${index}` } });
        return mine?.key;
      }),
    ),
  );

  expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => `own ${index}`));
  expect(await kept()).toHaveLength(30);
});

it('has prepared statements also where Prisma opened the transaction, and where there is none', async () => {
  const inside = await database.prisma.$transaction(async (tx) => {
    await tx.setting.create({ data: { key: 'a', value: 'x' } });
    return statements(tx)<{ key: string }>(all);
  });
  const outside = await statements(database.prisma)<{ key: string }>(all);

  expect([inside, outside]).toEqual([[{ key: 'a' }], [{ key: 'a' }]]);
});

it.runIf(process.env.TEST_DATABASE_URL)('is told to whoever waits when the connection breaks, and to nobody else', async () => {
  const { prisma, pool } = database;
  const broken = transaction(prisma, async (_tx, run) => {
    const [me] = await run<{ pid: number }>({ name: 'me', text: 'SELECT pg_backend_pid() AS pid' });
    // Nothing is being asked when it breaks: the error goes to the connection alone.
    await pool.query('SELECT pg_terminate_backend($1)', [me?.pid]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await run(write('a'));
  });

  await expect(broken).rejects.toThrow();

  expect(await kept()).toEqual([]);
});
