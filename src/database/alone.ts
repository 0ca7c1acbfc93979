import pg from 'pg';
import { borrowed, sendTogether, TRANSACTION_MS } from './connections.ts';
import type { Run } from './transaction.ts';

/** One statement outside a transaction, within the time a transaction has, on a connection of its own. */
export async function alone<Row extends pg.QueryResultRow>(pool: pg.Pool, statement: pg.QueryConfig): Promise<Row[]> {
  const { client, release } = await borrowed(pool);
  let broken: Error | undefined;
  try {
    return (await client.query<Row>(limited(statement))).rows;
  } catch (error) {
    broken = breaking(error);
    throw error;
  } finally {
    release(broken);
  }
}

/** A connection on which several statements are under way, sent one behind the other without waiting for answers. */
interface Shared {
  connection: ReturnType<typeof borrowed>;
  /** When each that is not answered yet was asked, in ms, the first one first: the order in which they are answered. */
  asked: number[];
  broken?: Error;
}

/** So many connections are shared while statements are quick; one or four were no faster (`bench -- commands`). */
const MOST_SHARED = 2;
/** What is asked later than this many ms after a statement that is still under way is not sent behind it. */
const LONG_MS = 20;

/**
 * Runs quick statements that many may ask at once, outside transactions too: where the driver can, they share a few connections. They travel together, and
 * fewer processes of the server take turns at the processor. Each has its own answer, and the no of Postgres to one is not the others';
 * but they fail together with their connection, and one that cannot even be parsed takes those of the same name behind it with it.
 */
export function together(pool: pg.Pool): Run {
  const sharing = new Set<Shared>();
  return async <Row extends pg.QueryResultRow>(statement: pg.QueryConfig) => {
    if (!pool.options.pipeline || pool.ending) return alone<Row>(pool, statement);
    const one = quickest(sharing) ?? { connection: borrowed(pool), asked: [] };
    sharing.add(one);
    one.asked.push(performance.now());
    try {
      const { client } = await one.connection;
      sendTogether(client);
      return (await client.query<Row>(limited(statement))).rows;
    } catch (error) {
      one.broken ??= breaking(error);
      if (one.broken) sharing.delete(one);
      throw error;
    } finally {
      one.asked.shift();
      if (one.asked.length === 0) {
        sharing.delete(one);
        one.connection.then(
          ({ release }) => release(one.broken),
          () => {},
        );
      }
    }
  };
}

/** Of the shared connections the one with the fewest statements under way; undefined where another should be borrowed. */
function quickest(sharing: ReadonlySet<Shared>): Shared | undefined {
  const now = performance.now();
  const quick = [...sharing].filter(({ asked: [first = now] }) => now - first < LONG_MS).slice(0, MOST_SHARED);
  if (quick.length < MOST_SHARED) return undefined;
  return quick.reduce((best, one) => (one.asked.length < best.asked.length ? one : best));
}

function limited(statement: pg.QueryConfig): pg.QueryConfig & { query_timeout: number } {
  return { ...statement, query_timeout: TRANSACTION_MS };
}

/** After a no of Postgres the connection is as good as before; anything else, its own end included, is the end of it. */
function breaking(error: unknown): Error | undefined {
  return error instanceof pg.DatabaseError && error.severity !== 'FATAL' ? undefined : (error as Error);
}
