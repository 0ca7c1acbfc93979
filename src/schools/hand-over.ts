import { connect, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { UserError } from '../errors.ts';
import type { ImportOptions } from './import.ts';
import { doorOf, type ImportAsked, type ImportTold } from './import-door.ts';

/**
 * Lets the bot that holds this folder's database import the files. Returns what to say then; undefined when no bot is there. Throws a
 * UserError with the bot's words when it refuses them, or ends in the middle.
 */
export async function handOver(
  folder: string,
  { file, links }: ImportAsked,
  onProgress: NonNullable<ImportOptions['onProgress']>,
): Promise<readonly string[] | undefined> {
  const socket = await knock(doorOf(folder));
  if (!socket) return undefined;
  const asked: ImportAsked = { file: resolve(file), ...(links !== undefined && { links: resolve(links) }) };
  socket.write(`${JSON.stringify(asked)}\n`);
  try {
    for await (const line of createInterface({ input: socket })) {
      const told: ImportTold = JSON.parse(line);
      if ('stage' in told) onProgress(told.stage, told.done, told.total);
      else if ('done' in told) return told.done;
      else throw new UserError(told.refused);
    }
  } finally {
    socket.destroy();
  }
  throw new UserError('The bot ended before the import was done. Nothing was changed; please try again.');
}

function knock(path: string): Promise<Socket | undefined> {
  return new Promise((done) => {
    const socket = connect(path);
    socket.once('connect', () => {
      // What breaks later ends the lines, which is noticed there.
      socket.on('error', () => undefined);
      done(socket);
    });
    // Nobody there, or a socket somebody left behind.
    socket.once('error', () => done(undefined));
  });
}
