import { randomFillSync } from 'node:crypto';

const BYTES = 9;
/** Random bytes for many ids at once: asking for nine costs as much as asking for thousands, and a digest's page makes thousands. */
const pool = Buffer.alloc(BYTES * 512);
let used = pool.length;

/** A new row's id: 12 characters, 72 random bits, short enough for several in one button (100 characters). Made here, not in SQL. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  return pool.toString('base64url', used - BYTES, used);
}
