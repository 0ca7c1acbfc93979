import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { applyMigrations } from '../../src/database/migrate.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import type { Job } from '../../src/jobs/job.ts';
import { runJob } from '../../src/jobs/run-job.ts';
import { weeklyDigest } from '../../src/jobs/weekly-digest.ts';
import { ensureRegister } from '../../src/schools/ensure.ts';
import { startPostgres } from '../kit/postgres-server.ts';
import { DIGEST_NETWORK, storeNetwork, wanting } from './kit/digest-network.ts';

const SNIPPETS = 200_000;
const MEMBERS = (process.env.BENCH_MEMBERS?.split(',') ?? ['1000', '10000', '100000']).map(Number);
/** Discord's global limit, messages a second (platforms.md): Slack's is a message a second to each channel. */
const PLATFORM_PER_SECOND = 50;
const WEEKS = [new Date('2026-11-25T15:45:00Z'), new Date('2026-12-02T15:45:00Z')] as const;
const PAGES_PER_LOOK = 20;

interface Row {
  members: number;
  week: number;
  digests: number;
  seconds: number;
  perSecond: number;
  /** Milliseconds of our processor time per member. */
  cpuMs: number;
  /** How often the platforms' own limit fits into that. */
  ratio: number;
  /** Most memory that was still needed after a page, MB, beside what stood before; the collector's own time is not counted. */
  heldMb: number;
}

/**
 * The weekly digest of networks of growing size with 200,000 snippets, on a Postgres server: composed and enqueued as the job does,
 * page by page. Two weeks in a row: in the second one everybody has been shown something before. Baseline: what the platforms let us
 * send, 50 a second.
 */
export async function run(): Promise<object> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const server = await startPostgres();
  const database = await openDatabase({ url: server.url });
  try {
    await applyMigrations(database);
    await ensureRegister(database, () => {});
    await storeNetwork(database, SNIPPETS, Math.max(...MEMBERS), WEEKS[0]);
    console.log(
      `${SNIPPETS.toLocaleString('en-GB')} snippets and ${Math.max(...MEMBERS).toLocaleString('en-GB')} members stored`,
    );
    const rows: Row[] = [];
    for (const members of MEMBERS) {
      await wanting(database, members);
      for (const [at, planned] of WEEKS.entries()) rows.push(await week(database, members, at + 1, planned, gc));
    }
    console.table(rows);
    const first = rows[0];
    const last = rows.at(-2);
    if (first && last)
      console.log(`cost per member, ${last.members} against ${first.members}: ${(last.cpuMs / first.cpuMs).toFixed(2)}`);
    return { snippets: SNIPPETS, platformPerSecond: PLATFORM_PER_SECOND, rows };
  } finally {
    await database.close();
    await server.stop();
  }
}

async function week(database: Database, members: number, number: number, planned: Date, gc: () => void): Promise<Row> {
  const log = { info() {}, warn() {}, error: (details: object) => console.error(details), debug() {} };
  gc();
  const before = process.memoryUsage().heapUsed;
  let [held, pages, collecting] = [0, 0, 0];
  const watched: Job = {
    ...weeklyDigest,
    async run(...asked) {
      const done = await weeklyDigest.run(...asked);
      if (pages++ % PAGES_PER_LOOK > 0) return done;
      const from = performance.now();
      gc();
      held = Math.max(held, process.memoryUsage().heapUsed - before);
      collecting += performance.now() - from;
      return done;
    },
  };
  const cpu = process.cpuUsage();
  const started = performance.now();
  await runJob(database.prisma, watched, DIGEST_NETWORK, new Date(0), log, planned);
  const seconds = (performance.now() - started - collecting) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const digests = await database.prisma.delivery.count({ where: { notBefore: planned } });
  return {
    members,
    week: number,
    digests,
    seconds: round(seconds, 2),
    perSecond: Math.round(members / seconds),
    cpuMs: round(((user + system) / 1000 - collecting) / members, 3),
    ratio: round(members / seconds / PLATFORM_PER_SECOND, 1),
    heldMb: Math.round(held / 2 ** 20),
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
