import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { create, extract } from 'tar';
import { flush } from './flush.ts';
import { migrationsDigest } from './migrations-folder.ts';
import { projectFile } from './project-files.ts';

/** How the names of ready-made clusters begin, in the folder of compiled code. */
const PREFIX = 'cluster-';
/** Raised by hand when clusters are made in another way, which neither the migrations nor PGlite's version tell. */
const RECIPE = 1;

/**
 * Where installing leaves an empty cluster with all tables, packed (ready-made-cli.ts): setting up Postgres takes some seconds, which
 * a first start would have to wait for. Its name changes with the migrations, with PGlite and with how it is made.
 */
export function readyMadeFile(): string {
  const pglite = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '..', 'package.json');
  const digest = createHash('sha256').update(`${RECIPE} ${migrationsDigest()}`).update(readFileSync(pglite)).digest('hex');
  return projectFile('dist', `${PREFIX}${digest.slice(0, 16)}.tar.gz`);
}

/** Packs a cluster that no Postgres has open, and then takes away those that were packed before. */
export async function packReadyMade(cluster: string, file = readyMadeFile()): Promise<void> {
  const draft = `${file}-unfinished`;
  // Fast before small: it is unpacked once, on the same machine.
  try {
    await create({ file: draft, cwd: cluster, gzip: { level: 1 } }, readdirSync(cluster));
    await flush(draft);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  for (const name of readdirSync(dirname(file)))
    if (name.startsWith(PREFIX) && name !== basename(file)) rmSync(join(dirname(file), name), { recursive: true, force: true });
}

/** Unpacks it into an empty folder. False: there is none, or it cannot be read; the folder may then hold a part of it. */
export function unpackReadyMade(to: string, file = readyMadeFile()): boolean {
  if (!existsSync(file)) return false;
  try {
    // At one go: what is begun for later would still be written after a failure, into the folder that is then used otherwise.
    extract({ file, cwd: to, strict: true, preserveOwner: false, sync: true });
    return true;
  } catch {
    return false;
  }
}
