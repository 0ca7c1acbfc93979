import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Enough for a disk to have something to do, and far below what a process may have open. */
const AT_ONCE = 16;

/**
 * Sees to it that every file and folder in there is on the disk. Postgres takes that for granted of all it did not change itself; a
 * power cut must not find it otherwise.
 */
export async function flushTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) {
        const path = join(entry.parentPath, entry.name);
        await (entry.isDirectory() ? flushFolder(path) : flush(path));
      }
    }),
  );
  await flushFolder(folder);
}

/** The same for one file. Throws what the system says. */
export async function flush(file: string): Promise<void> {
  // Windows flushes only what may be written.
  const opened = await open(file, 'r+');
  await opened.sync().finally(() => opened.close());
}

/** The same for the names in one folder. Windows and some shared folders have no such thing, and Postgres does without it there too. */
export async function flushFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r').catch(() => undefined);
  await opened?.sync().catch(() => undefined);
  await opened?.close();
}
