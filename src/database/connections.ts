import type pg from 'pg';

/** A person waits three seconds on both platforms, but jobs may queue behind an import. */
export const MAX_WAIT_MS = 10_000;
/**
 * The longest a transaction may last: nothing in one waits for anything but the database. Keeping the draft of a national round on the
 * embedded one is the longest there is, a few seconds on two cores and more on a busy machine.
 */
export const TRANSACTION_MS = 30_000;

/** A connection and the way to give it back; with an error it is not used again. */
export async function borrowed(pool: pg.Pool): Promise<{ client: pg.PoolClient; release(error?: Error): void }> {
  const client = await connection(pool);
  // A connection that breaks tells whoever waits for an answer on it. It also emits an error, which would end the process.
  client.on('error', heard);
  const release = (error?: Error) => {
    client.removeListener('error', heard);
    client.release(error);
  };
  return { client, release };
}

function heard(): void {}

/** What is asked before anything else has its turn leaves in one piece: sending costs the processor more than any of it. */
export function sendTogether({ pipeline, connection }: pg.PoolClient): void {
  if (!pipeline || connection.stream.writableCorked > 0) return;
  connection.stream.cork();
  process.nextTick(() => connection.stream.uncork());
}

/** A connection, or an error when none comes free in time. */
async function connection(pool: pg.Pool): Promise<pg.PoolClient> {
  const coming = pool.connect();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, MAX_WAIT_MS, undefined);
  });
  const client = await Promise.race([coming, late]).finally(() => clearTimeout(timer));
  if (client) return client;
  coming.then(
    (unused) => unused.release(),
    () => {},
  );
  throw new Error('no connection to the database came free');
}
