import { newId } from './id.ts';
import type { Db } from './open.ts';
import { runner } from './transaction.ts';

/** What one process among several may have at a time, as it asks for it. */
export interface Lease {
  /** Takes it, or keeps it, for so many ms from now (real time). False: another process has it. Throws when the database cannot be asked. */
  take(ms: number): Promise<boolean>;
  /** Gives it back, if it was ours, so that another need not wait until it runs out. */
  release(): Promise<void>;
}

/**
 * A lease under a name, kept in a row. Why no advisory lock: those go with the connection, which breaks when the server restarts or a proxy
 * tires of it while the process lives on, and which a dead machine can keep open for hours. A row outlives both, and its expiry is by
 * the server's clock alone: processes need not agree on the time.
 */
export function createLease(db: Db, name: string): Lease {
  const run = runner(db);
  const key = `lease: ${name}`;
  const holder = newId();
  return {
    async take(ms) {
      const rows = await run({
        name: 'lease-take',
        text: `
          INSERT INTO "Setting" AS s (key, value)
          VALUES ($1, json_build_object('holder', $2::text, 'until', extract(epoch FROM clock_timestamp()) * 1000 + $3::float8)::text)
          ON CONFLICT (key) DO UPDATE SET value = excluded.value
          WHERE s.value::json->>'holder' = $2
            OR (s.value::json->>'until')::float8 < extract(epoch FROM clock_timestamp()) * 1000
          RETURNING key`,
        values: [key, holder, ms],
      });
      return rows.length > 0;
    },
    async release() {
      await run({
        name: 'lease-release',
        text: `DELETE FROM "Setting" WHERE key = $1 AND value::json->>'holder' = $2`,
        values: [key, holder],
      });
    },
  };
}
