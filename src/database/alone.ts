import pg from 'pg';
import { borrowed, sendTogether, TRANSACTION_MS } from './connections.ts';

/** A connection on which several statements are under way, sent one behind the other without waiting for answers. */
interface Shared {
  connection: ReturnType<typeof borrowed>;
  /** When each that is not answered yet was sent, in ms, the first one first: the order in which they are answered. */
  sent: number[];
  broken?: Error;
}

/** So many connections are shared; measured, more made it slower and one no faster (`bench -- commands`). */
const MOST_SHARED = 2;
/** No statement is sent behind one that has taken so long, in ms: it may be one that reads for seconds. */
const LONG_MS = 20;

const sharedOf = new WeakMap<pg.Pool, Set<Shared>>();

/**
 * One statement outside a transaction, within the time a transaction has. When many are asked at once they share a few connections, where
 * the driver can: they travel together, and fewer processes of the server take turns at the processor.
 */
export async function alone<Row extends pg.QueryResultRow>(pool: pg.Pool, statement: pg.QueryConfig): Promise<Row[]> {
  const limited: pg.QueryConfig & { query_timeout: number } = { ...statement, query_timeout: TRANSACTION_MS };
  const sharing = sharedOf.get(pool) ?? new Set();
  sharedOf.set(pool, sharing);
  const one = quickest(sharing, pool) ?? { connection: borrowed(pool), sent: [] };
  sharing.add(one);
  one.sent.push(performance.now());
  try {
    const { client } = await one.connection;
    sendTogether(client);
    return (await client.query<Row>(limited)).rows;
  } catch (error) {
    // After a no of Postgres the connection is as good as before.
    if (!(error instanceof pg.DatabaseError)) {
      one.broken ??= error as Error;
      sharing.delete(one);
    }
    throw error;
  } finally {
    one.sent.shift();
    if (one.sent.length === 0) {
      sharing.delete(one);
      await one.connection.then(
        ({ release }) => release(one.broken),
        () => {},
      );
    }
  }
}

/** The shared connection with the fewest statements under way; undefined where another should be borrowed. */
function quickest(sharing: ReadonlySet<Shared>, pool: pg.Pool): Shared | undefined {
  if (!pool.options.pipeline) return undefined;
  const now = performance.now();
  const quick = [...sharing].filter(({ sent: [first = now] }) => now - first < LONG_MS);
  if (quick.length < MOST_SHARED) return undefined;
  return quick.reduce((best, one) => (one.sent.length < best.sent.length ? one : best));
}
