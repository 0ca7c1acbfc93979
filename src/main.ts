import { join } from 'node:path';
import pino from 'pino';
import { commands } from '../commands/index.ts';
import { demoGuide } from '../prisma/demo/demo.ts';
import { demoCast, isDemo, seedDemo } from '../prisma/demo/seed.ts';
import { type Bot, createBot } from './bot.ts';
import { configOrExit } from './config.ts';
import { isNewFolder } from './database/embedded.ts';
import { applyMigrations } from './database/migrate.ts';
import { type Database, openDatabase } from './database/open.ts';
import { UserError } from './errors.ts';
import { watchFaults } from './faults.ts';
import { type Behind, startHttp } from './http.ts';
import { manifestFor } from './platforms/slack/publish.ts';
import { startSandboxes } from './sandbox/index.ts';
import { ensureRegister, readShippedRegister } from './schools/ensure.ts';
import { openImportDoor } from './schools/import-door.ts';

const say = (line: string) => console.log(line);
const config = configOrExit();
const log = pino(
  { level: config.logLevel, redact: { paths: ['*.token', '*.authorization', '*.headers'], remove: true } },
  pino.destination(2),
);
const stops: (() => Promise<unknown> | unknown)[] = [];
let stopping: Promise<void> | undefined;

watchFaults({ log, stop: stopAll });

try {
  await start();
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  await stopAll();
  process.exit(1);
}

async function start(): Promise<void> {
  // First of all, and empty: that the port is taken should not be found out after the register was read.
  const behind: Behind = {};
  const server = await startHttp(config.host, config.port, behind);
  stops.push(() => new Promise((resolve) => server.close(resolve)).finally(() => server.closeAllConnections()));

  // The sandbox has an embedded database of its own, so that the demo network never stands beside a real one.
  const dataDir = config.sandbox ? join(config.dataDir, 'sandbox', 'postgres') : join(config.dataDir, 'postgres');
  // Another process makes a new database meanwhile, on the other processor.
  const register = !config.databaseUrl && isNewFolder(dataDir) ? readShippedRegister() : undefined;
  const database = await openDatabase({ url: config.databaseUrl, dataDir });
  stops.push(() => database.close());
  await applyMigrations(database);
  if (!config.sandbox && (await isDemo(database.prisma)))
    throw new UserError('This database holds the demo network of the sandbox. Please set DATABASE_URL to another database.');
  await ensureRegister(database, say, register);

  const sandbox = config.sandbox
    ? await startSandboxes({ ...demoCast, stateDir: join(config.dataDir, 'sandbox'), manifest: manifestFor(commands) })
    : undefined;
  if (sandbox) stops.push(() => sandbox.close());
  const now = sandbox ? () => new Date(sandbox.clock.now()) : () => new Date();
  if (sandbox) await seedDemo(database.prisma, now());

  const connections = sandbox ? sandboxConnections(sandbox) : config;
  // A server vacuums by itself. VACUUM cannot run in a transaction, so it goes to the pool.
  const vacuum = database.embedded ? () => database.pool.query('VACUUM (ANALYZE)') : undefined;
  const bot = createBot({ db: database.prisma, config: connections, log, now, vacuum, shared: !database.embedded });
  stops.push(() => bot.stop());
  await bot.start();
  sandbox?.clock.onMove(() => void bot.scheduler.tick());
  if (database.embedded) await openDoor(dataDir, database, now);
  Object.assign(behind, { serving: bot.serving, page: sandbox?.page });
  announce(bot, server.address(), Boolean(sandbox));
}

/** The register can be imported while the bot runs; if the system allows no socket there, the bot is stopped for it, as it says. */
async function openDoor(folder: string, database: Database, now: () => Date): Promise<void> {
  try {
    const door = await openImportDoor(folder, database.pool, now);
    stops.push(() => door.close());
  } catch (error) {
    log.warn({ code: (error as NodeJS.ErrnoException).code }, 'the register cannot be imported while the bot runs');
  }
}

function sandboxConnections({
  slack,
  discord,
}: Awaited<ReturnType<typeof startSandboxes>>): Parameters<typeof createBot>[0]['config'] {
  return {
    slack: {
      botToken: slack.environment.SLACK_BOT_TOKEN ?? '',
      appToken: slack.environment.SLACK_APP_TOKEN,
      signingSecret: slack.environment.SLACK_SIGNING_SECRET,
      apiUrl: slack.apiUrl,
    },
    discord: { token: discord.environment.DISCORD_TOKEN ?? '', apiUrl: discord.apiUrl },
  };
}

function announce(bot: Bot, address: ReturnType<Awaited<ReturnType<typeof startHttp>>['address']>, sandbox: boolean): void {
  const port = typeof address === 'object' && address ? address.port : config.port;
  const seconds = process.uptime().toFixed(1);
  say(`Staffroom is running, ready after ${seconds} s.`);
  const where = sandbox ? 'sandbox on this machine, ' : '';
  for (const platform of bot.platforms) say(`  ${platform.name.padEnd(9)} ${where}${connectedOrNot(platform)}`);
  say(`  database  ${config.databaseUrl ? 'Postgres server' : `embedded, in ${config.dataDir}`}`);
  say(`  health    http://localhost:${port}/healthz`);
  if (sandbox) {
    say('');
    say('No tokens are set, so both platforms are make-believe and nothing reaches anybody. Open');
    say('');
    say(`  http://localhost:${port}/`);
    say('');
    say(`and type / on either side. Be ${demoGuide.newcomer} to join as a newcomer, or ${demoGuide.coordinator} to coordinate.`);
  }
  say('Stop with Ctrl+C.');
}

function connectedOrNot({ ready, standby }: Bot['platforms'][number]): string {
  if (standby?.()) return 'standing by: another process is connected';
  return ready() ? 'connected' : 'not connected yet, still trying';
}

function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const stop of stops.reverse())
      await Promise.resolve(stop()).catch((error) => log.error({ name: (error as Error).name }, 'stopping failed'));
  })();
  return stopping;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say('Stopping …');
    void stopAll().then(() => process.exit(0));
  });
}
