import { createHash, randomUUID } from 'node:crypto';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** A new id such as Slack gives: a letter for the kind and ten letters and digits. */
export function newId(prefix: string): string {
  return prefix + lettersOf(Buffer.from(unguessable(), 'hex').subarray(0, 10));
}

/** The same id for the same words every time, so that a restart finds it again without a table. */
export function stableId(prefix: string, ...words: string[]): string {
  return prefix + lettersOf(createHash('sha256').update(words.join('\n')).digest().subarray(0, 10));
}

/** An unguessable part of a URL or token, 16 bytes at most. */
export function secret(bytes = 12): string {
  return unguessable().slice(0, 2 * bytes);
}

/** 32 hexadecimal digits. Node draws UUIDs by the hundred: asking the system for each id was a quarter of the sandbox's time. */
function unguessable(): string {
  return randomUUID().replaceAll('-', '');
}

function lettersOf(bytes: Buffer): string {
  return [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
