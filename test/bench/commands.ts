import { App } from '@slack/bolt';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { commands } from '../../commands/index.ts';
import { seedDemo } from '../../prisma/demo/seed.ts';
import type { App as OurApp } from '../../src/app.ts';
import { createBackend } from '../../src/backend.ts';
import { definitionsFor } from '../../src/chat/command.ts';
import { createConversation } from '../../src/chat/conversation.ts';
import type { Log, Platform } from '../../src/chat/platform.ts';
import { say } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import { applyMigrations } from '../../src/database/migrate.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { createDiscord } from '../../src/platforms/discord/index.ts';
import { createSlack } from '../../src/platforms/slack/index.ts';
import { ensureRegister } from '../../src/schools/ensure.ts';
import { startPostgres } from '../kit/postgres-server.ts';
import type { DriveJob } from './kit/driver.ts';
import { type Driver, type Figures, measure, startDriver } from './kit/measure.ts';
import { storeSnippets } from './kit/snippets.ts';

const SNIPPETS = 25_000;
const COUNT = Number(process.env.BENCH_COUNT ?? 1_500);
const IN_FLIGHT = 20;
/** The rate at which latency is judged: 200 commands a second. */
const RATE = 200;
const TYPED = ['cramlington', 'st josephs leed', 'NE23', 'primary leeds', 'abbey', 'greenfield', 'oakwood pri', 'crmlington'];

const { command, subcommand } = definitionsFor<OurApp>();
const empty = command({
  name: 'bench',
  about: 'Nothing',
  subcommands: { empty: subcommand({ about: 'Answers at once', fields: {}, run: async () => view(text(say`Done.`)) }) },
});
const quiet: Log = { info() {}, warn() {}, debug() {}, error: (details, message) => console.error(message, details) };

/**
 * Commands through the real Bolt (Socket Mode) and the real discord.js, on a Postgres server with 25,000 snippets and the register, in
 * one run; the sandbox and the people who type run in another process. Ratios are against our own empty command of the same platform.
 */
export async function run(): Promise<object> {
  const server = await startPostgres();
  const driver = await startDriver();
  const database = await openDatabase({ url: server.url });
  try {
    await applyMigrations(database);
    await ensureRegister(database, () => {});
    await seedDemo(database.prisma, new Date());
    await storeSnippets(database.prisma, SNIPPETS);
    const rows = await figures(driver, database);
    console.table(rows);
    return { snippets: SNIPPETS, inFlight: IN_FLIGHT, rows };
  } finally {
    await database.close();
    await driver.stop();
    await server.stop();
  }
}

interface Row extends Figures {
  platform: string;
  what: string;
  /** Commands a second against our empty command. */
  ofEmpty?: number;
}

async function figures(driver: Driver, database: Database): Promise<Row[]> {
  const rows: Row[] = [];
  for (const platform of (process.env.BENCH_PLATFORM?.split(',') ?? ['slack', 'discord']) as ('slack' | 'discord')[]) {
    const stopSdk = await (platform === 'slack' ? emptySlack(driver) : emptyDiscord(driver));
    console.log('at', platform);
    rows.push({
      platform,
      what: 'empty SDK handler',
      ...(await measure(driver, job(platform, { kind: 'type', text: '/bench empty' }))),
    });
    await stopSdk();
    const bot = platform === 'slack' ? slackBot(driver) : discordBot(driver);
    await bot.start(
      createConversation(
        [...commands, empty],
        createBackend(database.prisma, () => new Date()),
        quiet,
      ),
    );
    while (!bot.ready()) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const ours = await measure(driver, job(platform, { kind: 'type', text: '/bench empty' }));
    const line = (what: string, one: Figures) => {
      console.log(what, JSON.stringify(one));
      rows.push({ platform, what, ...one, ofEmpty: Math.round((100 * one.perSecond) / ours.perSecond) / 100 });
    };
    line('our empty command', ours);
    line('/snippet find', await measure(driver, job(platform, { kind: 'type', text: FIND[platform] })));
    if (platform === 'discord') {
      const act = { kind: 'suggest', text: '/staffroom join', option: 'school', typed: TYPED } as const;
      line('school autocomplete', await measure(driver, job(platform, act)));
    }
    line('/snippet share', await measure(driver, job(platform, { kind: 'share', words: 'We tried exit tickets' }, COUNT / 3)));
    line(
      `/snippet find at ${RATE}/s`,
      await measure(driver, {
        ...job(platform, { kind: 'type', text: FIND[platform] }),
        inFlight: undefined,
        perSecond: RATE,
        count: RATE * 5,
      }),
    );
    await bot.stop();
  }
  return rows;
}

const FIND = { slack: '/snippet find exit tickets', discord: '/snippet find words:exit tickets' };

function job(platform: DriveJob['platform'], act: DriveJob['act'], count = COUNT): DriveJob {
  return { platform, act, count, inFlight: IN_FLIGHT };
}

const dependencies = { log: quiet, remembered: { get: async () => undefined, set: async () => {} } };

function slackBot({ environment: { slack } }: Driver): Platform {
  return createSlack(
    { botToken: slack.SLACK_BOT_TOKEN ?? '', appToken: slack.SLACK_APP_TOKEN, apiUrl: slack.SLACK_API_URL },
    dependencies,
  );
}

function discordBot({ environment: { discord } }: Driver): Platform {
  return createDiscord({ token: discord.DISCORD_TOKEN ?? '', apiUrl: discord.DISCORD_API_URL }, dependencies);
}

async function emptySlack({ environment: { slack } }: Driver): Promise<() => Promise<unknown>> {
  const app = new App({
    token: slack.SLACK_BOT_TOKEN ?? '',
    appToken: slack.SLACK_APP_TOKEN ?? '',
    socketMode: true,
    clientOptions: { slackApiUrl: slack.SLACK_API_URL },
    convoStore: false,
    ignoreSelf: false,
  });
  app.command(/.*/, async ({ ack }) => ack('Done.'));
  await app.start();
  return () => app.stop();
}

async function emptyDiscord({ environment: { discord } }: Driver): Promise<() => Promise<unknown>> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.DISCORD_API_URL ?? '' } });
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'Done.', flags: 64 });
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.DISCORD_TOKEN);
  await ready;
  await client.application?.commands.set([
    { name: 'bench', description: 'Nothing', options: [{ type: 1, name: 'empty', description: 'Answers at once' }] },
  ]);
  return () => client.destroy();
}
