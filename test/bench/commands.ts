import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { commands } from '../../commands/index.ts';
import { seedDemo } from '../../prisma/demo/seed.ts';
import { createBackend } from '../../src/backend.ts';
import { createConversation } from '../../src/chat/conversation.ts';
import type { Log } from '../../src/chat/platform.ts';
import { applyMigrations } from '../../src/database/migrate.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { ensureRegister } from '../../src/schools/ensure.ts';
import { startPostgres } from '../kit/postgres-server.ts';
import { empty, emptySdk, ourBot } from './kit/bots.ts';
import { type Asked, type Driver, type Figures, measure, startDriver } from './kit/measure.ts';
import { postgresTime } from './kit/postgres-time.ts';
import { searches, storeSnippets } from './kit/snippets.ts';
import { type Texts, zipfTexts } from './kit/texts.ts';

const SNIPPETS = 25_000;
const COUNT = Number(process.env.BENCH_COUNT ?? 2_000);
const PLATFORMS = (process.env.BENCH_PLATFORM?.split(',') ?? ['slack', 'discord']) as ('slack' | 'discord')[];
const IN_FLIGHT = 20;
/** The rate at which latency is judged: 200 commands a second, for ten seconds. */
const RATE = 200;
const RATE_SECONDS = 10;
const SEED = 2_026;
const READY_MS = 20_000;
const TYPED = ['cramlington', 'st josephs leed', 'NE23', 'primary leeds', 'abbey', 'greenfield', 'oakwood pri', 'crmlington'];

/**
 * Commands through the real Bolt (Socket Mode) and the real discord.js, on a Postgres server with 25,000 snippets and the register, in
 * one run; the sandbox and the people who type run in another process. Ratios are against our own empty command of the same platform.
 * BENCH_DATABASE_URL: an empty database of a server of one's own, instead of a throw-away cluster (whose fsync is off).
 */
export async function run(): Promise<object> {
  const own = process.env.BENCH_DATABASE_URL;
  const server = own ? { url: own, stop: async () => {} } : await startPostgres();
  if (!own) await commitsWait(server.url);
  const database = await openDatabase({ url: server.url });
  const driver = await startDriver();
  try {
    await applyMigrations(database);
    await ensureRegister(database, () => {});
    await seedDemo(database.prisma, new Date());
    const texts = await zipfTexts(database, SEED);
    await storeSnippets(database, texts, SNIPPETS);
    console.log(`${SNIPPETS} snippets stored`);
    const rows: Row[] = [];
    for (const platform of PLATFORMS) rows.push(...(await figures(platform, driver, database, texts)));
    console.table(rows);
    const wrong = rows.filter((row) => row.error !== undefined || row.failed);
    if (wrong.length > 0) process.exitCode = 1;
    return { snippets: SNIPPETS, inFlight: IN_FLIGHT, perSecond: RATE, rows };
  } finally {
    await driver.stop();
    await database.close();
    await server.stop();
  }
}

/** The throw-away cluster also answers a commit before it is written; a bot's server does not. */
async function commitsWait(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('ALTER DATABASE postgres SET synchronous_commit = on');
  await client.end();
}

interface Row extends Partial<Figures> {
  platform: string;
  what: string;
  /** Commands a second against our empty command. */
  ofEmpty?: number;
  error?: string;
}

async function figures(platform: 'slack' | 'discord', driver: Driver, database: Database, texts: Texts): Promise<Row[]> {
  const rows: Row[] = [];
  const databaseTime = await postgresTime(database.pool);
  let faults = 0;
  const log: Log = {
    info() {},
    warn() {},
    debug() {},
    error(details, message) {
      faults += 1;
      console.error(message, details);
    },
  };
  const line = async (what: string, asked: Asked) => {
    faults = 0;
    const row: Row = { platform, what };
    try {
      const found = await measure(driver, asked, databaseTime);
      const ours = rows.find((one) => one.what === EMPTY)?.perSecond ?? (what === EMPTY ? found.perSecond : undefined);
      Object.assign(row, found, { failed: found.failed + faults });
      if (ours !== undefined) row.ofEmpty = Math.round((100 * found.perSecond) / ours) / 100;
    } catch (error) {
      row.error = (error as Error).message;
    }
    console.log(JSON.stringify(row));
    rows.push(row);
  };

  const stopSdk = await emptySdk(platform, driver);
  await line('empty SDK handler', { job: { ...usual, platform, act: nothing }, expect: 'Done.' });
  await stopSdk();

  const bot = ourBot(platform, driver, log);
  await bot.start(
    createConversation(
      [...commands, empty],
      createBackend(database.prisma, () => new Date()),
      log,
    ),
  );
  try {
    const deadline = Date.now() + READY_MS;
    while (!bot.ready()) {
      if (Date.now() > deadline) throw new Error(`the bot did not connect to ${platform}`);
      await wait(50);
    }
    // The list of commands is published after that.
    await wait(1_000);
    const find = { kind: 'type', texts: searches(texts, platform === 'discord') } as const;
    await line(EMPTY, { job: { ...usual, platform, act: nothing }, expect: 'Done.' });
    await line('/snippet find', { job: { ...usual, platform, act: find }, expect: 'snippet' });
    const suggest = { kind: 'suggest', text: '/staffroom join', option: 'school', typed: TYPED } as const;
    await line('school autocomplete', { job: { ...usual, platform, act: suggest } });
    const share = { kind: 'share', words: Array.from({ length: 500 }, () => texts.write('feedback-marking', 8, 9)) } as const;
    await line('/snippet share', { job: { ...usual, platform, act: share, count: Math.ceil(COUNT / 4) } });
    const atRate = { perSecond: RATE, count: Math.min(COUNT, RATE * RATE_SECONDS) };
    await line(`our empty command at ${RATE}/s`, { job: { platform, act: nothing, ...atRate }, expect: 'Done.' });
    await line(`/snippet find at ${RATE}/s`, { job: { platform, act: find, ...atRate }, expect: 'snippet' });
  } catch (error) {
    rows.push({ platform, what: 'all that follows', error: (error as Error).message });
  } finally {
    await bot.stop();
  }
  return rows;
}

const EMPTY = 'our empty command';
const nothing = { kind: 'type', texts: ['/bench empty'] } as const;
const usual = { count: COUNT, inFlight: IN_FLIGHT };
