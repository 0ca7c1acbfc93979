import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { projectFile } from '../../../src/database/project-files.ts';
import type { DriveJob, DriveResult } from './driver.ts';

/** The sandbox process: its connection facts, and how to make its people do things. */
export interface Driver {
  environment: { slack: Record<string, string>; discord: Record<string, string> };
  drive(job: DriveJob): Promise<DriveResult>;
  stop(): Promise<void>;
}

/** Starts the sandbox process. */
export async function startDriver(): Promise<Driver> {
  const child: ChildProcess = fork(projectFile('test', 'bench', 'kit', 'driver.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [environment] = await once(child, 'message');
  return {
    environment,
    async drive(job) {
      child.send(job);
      const [result] = await once(child, 'message');
      return result;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.send('stop');
      await ended;
    },
  };
}

/** One line of a benchmark of commands. */
export interface Figures {
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  /** Processor time of the bot's process for one command, in microseconds. */
  cpuMicros: number;
  failed: number;
}

/** Commands before measuring begins: V8 compiles what is used often, and Prisma its plans. */
const WARM_UP = 300;

/** Drives and measures: latencies as the person sees them (ms), processor time of this process alone. */
export async function measure(driver: Driver, job: DriveJob): Promise<Figures> {
  await driver.drive({ ...job, count: WARM_UP, perSecond: undefined, inFlight: 10 });
  const before = process.cpuUsage();
  const result = await driver.drive(job);
  const used = process.cpuUsage(before);
  const sorted = result.latencies.sort((a, b) => a - b);
  const at = (part: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0);
  return {
    perSecond: Math.round((1000 * result.latencies.length) / result.totalMs),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    cpuMicros: Math.round((used.user + used.system) / Math.max(1, result.latencies.length)),
    failed: result.failed,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
