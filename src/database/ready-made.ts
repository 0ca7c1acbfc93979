import { createHash } from 'node:crypto';
import { closeSync, cpSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { migrationsDigest } from './migrations-folder.ts';
import { projectFile } from './project-files.ts';

/** The folder of compiled code, and how the names of ready-made clusters in it begin. */
export const READY_MADE = { folder: () => projectFile('dist'), prefix: 'cluster-' };

/**
 * Where installing leaves an empty cluster with all tables (ready-made-cli.ts): setting up Postgres takes some seconds, which a first
 * start would have to wait for. Its name changes with the migrations and with PGlite, so that no other is ever taken for it.
 */
export function readyMadeCluster(): string {
  const pglite = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '..', 'package.json');
  const digest = createHash('sha256').update(migrationsDigest()).update(readFileSync(pglite)).digest('hex');
  return join(READY_MADE.folder(), `${READY_MADE.prefix}${digest.slice(0, 16)}`);
}

/** Copies the ready-made cluster there, down to the disk. False: there is none. */
export function copyReadyMade(to: string): boolean {
  const from = readyMadeCluster();
  if (!existsSync(from)) return false;
  cpSync(from, to, { recursive: true });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) flush(join(entry.parentPath, entry.name));
  return true;
}

/** Postgres takes for granted that what it did not change is on the disk; a power cut must not find it otherwise. */
function flush(file: string): void {
  const opened = openSync(file, 'r+');
  fsyncSync(opened);
  closeSync(opened);
}
