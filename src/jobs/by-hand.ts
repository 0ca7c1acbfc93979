import { DateTime } from 'luxon';
import { createApp } from '../app.ts';
import type { Log } from '../chat/platform.ts';
import { wordsOf } from '../chat/text.ts';
import type { HomeNetwork } from '../chat/who.ts';
import type { Db, Tx } from '../database/open.ts';
import { transaction } from '../database/transaction.ts';
import { UserError } from '../errors.ts';
import { type Written, writtenHere } from '../outbox/written.ts';
import type { Job } from './job.ts';
import { createKeeper, dueRuns, runJob } from './run-job.ts';

/** A job that is tried out holds one transaction for all its pages; 100,000 digests take a minute or two. */
const LONGEST_DRY_MS = 10 * 60 * 1000;
/** How an instant is shown. */
const CLOCK = 'ccc d LLL yyyy, HH:mm';

/** A network and since when there was anything to do in it. */
export interface ServedNetwork extends HomeNetwork {
  createdAt: Date;
}

/** Thrown so that the database keeps nothing. */
const KEEP_NOTHING = new Error('a job was tried out');

/** The instant of a local time like 2026-11-25T15:45 in a zone. Throws a UserError when it is no time. */
export function instantAt(local: string, zone: string): Date {
  const at = DateTime.fromISO(local, { zone });
  if (!at.isValid) throw new UserError(`${local} is no time. Please give one like 2026-11-25T15:45.`);
  return at.toJSDate();
}

/** Says what a job would write for a network at an instant, to whom; nothing is kept. */
export async function tryOut(db: Db, job: Job, network: ServedNetwork, at: Date, tell: (line: string) => void): Promise<void> {
  const lines: string[] = [];
  const tried = transaction(
    db,
    async (tx) => {
      const runs = await dueRuns(tx, job, network, network.createdAt, at);
      for (const { plannedFor, cursor } of runs) {
        const kept = createKeeper();
        let done: string | { cursor: string } = { cursor: cursor ?? '' };
        let page = cursor ?? undefined;
        while (typeof done !== 'string') {
          done = await job.run(createApp(tx), network, plannedFor, at, { cursor: page, kept });
          if (typeof done !== 'string') page = done.cursor;
        }
        lines.push(`  planned for ${shown(plannedFor, network.timeZone)}: ${done}`);
      }
      if (runs.length === 0) lines.push(...(await nothingDue(tx, job, network)));
      lines.push(...table((await writtenHere(tx)).map((one) => rowOf(one, network.timeZone))));
      throw KEEP_NOTHING;
    },
    LONGEST_DRY_MS,
  );
  await tried.catch((error) => {
    if (error !== KEEP_NOTHING) throw error;
  });
  tell(`${network.name}, ${shown(at, network.timeZone)} (${network.timeZone}):`);
  for (const line of lines) tell(line);
}

/** Runs what is due of a job for a network at an instant as the scheduler does; false when it failed. */
export async function runForGood(
  db: Db,
  job: Job,
  network: ServedNetwork,
  at: Date,
  log: Log,
  tell: (line: string) => void,
): Promise<boolean> {
  const runs = await dueRuns(db, job, network, network.createdAt, at);
  await runJob(db, job, network, network.createdAt, log, at);
  tell(`${network.name}, ${shown(at, network.timeZone)} (${network.timeZone}):`);
  if (runs.length === 0) for (const line of await nothingDue(db, job, network)) tell(line);
  let sound = true;
  for (const { plannedFor } of runs) {
    const run = await db.jobRun.findUnique({
      where: { job_networkId_plannedFor: { job: job.name, networkId: network.id, plannedFor } },
    });
    sound &&= !run?.outcome?.startsWith('failed');
    tell(`  planned for ${shown(plannedFor, network.timeZone)}: ${run?.outcome ?? 'another process is at it'}`);
  }
  return sound;
}

async function nothingDue(tx: Tx, job: Job, network: ServedNetwork): Promise<string[]> {
  const last = await tx.jobRun.findFirst({
    where: { job: job.name, networkId: network.id },
    orderBy: { plannedFor: 'desc' },
  });
  if (!last) return ['  Nothing is due.'];
  return [
    `  Nothing is due. The last run was planned for ${shown(last.plannedFor, network.timeZone)}: ${last.outcome ?? 'not ended'}`,
  ];
}

function rowOf(one: Written, zone: string): string[] {
  const where = one.name === null ? `channel ${one.channelId ?? '?'}${one.community ? ` of ${one.community}` : ''}` : one.name;
  const [first = ''] = wordsOf(one.first ?? []).split('\n');
  return [where, one.platform ?? 'nowhere', one.kind, shown(one.notBefore, zone), first];
}

function table(rows: readonly string[][]): string[] {
  const widths = [0, 1, 2, 3].map((column) => rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0));
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}

function shown(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).setLocale('en-GB').toFormat(CLOCK);
}
