import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** The clock the sandbox lives by: real time, plus how far somebody has moved it forward. */
export interface SandboxClock {
  /** Now, in ms since 1970. */
  now(): number;
  /** How far ahead of real time it is, in ms; never negative. */
  offset(): number;
  /** Move forward to this time (ms since 1970). Rejects a time that has already passed: what happened cannot unhappen. */
  moveTo(ms: number): void;
  /** Told after every move. Returns how to stop listening. */
  onMove(listener: () => void): () => void;
}

/** JavaScript dates end at 8.64e15 ms; ten thousand years short of that is still a date every library can print. */
const LATEST = Date.UTC(9999, 0, 1);

const kept = z.object({ offset: z.number().int().min(0).max(LATEST) });

/** A clock that remembers its offset in `stateFile` over a restart; without one it starts at real time. */
export function createSandboxClock(stateFile?: string): SandboxClock {
  let offset = stateFile ? readOffset(stateFile) : 0;
  const listeners = new Set<() => void>();
  const now = () => Date.now() + offset;

  return {
    now,
    offset: () => offset,
    moveTo(ms) {
      if (!Number.isFinite(ms) || ms > LATEST) throw new RangeError('That is not a time the clock can show.');
      if (ms < now()) throw new RangeError('The clock only moves forward.');
      offset = Math.ceil(ms - Date.now());
      if (stateFile) writeOffset(stateFile, offset);
      for (const listener of [...listeners]) listener();
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readOffset(file: string): number {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8'))).offset;
  } catch {
    // No file yet, or one that cannot be read: real time is always a good start.
    return 0;
  }
}

function writeOffset(file: string, offset: number): void {
  mkdirSync(dirname(file), { recursive: true });
  // Rename is atomic, so a crash while writing leaves the old offset and never half a number.
  writeFileSync(`${file}.new`, JSON.stringify({ offset }));
  renameSync(`${file}.new`, file);
}
