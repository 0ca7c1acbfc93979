import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { UserError } from '../errors.ts';
import { type Lock, lockFolder } from './lock.ts';
import { prepareCluster } from './prepare.ts';
import { session } from './session.ts';

/** Where the files of the embedded Postgres lie inside its folder, beside the lock. */
const CLUSTER = 'cluster';
/** Pages the embedded Postgres keeps itself; its default of 128 MB costs that much memory at once, and the system caches files too. */
const SHARED_BUFFERS = '32MB';

/** How to start an embedded Postgres. */
export interface EmbeddedOptions {
  /** Holds the files of the database and its lock; without it the database lives in memory. */
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

/** Is there no embedded database in this folder yet? */
export function isNewFolder(dataDir: string): boolean {
  return !existsSync(join(dataDir, CLUSTER));
}

/**
 * Starts the embedded Postgres (PGlite, PostgreSQL as WebAssembly) in this process. A new folder is first filled
 * (prepare.ts). Throws a UserError when another process holds the folder.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir, load } = options;
  if (!dataDir) return startEmbedded({ load });
  const lock = await lockedFolder(dataDir);
  try {
    const cluster = join(dataDir, CLUSTER);
    if (!load && isNewFolder(dataDir)) await prepareCluster(cluster);
    const embedded = await startEmbedded({ cluster, load });
    return {
      ...embedded,
      async close() {
        await embedded.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function lockedFolder(folder: string): Promise<Lock> {
  try {
    mkdirSync(folder, { recursive: true });
    return await lockFolder(folder);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`The folder ${folder} cannot be used (${code ?? message}). Set DATA_DIR to one the bot may write to.`);
  }
}

/** Starts Postgres on the files in `cluster`, without any lock, or in memory. */
export async function startEmbedded(where: Where): Promise<Embedded> {
  const pglite = await startPglite(where);
  const embedded = embeddedOver(pglite);
  return {
    ...embedded,
    async close() {
      await embedded.close();
      await pglite.close();
    },
  };
}

/** The same over one that is running already, and goes on when this is closed. */
export function embeddedOver(pglite: PGlite): Embedded {
  const pool = poolOver(pglite);
  return { pool, dump: () => pglite.dumpDataDir('none'), close: () => pool.end() };
}

/** `cluster`: the folder of the files; without it they are in memory. `load`: a dump to begin with. */
interface Where {
  cluster?: string;
  load?: Blob | File;
}

/** The process's own Postgres, without a pool. */
export async function startPglite({ cluster, load }: Where): Promise<PGlite> {
  const pglite = new PGlite({
    dataDir: cluster ?? 'memory://',
    loadDataDir: load,
    extensions: { pg_trgm, unaccent },
    startParams: startParams(cluster !== undefined),
  });
  await pglite.waitReady;
  return pglite;
}

function startParams(durable: boolean): string[] {
  const words = [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`];
  // PGlite starts with -F, which turns fsync off; a power cut must not cost a school its database.
  return durable ? words.filter((word) => word !== '-F') : words;
}

function poolOver(pglite: PGlite): pg.Pool {
  const config = createPgConfig(session(pglite));
  const { connection } = config;
  const parse = connection.parse.bind(connection);
  // pg hands its type parsers on as `types`; PGlite takes that for a list of type numbers.
  connection.parse = (query) => parse({ ...query, types: Array.isArray(query.types) ? query.types : undefined });
  // There is one session and it cannot be opened again, so one connection that never goes idle.
  return new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0 });
}
