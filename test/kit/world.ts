import { once } from 'node:events';
import { createServer } from 'node:net';
import { vi } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type DemoPlatform, demo } from '../../prisma/demo/demo.ts';
import { demoCast, seedDemo } from '../../prisma/demo/seed.ts';
import { type Bot, createBot } from '../../src/bot.ts';
import type { Log } from '../../src/chat/platform.ts';
import type { Outcome, Request } from '../../src/chat/request.ts';
import type { Database } from '../../src/database/open.ts';
import { manifestFor } from '../../src/platforms/slack/publish.ts';
import type { RecordedCall, Sandbox } from '../../src/sandbox/contract.ts';
import { type Sandboxes, startSandboxes } from '../../src/sandbox/index.ts';
import { digestDue, isSchoolTime } from '../../src/vocabulary/school-time.ts';
import { freshDatabase } from './database.ts';
import { type Person, personOf } from './person.ts';

/** The whole thing, as `npm start` runs it: both sandbox servers, a real Postgres with the register, the demo network, the bot. */
export interface World {
  database: Database;
  bot: Bot;
  log: Log & { lines: { level: string; details: object; message: string }[] };
  /** The week the world starts in, on its Monday at 16:00: no digest is due for two days. */
  week: SchoolWeek;
  sandbox(platform: DemoPlatform): Sandbox;
  /** The page in front of both sandboxes, and the clock they live by. */
  page: Sandboxes['page'];
  clock: Sandboxes['clock'];
  /** A person by name. The same object each time. */
  person(platform: DemoPlatform, name: string): Person;
  /** Asks the conversation itself, as an adapter does: for what no real client would send. */
  ask(platform: DemoPlatform, name: string, did: Request['did'], id?: string): Promise<Outcome>;
  /** Moves the clock forward and lets everything that became due happen. */
  moveTo(instant: Date): Promise<void>;
  /** Stops the bot, lets something happen meanwhile, and starts another on the same database and sandboxes, as after an update. */
  restart(meanwhile?: () => void): Promise<void>;
  /** What should never be seen: payloads a platform refused, methods it does not have, requests that failed. */
  complaints(): string[];
  close(): Promise<void>;
}

/** Instants of one school week. */
export interface SchoolWeek {
  monday: Date;
  /** When the digest comes, by the demo's network: Wednesday 15:45. */
  digest: Date;
  /** And in the week after. */
  nextDigest: Date;
}

const HURRY = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
const MONDAY_BEFORE_MS = 2 * DAY_MS - 15 * 60 * 1000;

/** Both platforms, for describe.each. */
export const PLATFORMS = ['slack', 'discord'] as const;

/**
 * Starts a world. `demo: false` leaves the network out: two communities where nobody has done anything yet. `signedHttp`: Slack sends
 * signed requests over HTTP instead of a socket.
 */
export async function startWorld(options: { demo?: boolean; signedHttp?: boolean } = {}): Promise<World> {
  const database = await freshDatabase({ register: true });
  const sandboxes = await startSandboxes({ ...demoCast, rateLimits: false, manifest: manifestFor(commands) });
  const week = schoolWeekAfter(new Date());
  sandboxes.clock.moveTo(week.monday.getTime());
  const now = () => new Date(sandboxes.clock.now());
  if (options.demo ?? true) await seedDemo(database.prisma, now());
  const log = keptLog();
  const httpPort = options.signedHttp ? await freePort() : undefined;
  const newBot = () => hurried(createBot({ db: database.prisma, config: connectionsTo(sandboxes, httpPort), log, now }));
  if (httpPort !== undefined) sandboxes.slack.useHttp(`http://127.0.0.1:${httpPort}/slack/events`);
  const people = new Map<string, Person>();
  const world: World = {
    database,
    bot: newBot(),
    log,
    week,
    sandbox: (platform) => sandboxes[platform],
    page: sandboxes.page,
    clock: sandboxes.clock,
    person(platform, name) {
      const known = people.get(`${platform} ${name}`) ?? personOf(sandboxes[platform].as(idOf(platform, name)));
      people.set(`${platform} ${name}`, known);
      return known;
    },
    ask: (platform, name, did, id = crypto.randomUUID()) =>
      world.bot.conversation.perform(requestOf(platform, name, did, id), { lookupInForm: platform === 'slack' }),
    async moveTo(instant) {
      sandboxes.clock.moveTo(instant.getTime());
      await world.bot.scheduler.tick();
      await world.bot.outbox.drain();
    },
    async restart(meanwhile) {
      await world.bot.stop();
      meanwhile?.();
      world.bot = newBot();
      await world.bot.start();
      await connected(world);
    },
    complaints: () => [
      ...PLATFORMS.flatMap((platform) => sandboxes[platform].calls().flatMap((call) => complaintAbout(platform, call))),
      ...log.lines.filter((line) => line.level === 'error').map((line) => `log: ${line.message} ${JSON.stringify(line.details)}`),
    ],
    async close() {
      await world.bot.stop();
      await sandboxes.close();
      await database.close();
    },
  };
  await world.bot.start();
  await connected(world);
  return world;
}

