import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { projectFile } from './project-files.ts';

/** One migration on disk. */
export interface Migration {
  /** Its folder: a timestamp and a name; migrations are applied in the order of these. */
  name: string;
  sql: string;
}

/** Says which kind of database the migrations are for; Prisma's tools want it beside them. */
export const LOCKFILE = { name: 'migration_lock.toml', content: 'provider = "postgresql"\n' };

/** Where migrations lie. */
export function migrationsFolder(): string {
  return projectFile('prisma', 'migrations');
}

/** All migrations of the project, oldest first. */
export function readMigrations(folder = migrationsFolder()): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ name: entry.name, sql: readFileSync(join(folder, entry.name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A digest of all migrations: two databases with the same one have the same tables. */
export function migrationsDigest(): string {
  const hash = createHash('sha256');
  for (const migration of readMigrations()) hash.update(`${migration.name}\0${migration.sql}\0`);
  return hash.digest('hex');
}

/** The same as the schema engine wants to be told. */
export function migrationList(migrations: readonly Migration[]): MigrationList {
  return {
    baseDir: migrationsFolder(),
    lockfile: { path: LOCKFILE.name, content: LOCKFILE.content },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}
