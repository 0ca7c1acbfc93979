import { setFlagsFromString } from 'node:v8';
import { startEmbedded } from './embedded.ts';
import { applyMigrations } from './migrate.ts';

// Started by prepare.ts: makes one cluster and ends. If the bot is stopped meanwhile, nobody waits for it any more.
process.once('disconnect', () => process.exit(1));

// A program that runs once is not worth optimising: the fast compiler alone saves a third of the time here. Where V8 no longer
// knows the flag it says so and goes on.
setFlagsFromString('--liftoff-only');

const [cluster] = process.argv.slice(2);
if (!cluster) throw new Error('prepare-child needs the folder of the new cluster');
const { pool, close } = await startEmbedded({ cluster });
await applyMigrations({ pool, embedded: true });
await close();
process.exit(0);
