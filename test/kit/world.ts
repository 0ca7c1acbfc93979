import { type DemoPlatform, demo } from '../../prisma/demo/demo.ts';
import { demoCast, seedDemo } from '../../prisma/demo/seed.ts';
import { type Bot, createBot } from '../../src/bot.ts';
import type { Log } from '../../src/chat/platform.ts';
import type { Database } from '../../src/database/open.ts';
import type { PersonClient, Sandbox, ShownControl, ShownMessage } from '../../src/sandbox/contract.ts';
import { type Sandboxes, startSandboxes } from '../../src/sandbox/index.ts';
import { freshDatabase } from './database.ts';

/** The whole thing, as `npm start` runs it: both sandbox servers, a real Postgres with the register, the demo network, the bot. */
export interface World {
  database: Database;
  sandboxes: Sandboxes;
  bot: Bot;
  log: Log & { lines: { level: string; details: object; message: string }[] };
  sandbox(platform: DemoPlatform): Sandbox;
  /** A person by name, with the short way of doing things. */
  person(platform: DemoPlatform, name: string): Person;
  /** Moves the clock forward and lets everything that became due happen. */
  moveTo(instant: string): Promise<void>;
  close(): Promise<void>;
}

/** One person in front of one chat app. */
export interface Person {
  client: PersonClient;
  /** Types into #staffroom (or the channel named) and returns the bot's newest message this person sees, if one came. */
  type(text: string, channel?: string): Promise<string>;
  /** The newest message from the bot in #staffroom or in the direct messages. */
  newest(channel?: string): ShownMessage;
  /** Words of the newest message. */
  reads(channel?: string): string;
  /** Presses a button by its label on the newest message that has it; returns the words of what came. */
  press(label: string, channel?: string): Promise<string>;
  /** Chooses in the menu with this placeholder on the newest message that has one. */
  choose(placeholder: string, ...labels: string[]): Promise<string>;
  /** Fills in the open form by field label and sends it. Choices are given by their label. Returns the words of what came. */
  fill(values: Record<string, string | string[]>, channel?: string): Promise<string>;
  direct(): ShownMessage[];
}

/** Monday of a school week in term, 16:00: no digest is due for two days. */
export const MONDAY = '2026-11-23T16:00:00Z';

/** Starts a world at a Monday afternoon in term. `demo: false` leaves the network out. */
export async function startWorld(options: { demo?: boolean; rateLimits?: boolean } = {}): Promise<World> {
  const database = await freshDatabase({ register: true });
  const sandboxes = await startSandboxes({ ...demoCast, rateLimits: options.rateLimits ?? false });
  if (sandboxes.clock.now() < Date.parse(MONDAY)) sandboxes.clock.moveTo(Date.parse(MONDAY));
  const now = () => new Date(sandboxes.clock.now());
  if (options.demo ?? true) await seedDemo(database.prisma, now());
  const lines: World['log']['lines'] = [];
  const at = (level: string) => (details: object, message: string) => void lines.push({ level, details, message });
  const log = { lines, info: at('info'), warn: at('warn'), error: at('error'), debug: at('debug') };
  const { slack, discord } = sandboxes;
  const config = {
    slack: {
      botToken: slack.environment.SLACK_BOT_TOKEN ?? '',
      appToken: slack.environment.SLACK_APP_TOKEN,
      signingSecret: slack.environment.SLACK_SIGNING_SECRET,
      apiUrl: slack.apiUrl,
    },
    discord: { token: discord.environment.DISCORD_TOKEN ?? '', apiUrl: discord.apiUrl },
  };
  const bot = createBot({ db: database.prisma, config, log, now });
  await bot.start();
  return {
    database,
    sandboxes,
    bot,
    log,
    sandbox: (platform) => sandboxes[platform],
    person: (platform, name) => personIn(sandboxes[platform], platform, name),
    async moveTo(instant) {
      sandboxes.clock.moveTo(Date.parse(instant));
      await bot.scheduler.tick();
      await bot.outbox.drain();
    },
    async close() {
      await bot.stop();
      await sandboxes.close();
      await database.close();
    },
  };
}

function personIn(sandbox: Sandbox, platform: DemoPlatform, name: string): Person {
  const found = demo.communities.find((one) => one.platform === platform)?.people.find((one) => one.name === name);
  if (!found) throw new Error(`nobody called ${name} on ${platform}`);
  const client = sandbox.as(found.id);
  const channelId = (channel: string) => {
    const one = client.channels().find((other) => (channel === 'direct' ? other.kind === 'direct' : other.name.replace(/^#/, '') === channel));
    if (!one) throw new Error(`${name} sees no ${channel}`);
    return one.id;
  };
  const fromBot = (channel: string) => client.messages(channelId(channel)).filter((message) => message.author.bot);
  const everywhere = () => client.channels().flatMap((channel) => client.messages(channel.id).filter((message) => message.author.bot));
  const newest = (channel = 'staffroom') => {
    const message = fromBot(channel).at(-1);
    if (!message) throw new Error(`${name} has no message in ${channel}; notice: ${client.notice() ?? 'none'}`);
    return message;
  };
  const reads = (channel = 'staffroom') => (fromBot(channel).length > 0 ? newest(channel).text : (client.notice() ?? ''));
  const find = (is: (control: ShownControl) => boolean, what: string) => {
    for (const message of everywhere().sort((a, b) => (a.at < b.at ? 1 : -1))) {
      const control = controlsOf(message).find(is);
      if (control) return { message, control };
    }
    throw new Error(`${name} sees no ${what}; newest: ${reads()}`);
  };
  return {
    client,
    newest,
    reads,
    direct: () => fromBot('direct'),
    async type(text, channel = 'staffroom') {
      await client.type(channelId(channel), text);
      return reads(channel);
    },
    async press(label, channel = 'staffroom') {
      const { message, control } = find((one) => one.type === 'button' && one.label === label, `button "${label}"`);
      await client.press(message.id, control.id);
      return reads(channel);
    },
    async choose(placeholder, ...labels) {
      const { message, control } = find((one) => one.type === 'select' && one.placeholder === placeholder, `menu "${placeholder}"`);
      const options = control.type === 'select' ? control.options : [];
      const values = labels.map((label) => options.find((one) => one.label === label)?.value ?? label);
      await client.press(message.id, control.id, values);
      return reads();
    },
    async fill(values, channel = 'staffroom') {
      const form = client.form();
      if (!form) throw new Error(`${name} has no form open; newest: ${reads()}; notice: ${client.notice() ?? 'none'}`);
      const sent: Record<string, string | string[]> = {};
      for (const [label, value] of Object.entries(values)) {
        const field = form.fields.find((one) => one.label === label);
        if (!field) throw new Error(`the form has no "${label}": ${form.fields.map((one) => one.label).join(', ')}`);
        if (field.type === 'suggest') {
          const offered = await client.suggestField(field.id, String(value));
          sent[field.id] = offered[0]?.value ?? String(value);
        } else {
          const valueOf = (one: string) => field.choices?.find((choice) => choice.label === one)?.value ?? one;
          sent[field.id] = Array.isArray(value) ? value.map(valueOf) : valueOf(value);
        }
      }
      await client.submit(sent);
      return reads(channel);
    },
  };
}

function controlsOf(message: ShownMessage): ShownControl[] {
  return message.blocks.flatMap((block) =>
    block.type === 'controls' ? block.controls : block.type === 'text' && block.beside ? [block.beside] : [],
  );
}
