import cron from 'node-cron';
import { createApp } from '../app.ts';
import type { Log } from '../chat/platform.ts';
import type { Db } from '../database/open.ts';
import type { Chore } from './chore.ts';
import type { Job } from './job.ts';
import { runJob } from './run-job.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Requests are remembered so long: both platforms have stopped delivering again long before. */
const INBOX_MS = 2 * DAY_MS;
const DRAFTS_MS = DAY_MS;
/** Runs are kept for a school year and a month, so that last year's can be looked at when this year's is planned. */
const RUNS_MS = 400 * DAY_MS;
/** Nobody waits for the bot at three in the morning; whoever switches it off at night has the chores done when it starts. */
const NIGHT_HOUR_UTC = 3;

/** Wakes once a minute and runs what is due. */
export interface Scheduler {
  start(): void;
  /** Runs what is due now; also called when the sandbox's clock moves. What was written is then sent, and not waited for. */
  tick(): Promise<void>;
  /** Does the chores of the last night if nobody did them yet. */
  keepHouse(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * node-cron only wakes it (it skips runs in the spring gap and while the loop is blocked): what is due is computed in local school time
 * and claimed in the database, so any number of processes do a thing once. `afterwards` begins to send what was written; that may take
 * hours, and the next jobs are due meanwhile.
 */
export function createScheduler(
  db: Db,
  jobs: readonly Job[],
  log: Log,
  now: () => Date,
  afterwards: () => void,
  chores: readonly Chore[] = [],
): Scheduler {
  let running: Promise<void> | undefined;
  let again = false;
  let tidying: Promise<void> | undefined;
  let tidied: number | undefined;
  const task = cron.createTask('* * * * *', () => tick().then(keepHouse), { noOverlap: true });

  function tick(): Promise<void> {
    again = true;
    running ??= untilDone().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function untilDone(): Promise<void> {
    while (again) {
      again = false;
      await runDue().catch((error) => log.error({ name: (error as Error).name }, 'looking for due jobs failed'));
      afterwards();
    }
  }

  async function runDue(): Promise<void> {
    await forget(db);
    const networks = await db.network.findMany({ select: { id: true, name: true, timeZone: true, createdAt: true } });
    for (const network of networks) {
      for (const job of jobs) {
        // One network's trouble keeps no other waiting.
        await runJob(db, job, network, network.createdAt, log, now()).catch((error) =>
          log.error({ name: (error as Error).name, job: job.name, network: network.id }, 'a job could not be planned'),
        );
      }
    }
  }

  function keepHouse(): Promise<void> {
    tidying ??= doChores()
      .catch((error) => log.error({ name: (error as Error).name }, 'the chores stumbled'))
      .finally(() => {
        tidying = undefined;
      });
    return tidying;
  }

  async function doChores(): Promise<void> {
    const night = lastNight(now());
    if (night.getTime() === tidied) return;
    tidied = night.getTime();
    for (const chore of chores) await doChore(db, chore, night, log, now());
    await db.jobRun.deleteMany({ where: { plannedFor: { lt: new Date(night.getTime() - RUNS_MS) } } });
  }

  return {
    start: () => void task.start(),
    tick,
    keepHouse,
    async stop() {
      await task.stop();
      await task.destroy();
      await Promise.all([running, tidying]);
    },
  };
}

function lastNight(now: Date): Date {
  const night = new Date(now);
  night.setUTCHours(NIGHT_HOUR_UTC, 0, 0, 0);
  return night > now ? new Date(night.getTime() - DAY_MS) : night;
}

/** Claimed by one process, then done outside any transaction. One that breaks off is done again the next night. */
async function doChore(db: Db, chore: Chore, plannedFor: Date, log: Log, now: Date): Promise<void> {
  const key = { job: chore.name, networkId: '', plannedFor };
  const claimed = await db.jobRun.createMany({ data: { ...key, startedAt: now }, skipDuplicates: true });
  if (claimed.count === 0) return;
  const at = { job_networkId_plannedFor: key };
  try {
    const outcome = await chore.run(createApp(db), now);
    await db.jobRun.update({ where: at, data: { finishedAt: new Date(), outcome } });
  } catch (error) {
    log.error({ name: (error as Error).name, job: chore.name }, 'a chore failed');
    await db.jobRun.update({ where: at, data: { outcome: `failed: ${(error as Error).name}` } });
  }
}

/** Old claims and drafts go. Real time: the sandbox's clock must not lose what was just typed. */
async function forget(db: Db): Promise<void> {
  await db.inbox.deleteMany({ where: { receivedAt: { lt: new Date(Date.now() - INBOX_MS) } } });
  await db.draft.deleteMany({ where: { keptAt: { lt: new Date(Date.now() - DRAFTS_MS) } } });
}
