import { randomBytes } from 'node:crypto';

/** A new row's id: 12 characters, 72 random bits, short enough for several in one button (100 characters). Made here, not in SQL. */
export function newId(): string {
  return randomBytes(9).toString('base64url');
}
