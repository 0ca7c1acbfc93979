import { createHash } from 'node:crypto';
import { pooledBytes } from '../../random.ts';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** A new id such as Slack gives: a letter for the kind and ten letters and digits. */
export function newId(prefix: string): string {
  return prefix + lettersOf(pooledBytes(10));
}

/** The same id for the same words every time, so that a restart finds it again without a table. */
export function stableId(prefix: string, ...words: string[]): string {
  return prefix + lettersOf(createHash('sha256').update(words.join('\n')).digest().subarray(0, 10));
}

/** An unguessable part of a URL or token. */
export function secret(bytes = 12): string {
  return pooledBytes(bytes).toString('hex');
}

function lettersOf(bytes: Buffer): string {
  return [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
