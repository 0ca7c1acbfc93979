import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCluster } from './prepare.ts';
import { packReadyMade, readyMadeFile } from './ready-made.ts';

// The last step of installing: leaves an empty database for the first start to unpack. Installing does not fail for it; a first
// start without one only takes longer.
try {
  if (!existsSync(readyMadeFile())) await leave();
} catch (error) {
  const [line] = String((error as Error).message ?? error).split('\n');
  console.warn(`No empty database was made for the first start, which will make its own: ${line}`);
}

async function leave(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'staffroom-cluster-'));
  try {
    const cluster = join(folder, 'cluster');
    await makeCluster(cluster);
    await packReadyMade(cluster);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
