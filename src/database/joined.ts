import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import type { Db, Tx } from './open.ts';

/**
 * Prisma inside a transaction of our own. Opening one of Prisma's costs a command more than everything else it does, and most need
 * none: so it is opened when a feature first asks, over the connection that is in use already.
 */

const guests = new AsyncLocalStorage<pg.PoolClient>();

/** The pool as Prisma is given it: for a transaction that joins ours, the connection it takes is ours. */
export function observed(pool: pg.Pool): pg.Pool {
  const connect = async () => guests.getStore() ?? pool.connect();
  // Single statements go to the pool itself: they belong to no transaction.
  return Object.assign(Object.create(pool), { connect, query: pool.query.bind(pool) });
}

/** Prisma, in case it is needed. */
export interface Joinable {
  /** Opens Prisma's transaction with the first thing asked of it. */
  tx: Tx;
  /** Ends Prisma's part, if there was one; ours goes on. */
  leave(): Promise<void>;
}

/** Longer than our own transactions may last: they, not Prisma, decide when it is enough. */
const LONGER_MS = 60_000;

/** Prisma over the connection of a transaction that has begun. */
export function joinable(db: Db, client: pg.PoolClient, begun: Promise<unknown>, over: () => boolean): Joinable {
  let joined: Promise<Tx> | undefined;
  let whole: Promise<void> | undefined;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const join = () => {
    joined ??= new Promise<Tx>((resolve, reject) => {
      const inside = async (tx: Tx) => {
        resolve(tx);
        await finished;
      };
      whole = guests.run(guest(client, begun, over), () => db.$transaction(inside, { timeout: LONGER_MS }));
      whole.catch(reject);
    });
    return joined;
  };
  return {
    tx: asked(db, join),
    async leave() {
      finish();
      await whole;
    },
  };
}

/** Our connection as Prisma sees it: it begins, ends and gives back nothing, because that is our business. */
function guest(client: pg.PoolClient, begun: Promise<unknown>, over: () => boolean): pg.PoolClient {
  const query = async (statement: pg.QueryConfig) => {
    if (OURS.has(statement.text)) return { fields: [], rows: [], rowCount: 0 };
    await begun;
    if (over()) throw new Error('the transaction is over');
    return client.query(statement);
  };
  const on = client.on.bind(client);
  const removeListener = client.removeListener.bind(client);
  return Object.assign(Object.create(client), { query, on, removeListener, release: () => {} });
}

const OURS = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);

/** The client as it would be in the transaction, before there is one: each call waits for it. */
function asked(db: Db, join: () => Promise<Tx>): Tx {
  const call =
    (path: readonly string[]) =>
    async (...args: unknown[]) => {
      const tx = await join();
      const [last = '', ...owners] = path.toReversed();
      const owner = owners.reduceRight<object>((from, name) => Reflect.get(from, name), tx);
      return Reflect.get(owner, last).apply(owner, args);
    };
  return new Proxy<Tx>(db, {
    get(target, name) {
      const own = Reflect.get(target, name);
      if (typeof name !== 'string' || own === undefined) return own;
      if (name.startsWith('$')) return call([name]);
      return new Proxy(own, {
        get: (model, method) => (typeof method === 'string' ? call([name, method]) : Reflect.get(model, method)),
      });
    },
  });
}
