import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { lockFolder } from './lock.ts';

/** The folder of the embedded Postgres inside DATA_DIR. */
const FOLDER = 'postgres';

/** How to start an embedded Postgres. */
export interface EmbeddedOptions {
  /** Holds the folder of the database and its lock; without it the database lives in memory. */
  dataDir?: string;
  /** A dump of an embedded Postgres to start from. */
  load?: Blob | File;
}

/** An embedded Postgres behind an ordinary pg pool. */
export interface Embedded {
  pool: pg.Pool;
  dump(): Promise<Blob | File>;
  close(): Promise<void>;
}

/**
 * Starts the embedded Postgres (PGlite, PostgreSQL as WebAssembly) in this process.
 * Throws a UserError when another process holds the folder.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  if (options.dataDir) mkdirSync(options.dataDir, { recursive: true });
  const lock = options.dataDir ? await lockFolder(options.dataDir) : undefined;
  try {
    const pglite = new PGlite({
      dataDir: options.dataDir ? join(options.dataDir, FOLDER) : 'memory://',
      loadDataDir: options.load,
      extensions: { pg_trgm, unaccent },
      // PGlite starts with -F, which turns fsync off; a power cut must not cost a school its database.
      startParams: options.dataDir ? PGlite.defaultStartParams.filter((word) => word !== '-F') : undefined,
    });
    await pglite.waitReady;
    const pool = poolOver(pglite);
    return {
      pool,
      dump: () => pglite.dumpDataDir('none'),
      async close() {
        await pool.end();
        await pglite.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function poolOver(pglite: PGlite): pg.Pool {
  const config = createPgConfig(pglite);
  const { connection } = config;
  const parse = connection.parse.bind(connection);
  // pg hands its type parsers on as `types`; PGlite takes that for a list of type numbers.
  connection.parse = (query) => parse({ ...query, types: Array.isArray(query.types) ? query.types : undefined });
  // There is one session and it cannot be opened again, so one connection that never goes idle.
  const pool = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0 });
  return pool;
}
