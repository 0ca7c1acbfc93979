import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { UserError } from '../errors.ts';
import { MAX_WAIT_MS, TRANSACTION_MS } from './connections.ts';
import { type Embedded, type EmbeddedOptions, openEmbedded } from './embedded.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { observed } from './joined.ts';
import { poolBehind } from './transaction.ts';

/** The database as stores see it. */
export type Db = PrismaClient;
/** The database inside a transaction: what store functions take. */
export type Tx = Prisma.TransactionClient;

/** Which Postgres to open: a server by `url`, else an embedded one, in a folder or in memory. */
export interface DatabaseOptions {
  /** postgres://… of a server. */
  url?: string;
  /** DATA_DIR of an embedded Postgres. */
  dataDir?: string;
  /** An embedded Postgres that is gone when it closes. */
  memory?: boolean;
  /** A dump that a new embedded Postgres starts from. */
  load?: Blob | File;
  /** Connections to a server; the embedded one has exactly one. */
  poolSize?: number;
  /** Told of errors of idle connections (the server restarted, say); the pool opens new ones by itself. */
  onError?(error: Error): void;
}

/** An open database. */
export interface Database {
  prisma: Db;
  /** The same connections without Prisma, for bulk work. */
  pool: pg.Pool;
  embedded: boolean;
  close(): Promise<void>;
  /** The embedded database as a file, to load another from. */
  dump?(): Promise<Blob | File>;
}

/** Twice the processors of a small server, and little enough for several bots on a Postgres of 100 connections. */
const POOL_SIZE = 10;
/** Different statements kept prepared per connection; lists of changing length would otherwise grow them without end. */
const MAX_PREPARED = 500;

/**
 * Opens a Postgres, embedded or server, behind the same pool and Prisma client.
 * Nothing is migrated yet: call applyMigrations. Throws a UserError when another process holds the embedded folder, when the folder
 * cannot be written, and when the server does not let us in.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url) return openServer(options.url, options);
  const where: EmbeddedOptions = { load: options.load };
  if (!options.memory) {
    if (!options.dataDir) throw new Error('openDatabase needs a url, a dataDir or memory: true');
    where.dataDir = options.dataDir;
  }
  const embedded = await openEmbedded(where);
  return databaseOver(embedded, options);
}

/** The same over an embedded Postgres that is running already. */
export function databaseOver({ pool, ...rest }: Embedded, options: Pick<DatabaseOptions, 'onError'> = {}): Database {
  return database(pool, options, { embedded: true, ...rest });
}

async function openServer(url: string, options: DatabaseOptions): Promise<Database> {
  // Statements may be sent before the one before them is answered: BEGIN costs no way there and back of its own.
  const pool = new pg.Pool({ connectionString: url, max: options.poolSize ?? POOL_SIZE, pipeline: true });
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    // The server's own words or the system's: they name host, user or database, never the password.
    const { message, code } = error as NodeJS.ErrnoException;
    throw new UserError(`The database of DATABASE_URL cannot be opened: ${message || code}.`);
  }
  return database(pool, options, { embedded: false, close: () => pool.end() });
}

function database(
  pool: pg.Pool,
  options: Pick<DatabaseOptions, 'onError'>,
  rest: Pick<Database, 'embedded' | 'close' | 'dump'>,
): Database {
  // Without a listener an idle connection that breaks would end the whole process.
  pool.on('error', (error) => options.onError?.(error));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(observed(pool), { statementNameGenerator: statementNames() }),
    transactionOptions: { maxWait: MAX_WAIT_MS, timeout: TRANSACTION_MS },
  });
  poolBehind(prisma, pool);
  return {
    ...rest,
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await rest.close();
    },
  };
}

/** Names the first so many statements, so that Postgres parses each only once per connection. */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    const name = names.size < MAX_PREPARED ? `s${names.size}` : '';
    if (name) names.set(sql, name);
    return name;
  };
}
