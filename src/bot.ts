import { commands } from '../commands/index.ts';
import { createBackend } from './backend.ts';
import type { Command } from './chat/command.ts';
import { createConversation } from './chat/conversation.ts';
import type { Conversation, Log, Platform, PlatformDependencies } from './chat/platform.ts';
import { problemsOf } from './chat/problems.ts';
import type { Config } from './config.ts';
import { createLease } from './database/lease.ts';
import type { Db } from './database/open.ts';
import { housekeeping } from './jobs/housekeeping.ts';
import { jobs } from './jobs/index.ts';
import { createScheduler, type Scheduler } from './jobs/scheduler.ts';
import { createOutbox, type Outbox } from './outbox/worker.ts';
import { createDiscord } from './platforms/discord/index.ts';
import { createSlack } from './platforms/slack/index.ts';

/** How often the outbox looks for messages that became due (most are sent at once, after the request that wrote them). */
const OUTBOX_MS = 1_000;

/** What a bot is built from. */
export interface BotParts {
  db: Db;
  config: Pick<Config, 'slack' | 'discord'>;
  log: Log;
  /** Business time. */
  now(): Date;
  /** Gives back the space of deleted rows; only for a database that nobody else does it for. */
  vacuum?(): Promise<unknown>;
  /** Other processes may use the database too: what only one may have is then held by a lease. */
  shared?: boolean;
}

/** A bot, ready to start. */
export interface Bot {
  platforms: readonly Platform[];
  conversation: Conversation;
  outbox: Outbox;
  scheduler: Scheduler;
  start(): Promise<void>;
  /** Are commands being served, by platform? 'stand-by': by another process, and this one would take over. */
  serving(): Record<string, boolean | 'stand-by'>;
  /** Stops in order: no new requests, then no new jobs, then what is being sent. */
  stop(): Promise<void>;
}

/** Builds the bot. Throws when a command breaks a platform's limit: that must never reach a person. */
export function createBot({ db, config, log, now, vacuum, shared }: BotParts): Bot {
  const problems = problemsOf(commands as readonly Command<unknown>[]);
  if (problems.length > 0) throw new Error(`commands that a platform would refuse:\n${problems.join('\n')}`);
  const stopping = new AbortController();
  const conversation = createConversation(commands, createBackend(db, now), log, stopping.signal);
  const dependencies: PlatformDependencies = {
    log,
    remembered: rememberedIn(db),
    ...(shared && { lease: (name: string) => createLease(db, name) }),
  };
  const platforms = [
    ...(config.slack ? [createSlack(config.slack, dependencies)] : []),
    ...(config.discord ? [createDiscord(config.discord, dependencies)] : []),
  ];
  const outbox = createOutbox(db, platforms, log, now);
  const scheduler = createScheduler(db, jobs, log, now, () => void outbox.drain(), [housekeeping(vacuum)]);
  let timer: NodeJS.Timeout | undefined;
  return {
    platforms,
    conversation,
    outbox,
    scheduler,
    async start() {
      // One platform that is down never keeps the other from starting.
      await Promise.all(platforms.map((platform) => platform.start(conversation)));
      scheduler.start();
      await scheduler.tick();
      timer = setInterval(() => void outbox.drain(), OUTBOX_MS);
    },
    serving: () =>
      Object.fromEntries(platforms.map((platform) => [platform.name, platform.standby?.() ? 'stand-by' : platform.ready()])),
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await Promise.all(platforms.map((platform) => platform.stop()));
      await scheduler.stop();
      await outbox.stop();
    },
  };
}

function rememberedIn(db: Db): PlatformDependencies['remembered'] {
  return {
    get: async (key) => (await db.setting.findUnique({ where: { key } }))?.value,
    set: async (key, value) => void (await db.setting.upsert({ where: { key }, create: { key, value }, update: { value } })),
  };
}
