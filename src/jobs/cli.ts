import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, configOrExit } from '../config.ts';
import { applyMigrations } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { instantAt, runForGood, tryOut } from './by-hand.ts';
import { jobs } from './index.ts';
import type { Job } from './job.ts';

const USAGE = `Usage: npm run job -- NAME [--at 2026-11-25T15:45] [--dry]
NAME is one of: ${jobs.map((one) => one.name).join(', ')}
--at: the local time of each network, otherwise now. --dry: say what would go to whom, and keep nothing.`;

/** What goes wrong is told on standard error; a failed run also says so in its outcome. */
const tellError = (details: object, message: string) => console.error(message, details);
const log = { error: tellError, warn: tellError, info() {}, debug() {} };

try {
  process.exitCode = await main(process.argv.slice(2), configOrExit());
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
}

async function main(words: string[], config: Config): Promise<number> {
  const asked = argumentsOf(words);
  if (!asked) {
    console.error(USAGE);
    return 1;
  }
  const { job, at, dry } = asked;
  // Where npm start keeps it.
  const dataDir = config.sandbox ? join(config.dataDir, 'sandbox', 'postgres') : join(config.dataDir, 'postgres');
  const database = await openDatabase({ url: config.databaseUrl, dataDir });
  try {
    await applyMigrations(database);
    const db = database.prisma;
    const networks = await db.network.findMany({
      select: { id: true, name: true, timeZone: true, createdAt: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    });
    if (networks.length === 0) console.log('There are no networks yet.');
    let sound = true;
    for (const network of networks) {
      const now = at === undefined ? new Date() : instantAt(at, network.timeZone);
      if (dry) await tryOut(db, job, network, now, console.log);
      else sound = (await runForGood(db, job, network, now, log, console.log)) && sound;
    }
    if (dry) console.log('Nothing of this was kept or sent.');
    return sound ? 0 : 1;
  } finally {
    await database.close();
  }
}

function argumentsOf(words: string[]): { job: Job; at?: string; dry: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { at: { type: 'string' }, dry: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const job = jobs.find((one) => one.name === positionals[0]);
    return job && positionals.length === 1
      ? { job, ...(values.at !== undefined && { at: values.at }), dry: values.dry }
      : undefined;
  } catch {
    return undefined;
  }
}
