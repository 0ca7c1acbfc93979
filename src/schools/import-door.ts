import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type pg from 'pg';
import { UserError } from '../errors.ts';
import { importRegister } from './import.ts';
import { summaryLines } from './summary.ts';

/**
 * While the bot holds its embedded database nobody else can open it, so the command that imports a register hands the files' paths to
 * the bot over a socket in the database's folder. One line of JSON asks, lines of JSON answer: progress, then what came of it.
 */

/** What is asked for; absolute paths. */
export interface ImportAsked {
  file: string;
  links?: string;
}

/** One line of the answer; the last has `done` (what to say) or `refused` (why not). */
export type ImportTold =
  | { stage: 'reading' | 'writing'; done: number; total: number }
  | { done: readonly string[] }
  | { refused: string };

/** An open door. */
export interface ImportDoor {
  /** Lets nobody else in, and waits for what is being imported. */
  close(): Promise<void>;
}

/** Where the door of a database's folder is: a file that only its owner can use, or a pipe of that name on Windows. */
export function doorOf(folder: string): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  return process.platform === 'win32' ? `\\\\.\\pipe\\staffroom-${name}` : join(folder, 'import.sock');
}

/** Opens the door. Rejects when the system allows none there (the path of a socket may have 100 characters or so). */
export async function openImportDoor(folder: string, pool: pg.Pool, now: () => Date): Promise<ImportDoor> {
  const path = doorOf(folder);
  const working = new Set<Promise<void>>();
  const server = createServer((socket) => {
    const work = serve(socket, pool, now).finally(() => working.delete(work));
    working.add(work);
  });
  // The folder's lock is ours, so a socket that lies there was left behind.
  if (process.platform !== 'win32') rmSync(path, { force: true });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(path, done);
  });
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return {
    async close() {
      server.close();
      await Promise.all(working);
    },
  };
}

async function serve(socket: Socket, pool: pg.Pool, now: () => Date): Promise<void> {
  // Whoever asked may go away; the import goes on, as it would have without a door.
  socket.on('error', () => undefined);
  const tell = (told: ImportTold) => socket.writable && socket.write(`${JSON.stringify(told)}\n`);
  try {
    const asked = await readAsked(socket);
    if (!asked) return;
    const summary = await importRegister(pool, {
      ...asked,
      now: now(),
      onProgress: (stage, done, total) => tell({ stage, done, total }),
    });
    tell({ done: summaryLines(summary) });
  } catch (error) {
    tell({ refused: error instanceof UserError ? error.message : `The bot could not import it (${(error as Error).name}).` });
  } finally {
    socket.end();
  }
}

async function readAsked(socket: Socket): Promise<ImportAsked | undefined> {
  for await (const line of createInterface({ input: socket })) {
    const asked: { file?: unknown; links?: unknown } = JSON.parse(line);
    if (typeof asked.file !== 'string') return undefined;
    return { file: asked.file, ...(typeof asked.links === 'string' && { links: asked.links }) };
  }
  return undefined;
}
