import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { type Config, configOrExit } from '../config.ts';
import { applyMigrations } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { handOver } from './hand-over.ts';
import { type ImportOptions, importRegister } from './import.ts';
import { summaryLines } from './summary.ts';

const USAGE = 'Usage: npm run schools:import -- FILE [--links FILE]';

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
  const dataDir = join(config.dataDir, 'postgres');
  const progress = process.stdout.isTTY ? bar() : lines();
  const done = config.databaseUrl === undefined ? await handOver(dataDir, asked, progress.show).finally(progress.end) : undefined;
  if (done) {
    for (const line of done) console.log(line);
    return 0;
  }
  const database = await openDatabase({ url: config.databaseUrl, dataDir });
  try {
    await applyMigrations(database);
    const summary = await importRegister(database.pool, { ...asked, now: new Date(), onProgress: progress.show }).finally(
      progress.end,
    );
    for (const line of summaryLines(summary)) console.log(line);
    return 0;
  } finally {
    await database.close();
  }
}

function argumentsOf(words: string[]): { file: string; links?: string } | undefined {
  try {
    const { values, positionals } = parseArgs({ args: words, options: { links: { type: 'string' } }, allowPositionals: true });
    const [file, ...more] = positionals;
    return file && more.length === 0 ? { file, links: values.links } : undefined;
  } catch {
    return undefined;
  }
}

interface ProgressShown {
  show: NonNullable<ImportOptions['onProgress']>;
  end(): void;
}

/** A bar that moves, for a terminal. */
function bar(): ProgressShown {
  const shown = new SingleBar({ format: '{stage} {bar} {percentage}%', hideCursor: true, clearOnComplete: true });
  let stage = '';
  return {
    show(now, done, total) {
      if (now !== stage) shown.start(total, done, { stage: now === 'reading' ? 'Reading' : 'Writing' });
      stage = now;
      shown.update(done);
    },
    end: () => {
      if (stage !== '') shown.stop();
      stage = '';
    },
  };
}

/** A line per stage, for a log. */
function lines(): ProgressShown {
  let stage = '';
  return {
    show(now, _done, total) {
      if (now === stage) return;
      stage = now;
      console.log(now === 'reading' ? 'Reading the file …' : `Writing ${total.toLocaleString('en-GB')} schools …`);
    },
    end: () => undefined,
  };
}
