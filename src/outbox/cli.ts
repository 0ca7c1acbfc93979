import { join } from 'node:path';
import { type Config, configOrExit } from '../config.ts';
import { applyMigrations } from '../database/migrate.ts';
import { openDatabase, type Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { outboxLines } from './listing.ts';
import { drop, retry, retryParked } from './mending.ts';

const USAGE = `Usage: npm run outbox
       npm run outbox -- retry ID
       npm run outbox -- retry all-parked
       npm run outbox -- drop ID`;

try {
  process.exitCode = await main(process.argv.slice(2), configOrExit());
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
}

async function main(words: string[], config: Config): Promise<number> {
  const asked = askedFor(words);
  if (!asked) {
    console.error(USAGE);
    return 1;
  }
  // Where npm start keeps it.
  const dataDir = config.sandbox ? join(config.dataDir, 'sandbox', 'postgres') : join(config.dataDir, 'postgres');
  const database = await openDatabase({ url: config.databaseUrl, dataDir });
  try {
    await applyMigrations(database);
    console.log(await asked(database.prisma));
    return 0;
  } finally {
    await database.close();
  }
}

function askedFor([verb, id, ...more]: string[]): ((tx: Tx) => Promise<string>) | undefined {
  if (verb === undefined) return async (tx) => (await outboxLines(tx)).join('\n');
  if (id === undefined || more.length > 0) return undefined;
  if (verb === 'retry') return (tx) => (id === 'all-parked' ? retryParked(tx, new Date()) : retry(tx, id, new Date()));
  return verb === 'drop' ? (tx) => drop(tx, id) : undefined;
}
