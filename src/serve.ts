import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { demoGuide } from '../prisma/demo/demo.ts';
import { demoCast, isDemo, seedDemo } from '../prisma/demo/seed.ts';
import { type Bot, createBot } from './bot.ts';
import type { Log } from './chat/platform.ts';
import type { Config } from './config.ts';
import type { Database } from './database/open.ts';
import { UserError } from './errors.ts';
import type { Behind } from './http.ts';
import { manifestFor } from './platforms/slack/publish.ts';
import { startSandboxes } from './sandbox/index.ts';
import { ensureRegister } from './schools/ensure.ts';
import { openImportDoor } from './schools/import-door.ts';
import type { Register } from './schools/register.ts';

/** What the program has when its database is open. */
export interface Ground {
  config: Config;
  log: Log;
  /** Open and migrated. */
  database: Database;
  /** The shipped register, where it is being read already. */
  register?: Promise<Register>;
  /** Where an embedded database lies. */
  dataDir: string;
  say(line: string): void;
  /** Called in reverse order when the program stops. */
  stops: (() => Promise<unknown> | unknown)[];
  /** What stands behind the port, once there is something. */
  behind: Behind;
  port: number;
}

/** Starts what people talk to: the sandbox where no tokens are set, the bot on its platforms, the page. UserError: not on this database. */
export async function serve(ground: Ground): Promise<void> {
  const { config, log, database, stops, behind } = ground;
  if (!config.sandbox && (await isDemo(database.prisma)))
    throw new UserError('This database holds the demo network of the sandbox. Please set DATABASE_URL to another database.');
  await ensureRegister(database, ground.say, ground.register);

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
  if (database.embedded) await openDoor(ground, now);
  Object.assign(behind, { serving: bot.serving, page: sandbox?.page });
  announce(ground, bot, Boolean(sandbox));
}

/** The register can be imported while the bot runs; if the system allows no socket there, the bot is stopped for it, as it says. */
async function openDoor({ dataDir, database, stops, log }: Ground, now: () => Date): Promise<void> {
  try {
    const door = await openImportDoor(dataDir, database.pool, now);
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

function announce({ config, port, say }: Ground, bot: Bot, sandbox: boolean): void {
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
