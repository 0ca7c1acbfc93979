import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { projectFile } from '../../../src/database/project-files.ts';
import type { DriveJob, DriveResult } from './driver.ts';

/** The sandbox process: its connection facts, and how to make its people do things. */
export interface Driver {
  environment: { slack: Record<string, string>; discord: Record<string, string> };
  /** Rejects when the job takes absurdly long, or the process ends. */
  drive(job: DriveJob): Promise<DriveResult>;
  stop(): Promise<void>;
}

/** No job takes so long, in ms, on the slowest machine that makes sense. */
const TOO_LONG_MS = 120_000;

/** Starts the sandbox process. */
export async function startDriver(): Promise<Driver> {
  const child: ChildProcess = fork(projectFile('dist', 'test', 'bench', 'kit', 'driver.js'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const message = async () => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), TOO_LONG_MS);
    const ended = () => giveUp.abort();
    child.once('exit', ended);
    try {
      return (await once(child, 'message', { signal: giveUp.signal }))[0];
    } catch {
      throw new Error(child.exitCode === null ? 'the people who type are stuck' : 'the sandbox process has ended');
    } finally {
      clearTimeout(timer);
      child.off('exit', ended);
    }
  };
  return {
    environment: await message(),
    drive(job) {
      child.send(job);
      return message();
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.send('stop');
      await ended;
    },
  };
}

/** One line of a benchmark of commands. Times in ms as the person sees them, processor time in microseconds per command. */
export interface Figures {
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  /** Of the bot's process. */
  botMicros: number;
  /** Of all processes of the database server. */
  databaseMicros: number;
  /** Of the sandbox and the people, on the same machine: no part of the bot. */
  driverMicros: number;
  failed: number;
}

/** What is asked of the people, and how to see that they were answered. */
export interface Asked {
  job: DriveJob;
  /** Stands in the answer; else the whole measurement is void. */
  expect?: string;
}

/** Commands before measuring begins: V8 compiles what is used often, Postgres and Prisma settle on their plans. */
const WARM_UP = 1_000;

/** Drives and measures. `database`: processor time of the database so far, in microseconds. Says on the console why acts failed. */
export async function measure(driver: Driver, { job, expect }: Asked, database: () => number): Promise<Figures> {
  const warmUp = Math.min(WARM_UP, job.count);
  await driver.drive({ ...job, count: warmUp, perSecond: undefined, inFlight: job.inFlight ?? 10 });
  const before = process.cpuUsage();
  const databaseBefore = database();
  const result = await driver.drive(job);
  const used = process.cpuUsage(before);
  const databaseUsed = database() - databaseBefore;
  const done = Math.max(1, result.latencies.length);
  const failed = Object.values(result.failures).reduce((sum, count) => sum + count, 0);
  if (failed > 0) console.log('failed:', result.failures);
  if (expect !== undefined && !result.answer.includes(expect))
    throw new Error(`the answer has no "${expect}" in it: ${result.answer.slice(0, 500)}`);
  const sorted = result.latencies.sort((a, b) => a - b);
  const at = (part: number) => Math.round(10 * (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0)) / 10;
  return {
    perSecond: Math.round((1000 * done) / result.totalMs),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    botMicros: Math.round((used.user + used.system) / done),
    databaseMicros: Math.round(databaseUsed / done),
    driverMicros: Math.round(result.cpuMicros / done),
    failed,
  };
}
