import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { commands } from '../../../commands/index.ts';
import { seedDemo } from '../../../prisma/demo/seed.ts';
import { createBackend } from '../../../src/backend.ts';
import { createConversation } from '../../../src/chat/conversation.ts';
import type { Log, Platform } from '../../../src/chat/platform.ts';
import { projectFile } from '../../../src/database/project-files.ts';
import type { MatchSchool } from '../../../src/matching/types.ts';
import { freshDatabase } from '../../kit/database.ts';
import { empty, ourBot } from '../kit/bots.ts';
import { type Driver, startDriver } from '../kit/measure.ts';

/** How the bot answers while something else goes on; in ms, as the person sees it. */
export interface Answering {
  commandP50: number;
  commandP99: number;
  failed: number;
  /** how late the event loop is */
  loopP99: number;
  loopWorst: number;
}

const PER_SECOND = 20;
const COMMANDS = 200;
const READY_MS = 20_000;

/**
 * Slash commands through the whole bot (the real discord.js, the embedded database; the sandbox and the people in another
 * process), with nothing else to do and while rounds of these schools are computed in the worker thread.
 */
export async function answeringBeside(schools: MatchSchool[]): Promise<{ idle: Answering; busy: Answering }> {
  const database = await freshDatabase({ register: true });
  const driver = await startDriver();
  const bot = ourBot('discord', driver, quiet);
  try {
    await seedDemo(database.prisma, new Date());
    await bot.start(
      createConversation(
        [...commands, empty],
        createBackend(database.prisma, () => new Date()),
        quiet,
      ),
    );
    await ready(bot);
    await driver.drive({ ...job, count: COMMANDS });
    const idle = await measured(driver);
    const stop = new AbortController();
    const rounds = computeUntil(schools, stop.signal);
    const busy = await measured(driver);
    stop.abort();
    await rounds;
    return { idle, busy };
  } finally {
    await bot.stop();
    await driver.stop();
    await database.close();
  }
}

const job = {
  platform: 'discord',
  act: { kind: 'type', texts: ['/bench empty'] },
  perSecond: PER_SECOND,
} as const;

async function measured(driver: Driver): Promise<Answering> {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const { latencies, failures } = await driver.drive({ ...job, count: COMMANDS });
  loop.disable();
  const sorted = latencies.sort((a, b) => a - b);
  const tenths = (ms: number) => Math.round(10 * ms) / 10;
  const at = (part: number) => tenths(sorted[Math.floor(part * sorted.length)] ?? 0);
  return {
    commandP50: at(0.5),
    commandP99: at(0.99),
    failed: Object.values(failures).reduce((sum, count) => sum + count, 0),
    loopP99: tenths(loop.percentile(99) / 1e6),
    loopWorst: tenths(loop.max / 1e6),
  };
}

/** Compiled, as the bot runs it: from source the thread would be busy with TypeScript first. */
const WORKER = pathToFileURL(projectFile('dist', 'src', 'matching', 'worker.js')).href;

/** One round after the other, until it is told to stop; the last one is cancelled. */
async function computeUntil(schools: MatchSchool[], signal: AbortSignal): Promise<void> {
  const { matchSchoolsInWorker } = (await import(WORKER)) as typeof import('../../../src/matching/worker.ts');
  while (!signal.aborted) {
    await matchSchoolsInWorker({ schools, rules: { barred: [], fixed: [] }, seed: 1, signal }).catch((error) => {
      if (!signal.aborted) throw error;
    });
  }
}

async function ready(bot: Platform): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!bot.ready()) {
    if (Date.now() > deadline) throw new Error('the bot did not connect');
    await sleep(50);
  }
  // the list of commands is published after that
  await sleep(1000);
}

const quiet: Log = {
  info() {},
  warn() {},
  debug() {},
  error: (details, message) => console.error(message, details),
};
