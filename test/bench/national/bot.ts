import { commands } from '../../../commands/index.ts';
import { createBackend } from '../../../src/backend.ts';
import { createConversation } from '../../../src/chat/conversation.ts';
import type { Log } from '../../../src/chat/platform.ts';
import type { Database } from '../../../src/database/open.ts';
import { jobs } from '../../../src/jobs/index.ts';
import { createScheduler } from '../../../src/jobs/scheduler.ts';
import { ourBot } from '../kit/bots.ts';
import type { Driver } from '../kit/measure.ts';

/** The bot as main builds it, but for the outbox: nobody would wait hours for 50,000 messages to leave at the platforms' pace. */
export async function startNationalBot(database: Database, environment: Driver['environment'], now: () => Date) {
  const complaints: string[] = [];
  const log: Log = {
    info() {},
    warn() {},
    debug() {},
    error: (details, message) => void complaints.push(`${message} ${JSON.stringify(details)}`),
  };
  const driver = { environment } as Driver;
  const platforms = [ourBot('slack', driver, log), ourBot('discord', driver, log)];
  const conversation = createConversation(commands, createBackend(database.prisma, now), log);
  const scheduler = createScheduler(database.prisma, jobs, log, now, async () => {});
  await Promise.all(platforms.map((one) => one.start(conversation)));
  return {
    complaints,
    tick: () => scheduler.tick(),
    ready: () => platforms.every((one) => one.ready()),
    async stop() {
      await Promise.all(platforms.map((one) => one.stop()));
      await scheduler.stop();
    },
  };
}
