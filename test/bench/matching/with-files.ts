import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a program its order in one file and reads its answer from another; null when it says that it has none. */
export function withFiles<Answer>(order: object, work: (files: [string, string]) => boolean): Answer | null {
  const folder = mkdtempSync(join(tmpdir(), 'matching-'));
  try {
    const files: [string, string] = [join(folder, 'order.json'), join(folder, 'answer.json')];
    writeFileSync(files[0], JSON.stringify(order));
    return work(files) ? (JSON.parse(readFileSync(files[1], 'utf8')) as Answer) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