/** Waits until expectations hold: what leaves by itself, or for a whole channel, comes a moment after the answer. */
export function eventually<T>(expectations: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(expectations, { timeout: 45_000, interval: 25 });
}

/** The words of what the bot would show, without a platform. */
export function wordsOf(outcome: Outcome): string {
  if (outcome.kind === 'already') return '';
  const words = outcome.view.blocks.flatMap((block) => ('text' in block ? block.text : []));
  return words.map((span) => ('text' in span ? span.text : 'name' in span ? span.name : span.label)).join('');
}

/** The first week of a term, far enough ahead, with an ordinary Monday and a digest in it and in the week after. */
function schoolWeekAfter(real: Date): SchoolWeek {
  const { digestWeekday, digestTime, timeZone } = demo.network;
  const due = digestDue(digestWeekday, digestTime, timeZone, real, new Date(real.getTime() + 200 * DAY_MS));
  for (const [index, digest] of due.entries()) {
    const monday = new Date(digest.getTime() - MONDAY_BEFORE_MS);
    const nextDigest = due[index + 1];
    const ordinary = monday > real && isSchoolTime(monday, timeZone);
    if (ordinary && nextDigest && nextDigest.getTime() - digest.getTime() <= 7 * DAY_MS) return { monday, digest, nextDigest };
  }
  throw new Error('there is no ordinary school week within 200 days');
}

/** These sandboxes limit no rates, so nobody waits for what the outbox keeps to elsewhere: a digest for sixty people takes no minute. */
function hurried(bot: Bot): Bot {
  for (const platform of bot.platforms)
    Object.assign(platform, { pace: platform.pace.map((one) => ({ ...one, ms: one.ms / HURRY })) });
  return bot;
}

function connectionsTo({ slack, discord }: Sandboxes, httpPort?: number) {
  return {
    slack: {
      ...(httpPort !== undefined && { httpPort }),
      botToken: slack.environment.SLACK_BOT_TOKEN ?? '',
      appToken: slack.environment.SLACK_APP_TOKEN,
      signingSecret: slack.environment.SLACK_SIGNING_SECRET,
      apiUrl: slack.apiUrl,
    },
    discord: { token: discord.environment.DISCORD_TOKEN ?? '', apiUrl: discord.apiUrl },
  };
}

/** Commands are served, and both of Slack's connections stand. */
async function connected(world: World): Promise<void> {
  const published = () => world.sandbox('discord').as(idOf('discord', 'Verity Colclough')).commands().length > 0;
  await vi.waitUntil(() => Object.values(world.bot.serving()).every(Boolean) && published(), { timeout: 20_000, interval: 20 });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

function keptLog(): World['log'] {
  const lines: World['log']['lines'] = [];
  const at = (level: string) => (details: object, message: string) => void lines.push({ level, details, message });
  return { lines, info: at('info'), warn: at('warn'), error: at('error'), debug: at('debug') };
}

function communityOn(platform: DemoPlatform) {
  const found = demo.communities.find((one) => one.platform === platform);
  if (!found) throw new Error(`the demo has nothing on ${platform}`);
  return found;
}

function idOf(platform: DemoPlatform, name: string): string {
  const found = communityOn(platform).people.find((one) => one.name === name);
  if (!found) throw new Error(`nobody is called ${name} on ${platform}`);
  return found.id;
}

function requestOf(platform: DemoPlatform, name: string, did: Request['did'], id: string): Request {
  const { id: communityExternalId, name: communityName, channels, people } = communityOn(platform);
  const userId = idOf(platform, name);
  const isAdmin = async () => people.find((one) => one.id === userId)?.admin === true;
  return {
    id,
    caller: { platform, communityExternalId, communityName, userId, displayName: name, isAdmin },
    place: { direct: false, ...(channels[0] && { channelId: channels[0].id }) },
    did,
  };
}

function complaintAbout(platform: DemoPlatform, call: RecordedCall & { error?: string }): string[] {
  const { status, error, method, path, body } = call;
  // 403: people who closed their direct messages are part of the demo. Every other refusal is a bug of ours.
  const refused = error !== undefined || (status >= 400 && status < 500 && status !== 403);
  return refused
    ? [`${platform}: ${method} ${path} was answered ${status} ${error ?? ''} ${JSON.stringify(body).slice(0, 500)}`]
    : [];
}
