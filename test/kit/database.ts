import { createHash, randomUUID } from 'node:crypto';
import { existsSync, openAsBlob, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { applyMigrations } from '../../src/database/migrate.ts';
import { migrationsDigest } from '../../src/database/migrations-folder.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { projectFile } from '../../src/database/project-files.ts';
import { ensureRegister } from '../../src/schools/ensure.ts';
import { FORGET_LOG, lentDatabase } from './lent.ts';

/** What a test's database holds at first. */
export interface FreshOptions {
  /** Also every school of the shipped register. */
  register?: boolean;
}

/**
 * A migrated database of the test's own; close it in afterEach or afterAll.
 * Embedded and in memory, from a dump made once and kept in the temporary folder under a digest of the migrations (lent.ts); on the server
 * of TEST_DATABASE_URL when that is set, copied from a template and dropped when it closes.
 */
export async function freshDatabase(options: FreshOptions = {}): Promise<Database> {
  const url = process.env.TEST_DATABASE_URL;
  return url ? copyOfTemplate(url, options) : lentDatabase(dumpFile(options), () => openAsBlob(dumpFile(options)));
}

function dumpFile(options: FreshOptions): string {
  return join(tmpdir(), `${nameOf(options)}.tar`);
}

/** Makes what embedded databases are loaded from, unless it is there already. */
export async function prepareDumps(): Promise<void> {
  if (existsSync(dumpFile({})) && existsSync(dumpFile({ register: true }))) return;
  const first = await openDatabase({ memory: true });
  for (const options of [{}, { register: true }]) {
    await fill(first, options);
    await slim(first);
    const dump = await first.dump?.();
    if (!dump) throw new Error('the embedded database gave no dump');
    // Under its own name first: another run must never read half a dump.
    const draft = `${dumpFile(options)}.${randomUUID()}`;
    writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
    renameSync(draft, dumpFile(options));
  }
  await first.close();
}

/** Every test file loads a dump, so it holds no more than it must: no other databases, no dead rows, no spent log. */
async function slim({ prisma }: Database): Promise<void> {
  await prisma.$executeRaw`UPDATE pg_database SET datistemplate = false`;
  await prisma.$executeRaw`DROP DATABASE IF EXISTS template0`;
  await prisma.$executeRaw`DROP DATABASE IF EXISTS template1`;
  await prisma.$executeRaw`VACUUM FULL ANALYZE`;
  for (const statement of FORGET_LOG) await prisma.$executeRawUnsafe(statement);
}

async function copyOfTemplate(url: string, options: FreshOptions): Promise<Database> {
  const template = nameOf(options);
  const name = `staffroom_test_${randomUUID().replaceAll('-', '')}`;
  await withAdmin(url, async (admin) => {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (!rowCount) await makeTemplate(admin, url, template, options);
    await admin.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  });
  const database = await openDatabase({ url: databaseUrl(url, name), poolSize: 5 });
  return {
    ...database,
    async close() {
      await database.close();
      await withAdmin(url, async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      });
    },
  };
}

async function makeTemplate(admin: pg.Client, url: string, template: string, options: FreshOptions): Promise<void> {
  const draft = `${template}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS "${draft}" WITH (FORCE)`);
  await admin.query(`CREATE DATABASE "${draft}"`);
  const database = await openDatabase({ url: databaseUrl(url, draft), poolSize: 2 });
  try {
    await fill(database, options);
  } finally {
    await database.close();
  }
  await admin.query(`ALTER DATABASE "${draft}" RENAME TO "${template}"`);
}

/** An empty database on the server of TEST_DATABASE_URL, without any tables; dropped when the test is done with it. */
export async function emptyServerDatabase(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `staffroom_test_${randomUUID().replaceAll('-', '')}`;
  await withAdmin(url, async (admin) => {
    await admin.query(`CREATE DATABASE "${name}"`);
  });
  return {
    url: databaseUrl(url, name),
    drop: () =>
      withAdmin(url, async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      }),
  };
}

/** The address of a database on a server, for another process. */
export async function urlOf({ prisma }: Pick<Database, 'prisma'>, server: string): Promise<string> {
  const [row] = await prisma.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
  return databaseUrl(server, row?.name ?? '');
}

async function withAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

async function fill(database: Database, options: FreshOptions): Promise<void> {
  await applyMigrations(database);
  if (options.register) await ensureRegister(database, () => {});
}

function shippedRegister(): string {
  return projectFile('prisma', 'data', 'schools.csv.gz');
}

/** Changes with the migrations and, for the register, with the file and the code that reads it. */
function nameOf(options: FreshOptions): string {
  const hash = createHash('sha256').update(migrationsDigest());
  if (options.register) {
    hash.update(readFileSync(shippedRegister()));
    const folder = projectFile('src', 'schools');
    for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  }
  return `staffroom_template_${hash.digest('hex').slice(0, 16)}`;
}
