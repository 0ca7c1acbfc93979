import { join } from 'node:path';
import { type Config, configOrExit } from '../../config.ts';
import { applyMigrations } from '../../database/migrate.ts';
import { openDatabase } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { checkRound } from './check.ts';
import { roundLines, storedRound } from './listing.ts';

const USAGE = `Usage: npm run round -- list
       npm run round -- verify ID`;

try {
  process.exitCode = await main(process.argv.slice(2), configOrExit());
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
}

async function main([verb, id, ...more]: string[], config: Config): Promise<number> {
  const asked = verb === 'list' ? id === undefined : verb === 'verify' && id !== undefined;
  if (!asked || more.length > 0) {
    console.error(USAGE);
    return 1;
  }
  // Where npm start keeps it.
  const dataDir = config.sandbox ? join(config.dataDir, 'sandbox', 'postgres') : join(config.dataDir, 'postgres');
  const database = await openDatabase({ url: config.databaseUrl, dataDir });
  try {
    await applyMigrations(database);
    if (id === undefined) {
      const lines = await roundLines(database.prisma);
      console.log(lines.length > 0 ? lines.join('\n') : 'There are no rounds yet.');
      return 0;
    }
    const { sound, lines } = checkRound(await storedRound(database.prisma, id));
    console.log(lines.join('\n'));
    console.log(sound ? 'The round is what the engine made of its inputs.' : 'Something does not hold.');
    return sound ? 0 : 1;
  } finally {
    await database.close();
  }
}
