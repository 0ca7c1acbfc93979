import pg from 'pg';
import { type Migration, migrationList, readMigrations } from './migrations-folder.ts';
import type { Database } from './open.ts';
import { openSchemaEngine } from './schema-engine.ts';

/** Any number nobody else uses: two bots that start at once must not migrate at once. */
const LOCK = 7_283_550_812;

/**
 * Brings the database up to the newest migration and returns the names of those it applied.
 * Costs one query when nothing is pending. On a server it runs under an advisory lock, on a connection of its own.
 */
export async function applyMigrations(database: Pick<Database, 'pool' | 'embedded'>): Promise<string[]> {
  const migrations = readMigrations();
  if ((await pending(database.pool, migrations)).length === 0) return [];
  if (database.embedded) return migrate(database.pool, migrations);

  const guard = new pg.Client(database.pool.options);
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK]);
    // Somebody else may have done it while we waited.
    if ((await pending(database.pool, migrations)).length === 0) return [];
    return await migrate(database.pool, migrations);
  } finally {
    await guard.end();
  }
}

/** The names of migrations that are on disk and not in the database. */
async function pending(pool: pg.Pool, migrations: readonly Migration[]): Promise<string[]> {
  const applied = new Set<string>();
  const { rows: tables } = await pool.query<{ exists: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "exists"`,
  );
  if (tables[0]?.exists) {
    const { rows } = await pool.query<{ migration_name: string }>(
      'SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    for (const row of rows) applied.add(row.migration_name);
  }
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
}

async function migrate(pool: pg.Pool, migrations: readonly Migration[]): Promise<string[]> {
  const engine = await openSchemaEngine(pool);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationList(migrations),
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } finally {
    engine.free();
  }
}
