import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { forReading, type Run, runner } from '../../src/database/transaction.ts';
import { freshDatabase } from '../kit/database.ts';

let database: Database;
let run: Run;

beforeAll(async () => {
  database = await freshDatabase();
  run = runner(forReading(database.prisma));
});

afterAll(async () => {
  await database.close();
});

const many = <T>(count: number, ask: (index: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: count }, (_, index) => ask(index)));
const echo = async (index: number) =>
  (await run<{ x: number }>({ name: 'echo', text: 'SELECT $1::int AS x', values: [index] }))[0]?.x;
const echoed = (count: number) => Array.from({ length: count }, (_, value) => ({ status: 'fulfilled', value }));
const connectionOf = async () => (await run<{ pid: number }>({ name: 'me', text: 'SELECT pg_backend_pid() AS pid' }))[0]?.pid;
/** After a pause of the processor another connection may be borrowed; without sharing it would be all ten. */
const FEW = 4;

/** What can go wrong with a statement, each among others that are under way. */
const WRONG: Record<string, () => Promise<unknown>> = {
  'cannot be read': () => run({ name: 'unreadable', text: 'SELEC 1' }),
  'asks for what is not there': () => run({ text: 'SELECT nope FROM "School"' }),
  'gets a value of another kind': () => run({ name: 'kind', text: 'SELECT $1::int', values: ['one'] }),
  'holds what no text may hold': () => run({ name: 'nul', text: 'SELECT $1::text', values: ['a\0b'] }),
};

it.each(Object.keys(WRONG))('everybody gets their own answer beside a statement that %s', async (what) => {
  const failures: unknown[] = [];

  const answers = await many(60, async (index) => {
    if (index % 4 === 1) await WRONG[what]?.().catch((error) => failures.push(error));
    return echo(index);
  });

  expect(answers).toEqual(echoed(60));
  expect(failures).toHaveLength(15);
});

it('does what Prisma does, too, on the same database', async () => {
  await database.prisma.setting.create({ data: { key: 'a', value: 'x' } });

  expect(await forReading(database.prisma).setting.findMany()).toEqual([{ key: 'a', value: 'x' }]);
});

describe.runIf(process.env.TEST_DATABASE_URL)('statements of a server that are asked at once', () => {
  const given = () => expect.poll(() => database.pool.idleCount).toBe(database.pool.totalCount);

  it('share connections, and give them back', async () => {
    const connections = await many(50, connectionOf);

    expect(new Set(connections.map((one) => one.status === 'fulfilled' && one.value)).size).toBeLessThanOrEqual(FEW);
    await given();
  });

  it('are not sent behind one that has taken long', async () => {
    const order: string[] = [];
    const slow = many(2, () => run({ name: 'slow', text: 'SELECT pg_sleep(1.5)' })).then(() => order.push('slow'));
    await wait(100);

    const answers = await many(20, echo);
    order.push('quick');

    await slow;
    expect(answers).toEqual(echoed(20));
    expect(order).toEqual(['quick', 'slow']);
  });

  it('are told when their connection breaks, while those of others and the next ones are answered', async () => {
    const end = () => run({ name: 'end', text: 'SELECT pg_terminate_backend(pg_backend_pid())' });
    const answers = await many(20, async (index) => (index === 6 ? end() : echo(index)));

    expect(answers[6]).toMatchObject({ status: 'rejected', reason: { code: '57P01' } });
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(5);
    for (const [index, one] of answers.entries()) if (one.status === 'fulfilled') expect(one.value).toBe(index);
    expect(await many(20, echo)).toEqual(echoed(20));
    await given();
  });
});
