import { randomFillSync } from 'node:crypto';

/** Asking the system for a few random bytes costs as much as asking for thousands, and messages and pages are full of ids. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** Unguessable bytes, 4096 at most (else it throws). Use them at once: what they stand in is filled anew later. */
export function pooledBytes(count: number): Buffer {
  if (count > pool.length) throw new RangeError(`${count} random bytes are more than the pool has`);
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}
