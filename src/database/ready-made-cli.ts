import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeCluster } from './prepare.ts';
import { READY_MADE, readyMadeCluster } from './ready-made.ts';

// A step of installing: leaves an empty database for the first start to copy, and takes away those of earlier versions.
const cluster = readyMadeCluster();
for (const name of readdirSync(READY_MADE.folder()))
  if (name.startsWith(READY_MADE.prefix) && name !== basename(cluster))
    rmSync(join(READY_MADE.folder(), name), { recursive: true, force: true });
if (!existsSync(cluster)) await makeCluster(cluster);
