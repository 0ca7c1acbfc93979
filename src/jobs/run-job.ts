import { createApp } from '../app.ts';
import type { Log } from '../chat/platform.ts';
import type { HomeNetwork } from '../chat/who.ts';
import type { Db, Tx } from '../database/open.ts';
import { transaction } from '../database/transaction.ts';
import type { Job, Page } from './job.ts';

/**
 * A run that failed is tried again for so long after it began (business time): the database's server may have restarted in the middle,
 * or been too busy. A fault of ours is given up after that.
 */
const PATIENCE_MS = 15 * 60 * 1000;

/**
 * The planned times runJob would run now: first what was begun and did not end, then the newest planned run that nobody has claimed.
 * `cursor`: where it stands.
 */
export async function dueRuns(
  tx: Tx,
  job: Job,
  network: HomeNetwork,
  since: Date,
  now: Date,
): Promise<{ plannedFor: Date; cursor: string | null }[]> {
  const begun = await tx.jobRun.findMany({
    where: {
      ...{ job: job.name, networkId: network.id, finishedAt: null },
      OR: [{ outcome: null }, { startedAt: { gt: new Date(now.getTime() - PATIENCE_MS) } }],
    },
    orderBy: { plannedFor: 'asc' },
    select: { plannedFor: true, cursor: true },
  });
  const last = await tx.jobRun.findFirst({ where: { job: job.name, networkId: network.id }, orderBy: { plannedFor: 'desc' } });
  const from = new Date(Math.max(last?.plannedFor.getTime() ?? since.getTime(), now.getTime() - job.catchUpMs));
  const plannedFor = (await job.planned(createApp(tx), network, from, now)).at(-1);
  return plannedFor ? [...begun, { plannedFor, cursor: null }] : begun;
}

/**
 * Runs what is due of a job for a network, page by page, each in the transaction that remembers where it stands, so that any number of
 * processes do a thing once.
 */
export async function runJob(db: Db, job: Job, network: HomeNetwork, since: Date, log: Log, now: Date): Promise<void> {
  for (const { plannedFor } of await dueRuns(db, job, network, since, now)) await run(db, job, network, plannedFor, log, now);
}

async function run(db: Db, job: Job, network: HomeNetwork, plannedFor: Date, log: Log, now: Date): Promise<void> {
  const keeper = createKeeper();
  const key = { job: job.name, networkId: network.id, plannedFor };
  try {
    while (await runPage(db, job, network, plannedFor, now, keeper));
  } catch (error) {
    log.error({ name: (error as Error).name, job: job.name, network: network.id }, 'a job failed');
    const outcome = `failed: ${(error as Error).name}`;
    await db.jobRun.createMany({ data: { ...key, startedAt: now }, skipDuplicates: true });
    // It may have ended all the same, when only the answer to its last COMMIT was lost.
    await db.jobRun.updateMany({ where: { ...key, finishedAt: null }, data: { outcome } });
  }
}

/** One page; false when there is no other, or another process is at it. */
function runPage(db: Db, job: Job, network: HomeNetwork, plannedFor: Date, now: Date, kept: Page['kept']): Promise<boolean> {
  const key = { job: job.name, networkId: network.id, plannedFor };
  return transaction(db, async (tx) => {
    await tx.jobRun.createMany({ data: { ...key, startedAt: now }, skipDuplicates: true });
    const [claimed] = await tx.$queryRaw<{ cursor: string | null }[]>`
      SELECT cursor FROM "JobRun"
      WHERE job = ${key.job} AND "networkId" = ${key.networkId} AND "plannedFor" = ${plannedFor}
        AND "finishedAt" IS NULL AND (outcome IS NULL OR "startedAt" > ${new Date(now.getTime() - PATIENCE_MS)})
      FOR UPDATE SKIP LOCKED`;
    if (!claimed) return false;
    const done = await job.run(createApp(tx), network, plannedFor, now, { cursor: claimed.cursor ?? undefined, kept });
    const data = typeof done === 'string' ? { finishedAt: new Date(), outcome: done } : { cursor: done.cursor, outcome: null };
    await tx.jobRun.update({ where: { job_networkId_plannedFor: key }, data });
    return typeof done !== 'string';
  });
}

/** Keeps what a run made once, from page to page. */
export function createKeeper(): Page['kept'] {
  const things = new Map<string, Promise<unknown>>();
  return <T>(name: string, make: () => Promise<T>) => {
    const known = things.get(name) ?? make();
    things.set(name, known);
    return known as Promise<T>;
  };
}
