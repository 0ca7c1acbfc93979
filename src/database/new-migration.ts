import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOCKFILE, migrationList, migrationsFolder, readMigrations } from './migrations-folder.ts';
import { openDatabase } from './open.ts';
import { projectFile } from './project-files.ts';
import { openSchemaEngine } from './schema-engine.ts';

/**
 * The SQL that leads from the migrations on disk to prisma/schema.prisma; '' when they agree.
 * The migrations are replayed in an embedded Postgres in memory, which is then compared with the schema. Partial indexes and
 * indexes on expressions are invisible to Prisma: they are written by hand into a migration and no comparison removes them.
 */
export async function pendingChanges(): Promise<string> {
  const database = await openDatabase({ memory: true });
  try {
    const engine = await openSchemaEngine(database.pool);
    const path = projectFile('prisma', 'schema.prisma');
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationList(readMigrations()) },
      to: { tag: 'schemaDatamodel', files: [{ path, content: readFileSync(path, 'utf8') }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = stdout?.trim() ?? '';
    return sql === '-- This is an empty migration.' ? '' : sql;
  } finally {
    await database.close();
  }
}

/** Writes a migration: prisma/migrations/<timestamp>_<name>/migration.sql, and returns the file's name. */
export function writeMigration(name: string, sql: string, now: Date): string {
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder(), `${stamp}_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'migration.sql');
  writeFileSync(file, `${sql}\n`);
  writeFileSync(join(migrationsFolder(), LOCKFILE.name), LOCKFILE.content);
  return file;
}

/** `npm run db:migration NAME`. */
async function main(name: string | undefined): Promise<number> {
  if (!name) {
    console.error('Say what the migration does: npm run db:migration -- add_events');
    return 1;
  }
  const sql = await pendingChanges();
  if (!sql) {
    console.log('The migrations already lead to prisma/schema.prisma: nothing to write.');
    return 0;
  }
  console.log(`Written: ${writeMigration(name, sql, new Date())}. Read it before you commit it.`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv[2]);
