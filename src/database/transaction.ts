import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import type { Db, Tx } from './open.ts';

/** Runs one prepared statement; the few that every command pays for go this way, because Prisma's own way costs several times as much. */
export type Run = <Row extends pg.QueryResultRow>(statement: pg.QueryConfig) => Promise<Row[]>;

interface Slot {
  client?: pg.PoolClient;
}

const slots = new AsyncLocalStorage<Slot>();
const pools = new WeakMap<Db, pg.Pool>();

/** The pool as Prisma is given it: the connection it takes for a transaction is also handed to whoever opened that transaction. */
export function observed(pool: pg.Pool): pg.Pool {
  const connect = async () => {
    const client = await pool.connect();
    const slot = slots.getStore();
    if (slot) slot.client ??= client;
    return client;
  };
  // Single statements go to the pool itself: they belong to no transaction.
  return Object.assign(Object.create(pool), { connect, query: pool.query.bind(pool) });
}

/** Remembers which pool is behind a Prisma client. */
export function poolBehind(db: Db, pool: pg.Pool): void {
  pools.set(db, pool);
}

/** One transaction: Prisma for the features, `run` for prepared statements on the same connection. An error rolls everything back. */
export function transaction<T>(db: Db, work: (tx: Tx, run: Run) => Promise<T>): Promise<T> {
  const slot: Slot = {};
  return slots.run(slot, () =>
    db.$transaction((tx) => {
      const { client } = slot;
      if (!client) throw new Error('the transaction has no connection');
      return work(tx, async (statement) => (await client.query(statement)).rows);
    }),
  );
}

/** Prepared statements outside a transaction. */
export function runner(db: Db): Run {
  const pool = pools.get(db);
  if (!pool) throw new Error('this client was not opened by openDatabase');
  return async (statement) => (await pool.query(statement)).rows;
}

/** An instant (ms) as our columns keep it: UTC, whatever zone this process runs in (pg alone would write local time). */
export function utc(ms: number): string {
  return new Date(ms).toISOString();
}
