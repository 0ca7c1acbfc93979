import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { seedDemo } from '../../prisma/demo/seed.ts';
import { applyMigrations } from '../../src/database/migrate.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { projectFile } from '../../src/database/project-files.ts';
import { ensureRegister } from '../../src/schools/ensure.ts';
import { startPostgres } from '../kit/postgres-server.ts';
import type { Driver } from './kit/measure.ts';
import { startNationalBot } from './national/bot.ts';
import { watchHolding } from './national/holding.ts';
import type { LeadResult, LoadResult, PeopleJob } from './national/jobs.ts';
import { makeNational } from './national/network.ts';
import { STEPS, type Step } from './national/steps.ts';

/** A Monday of term, at ten. */
const BEGIN = '2026-11-30T10:00';
const ZONE = 'Europe/London';

interface Row {
  step: string;
  seconds: number;
  /** Of the bot's processor time, what others asked meanwhile included. */
  cpu: number;
  /** Until the person saw anything. */
  first: number;
  /** The longest a connection was held, and the event loop stood still; seconds. */
  held: number;
  stood: number;
  /** Of other people's commands meanwhile, ms. */
  others: number;
  worst: number;
  wrong: string;
}

/**
 * A round of all the schools of England, from its opening to its report, through the real SDKs against the sandbox, on the embedded
 * database and on a server, while other people go on asking small things on both platforms. BENCH_ON=embedded or server: one of them.
 */
export async function run(): Promise<object> {
  const only = process.env.BENCH_ON;
  const rows = [...(only === 'server' ? [] : await onEmbedded()), ...(only === 'embedded' ? [] : await onServer())];
  return { rows };
}

async function onEmbedded() {
  const folder = mkdtempSync(join(tmpdir(), 'national-'));
  try {
    return await round('embedded', await openDatabase({ dataDir: join(folder, 'postgres') }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onServer() {
  const server = await startPostgres();
  try {
    return await round('server', await openDatabase({ url: server.url }));
  } finally {
    await server.stop();
  }
}

async function round(name: string, database: Database) {
  await applyMigrations(database);
  await ensureRegister(database, () => {});
  let now = at(BEGIN);
  await seedDemo(database.prisma, now);
  const schools = await makeNational(database, now);
  const people = await startPeople();
  const bot = await startNationalBot(database, people.environment, () => now);
  while (!bot.ready()) await wait(50);
  // The list of commands is published after that.
  await wait(1500);
  await bot.tick();
  await people.ask({ kind: 'load', begin: true });
  await wait(5000);
  const holding = watchHolding(database.pool);
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const rows: Row[] = [];
  const measured = async (step: Step) => {
    holding.longest();
    loop.reset();
    await people.ask<LoadResult>({ kind: 'load', begin: false });
    const began = performance.now();
    const used = process.cpuUsage();
    let result: Partial<LeadResult> = {};
    if ('lead' in step) result = await people.ask<LeadResult>({ kind: 'lead', ...step.lead });
    else if ('clock' in step) {
      now = at(step.clock);
      await bot.tick();
    } else await haveSent(database);
    const ms = result.ms ?? performance.now() - began;
    const { user, system } = process.cpuUsage(used);
    await wait(300);
    const others = await people.ask<LoadResult>({ kind: 'load', begin: false });
    const sorted = others.latencies.sort((a, b) => a - b);
    const wrong = [
      result.failed,
      ...Object.entries(others.failures).map(([why, many]) => `${many} × ${why}`),
      ...bot.complaints.splice(0),
    ];
    rows.push({
      step: step.name,
      seconds: seconds(ms),
      cpu: seconds((user + system) / 1000),
      first: seconds(result.firstMs ?? 0),
      held: seconds(holding.longest()),
      stood: seconds(loop.max / 1e6),
      others: Math.round(sorted[Math.floor(0.99 * sorted.length)] ?? 0),
      worst: Math.round(sorted.at(-1) ?? 0),
      wrong: wrong.filter((one) => one !== undefined).join('; '),
    });
    if (process.env.BENCH_LOUD) console.log(JSON.stringify(rows.at(-1)), result.text?.slice(0, 600));
  };
  await measured({ name: 'nothing', clock: BEGIN });
  for (const step of STEPS) await measured(step);
  console.log(`\n${name}: ${schools} schools joined, ${await database.prisma.delivery.count()} messages written`);
  console.table(rows);
  await bot.stop();
  await people.stop();
  await database.close();
  return rows.map((row) => ({ on: name, ...row }));
}

/** What is due has left: the platforms would take hours for it. */
async function haveSent({ pool }: Database): Promise<void> {
  await pool.query(`UPDATE "Delivery" SET state = 'sent', "sentAt" = "notBefore" WHERE state = 'due'`);
}

interface People {
  environment: Driver['environment'];
  ask<T>(job: PeopleJob): Promise<T>;
  stop(): Promise<void>;
}

async function startPeople(): Promise<People> {
  const child: ChildProcess = fork(projectFile('dist', 'test', 'bench', 'national', 'people.js'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [environment] = await once(child, 'message');
  return {
    environment,
    async ask(job) {
      child.send(job);
      return (await once(child, 'message'))[0];
    },
    async stop() {
      const ended = once(child, 'exit');
      child.send({ kind: 'stop' } satisfies PeopleJob);
      await ended;
    },
  };
}

function at(local: string): Date {
  return DateTime.fromISO(local, { zone: ZONE }).toJSDate();
}

function seconds(ms: number): number {
  return Math.round(ms / 10) / 100;
}
