import { parseArgs } from 'node:util';
import { startPostgres } from '../kit/postgres-server.ts';
import { runStorm, type StormFigures } from './storm.ts';
import { stormTable } from './table.ts';

/**
 * npm run faults, npm run faults -- --seed 7 --kills 100 --members 2000: a digest in a storm. A table for people, then one last line of
 * JSON with the figures. Ends with 1 when a message was lost or doubled, or fewer processes were killed than asked.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kills: { type: 'string', default: '100' },
    members: { type: 'string', default: '2000' },
  },
});
const [seed, kills, members] = [values.seed, values.kills, values.members].map(Number) as [number, number, number];
if (![seed, kills, members].every((one) => Number.isSafeInteger(one) && one >= 0)) {
  console.error('Please give whole numbers: npm run faults -- --seed 7 --kills 100 --members 2000');
  process.exit(1);
}

/** Three, so that there are two left when one is killed, on two cores. */
const PROCESSES = 3;
const RESTARTS = 5;
/** One in so many was never written to before, and their direct messages are opened. */
const STRANGERS = 20;
const LIMIT_MS = 30 * 60 * 1000;

console.log(`Seed ${seed}: a digest to ${members} members, ${PROCESSES} processes, at least ${kills} killed.`);
// A database server that forgets what it has committed is no database server: nobody could send exactly once with it.
const server = await startPostgres({ keepsCommits: true });
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.stop().finally(() => process.exit(1)));
const figures = await storm().finally(() => server.stop());
console.log(`\n${stormTable(figures)}\n`);
for (const words of figures.fallen) console.log(`One process ended by itself:\n${words}\n`);
console.log(JSON.stringify({ ...figures, fallen: figures.fallen.length }));
process.exit(figures.lost > 0 || figures.doubled > 0 || figures.kills < kills ? 1 : 0);

async function storm(): Promise<StormFigures> {
  process.env.TEST_DATABASE_URL = server.url;
  const { freshDatabase, urlOf } = await import('../kit/database.ts');
  const database = await freshDatabase({ register: true });
  try {
    return await runStorm(database, await urlOf(database, server.url), {
      seed,
      members,
      kills,
      strangers: Math.floor(members / STRANGERS),
      processes: PROCESSES,
      restarts: { count: RESTARTS, restart: server.restart },
      limitMs: LIMIT_MS,
      say: console.log,
    });
  } finally {
    await database.close();
  }
}
