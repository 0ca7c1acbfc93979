import { fork } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { flushFolder, flushTree } from './flush.ts';
import { unpackReadyMade } from './ready-made.ts';

/** A new embedded cluster with all tables: the one that installing left (`ready`), or one made here where that is missing. */
export async function prepareCluster(cluster: string, ready?: string): Promise<void> {
  await complete(cluster, async (draft) => {
    if (unpackReadyMade(draft, ready)) return;
    empty(draft);
    await runChild(draft);
  });
}

/**
 * Makes one in a process of its own: setting up Postgres takes a second WebAssembly program and migrating a third, and 150 MB would
 * stay taken as long as the bot lives.
 */
export async function makeCluster(cluster: string): Promise<void> {
  await complete(cluster, runChild);
}

/** It appears under its name only when it is complete and on the disk, so a first start that was interrupted is simply begun again. */
async function complete(cluster: string, fill: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${cluster}-unfinished`;
  empty(draft);
  await fill(draft);
  await flushTree(draft);
  renameSync(draft, cluster);
  await flushFolder(dirname(cluster));
}

/** What members wrote lies in here later, so it is nobody else's to read. */
function empty(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function runChild(folder: string): Promise<void> {
  const extension = extname(fileURLToPath(import.meta.url));
  const script = fileURLToPath(new URL(`./prepare-child${extension}`, import.meta.url));
  const child = fork(script, [folder], {
    execArgv: extension === '.ts' ? typescript() : [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  child.stderr?.on('data', (chunk) => {
    words = `${words}${chunk}`.slice(-4_000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The embedded database could not be set up:\n${words}`));
    });
  });
}

/** How a plain Node runs our sources when they were not compiled (tests and development). */
function typescript(): string[] {
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}
