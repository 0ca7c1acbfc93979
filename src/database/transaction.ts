import type pg from 'pg';
import { alone, together } from './alone.ts';
import { borrowed, sendTogether, TRANSACTION_MS } from './connections.ts';
import { joinable } from './joined.ts';
import type { Db, Tx } from './open.ts';

/** Runs one prepared statement; what every command pays for goes this way, because Prisma's own way costs several times as much. */
export type Run = <Row extends pg.QueryResultRow>(statement: pg.QueryConfig) => Promise<Row[]>;

const pools = new WeakMap<Db, pg.Pool>();
const runs = new WeakMap<object, Run>();

/** Remembers which pool is behind a Prisma client. */
export function poolBehind(db: Db, pool: pg.Pool): void {
  pools.set(db, pool);
  runs.set(db, (statement) => alone(pool, statement));
}

/** The same database for commands that only read: their statements are quick, and those asked at once travel together. */
export function forReading(db: Db): Db {
  const reading = new Proxy(db, {});
  runs.set(reading, together(poolOf(db)));
  return reading;
}

/**
 * One transaction: `run` for prepared statements, and Prisma on the same connection for those features that ask for it. An error
 * rolls everything back; so does a transaction that lasts too long.
 */
export async function transaction<T>(db: Db, work: (tx: Tx, run: Run) => Promise<T>, longestMs = TRANSACTION_MS): Promise<T> {
  const { client, release } = await borrowed(poolOf(db));
  // Where statements may follow each other unanswered, the first one does not wait for this; its error tells both.
  sendTogether(client);
  const begun = client.query('BEGIN');
  begun.catch(() => {});
  // Where they may not, each waits for the one before it.
  let before: Promise<unknown> = begun;
  let over = false;
  const end = async (how: 'COMMIT' | 'ROLLBACK') => {
    over = true;
    clearTimeout(timer);
    if (!client.pipeline) await Promise.allSettled([before]);
    const ended = await client.query(how).catch((error: Error) => {
      release(error);
      throw error;
    });
    release();
    // A statement had failed, and whoever asked for it took no notice: Postgres then keeps nothing, without a word.
    if (ended.command !== how) throw new Error('the transaction had failed before its end');
  };
  const timer = setTimeout(() => void end('ROLLBACK').catch(() => {}), longestMs);
  const run: Run = async (statement) => {
    if (over) throw new Error('the transaction is over');
    sendTogether(client);
    const asked = client.pipeline
      ? client.query(statement)
      : Promise.all([begun, before.catch(() => {})]).then(() => client.query(statement));
    before = asked;
    return (await asked).rows;
  };
  const prisma = joinable(db, client, begun, () => over);
  runs.set(prisma.tx, run);
  try {
    const result = await work(prisma.tx, run);
    await prisma.leave();
    if (over) throw new Error(`the transaction took longer than ${longestMs} ms`);
    await end('COMMIT');
    return result;
  } catch (error) {
    await prisma.leave().catch(() => {});
    // What went wrong first is what is told.
    if (!over) await end('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** Prepared statements outside a transaction. */
export function runner(db: Db): Run {
  return statements(db);
}

/** Prepared statements on the connection of a transaction; through Prisma where it was opened by Prisma itself. */
export function statements(db: Db | Tx): Run {
  return runs.get(db) ?? (({ text, values }) => db.$queryRawUnsafe(text, ...(values ?? [])));
}

function poolOf(db: Db): pg.Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error('this client was not opened by openDatabase');
  return pool;
}

/** An instant (ms) as our columns keep it: UTC, whatever zone this process runs in (pg alone would write local time). */
export function utc(ms: number): string {
  return new Date(ms).toISOString();
}

/** A column of instants as ms, in SQL: a bare column is read in this machine's own zone, and JSON has no dates. */
export function millis(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`;
}
