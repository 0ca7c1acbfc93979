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
  const left = [...entries.map((entry) => join(entry.parentPath, entry.name)), folder];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let path = left.pop(); path !== undefined; path = left.pop()) await flush(path);
    }),
  );
}

/** The same for one file or folder. Windows does not open folders, and has no need to. */
export async function flush(path: string): Promise<void> {
  try {
    const opened = await open(path, 'r');
    await opened.sync().finally(() => opened.close());
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  }
}
