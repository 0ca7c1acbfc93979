import type pg from 'pg';

/** Times how long connections are held: what a transaction keeps from everybody else where there is one connection. */
export function watchHolding(pool: pg.Pool): { longest(): number } {
  let longest = 0;
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const watched = async () => {
    const client = await connect();
    const began = performance.now();
    const release = client.release.bind(client);
    client.release = (error) => {
      longest = Math.max(longest, performance.now() - began);
      client.release = release;
      release(error);
    };
    return client;
  };
  // Statements outside a transaction go through connect with a callback, and are timed like the others.
  const either = (callback?: (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void) => {
    const coming = watched();
    if (!callback) return coming;
    coming.then(
      (client) => callback(undefined, client, () => client.release()),
      (error) => callback(error, undefined, () => {}),
    );
  };
  Object.assign(pool, { connect: either });
  return {
    longest() {
      const found = longest;
      longest = 0;
      return found;
    },
  };
}
