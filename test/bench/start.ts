import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile } from '../../src/database/project-files.ts';
import { startPostgres } from '../kit/postgres-server.ts';

/**
 * How long the process is left alone before its memory is read. V8 looks for what nobody needs any more once it has been idle for some
 * twenty seconds: until then a first start still holds the register as it was read.
 */
const REST_MS = 60_000;

/**
 * Time from starting the compiled bot to /healthz saying that both platforms are served, and resident memory (of the process and its children, from /proc) after
 * a minute of rest; first start and second start, embedded and on a Postgres server, always with both sandbox servers and the page.
 */
export async function run(): Promise<object> {
  const rows = await measure('embedded', {});
  const server = await startPostgres();
  try {
    rows.push(...(await measure('server', { DATABASE_URL: server.url })));
  } finally {
    await server.stop();
  }
  console.table(rows);
  return { rows };
}

interface Row {
  database: string;
  start: string;
  readySeconds: number;
  restMB: number;
}

async function measure(database: string, env: Record<string, string>): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'staffroom-start-'));
  try {
    const rows: Row[] = [];
    for (const start of ['first', 'second']) rows.push({ database, start, ...(await once({ ...env, DATA_DIR: dataDir })) });
    return rows;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function once(env: Record<string, string>): Promise<{ readySeconds: number; restMB: number }> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const began = performance.now();
  const bot = spawn(process.execPath, [projectFile('dist', 'src', 'main.js')], {
    env: { PATH: process.env.PATH, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    while (!(await healthy(port))) {
      if (bot.exitCode !== null) throw new Error('the bot ended before it was ready');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const readySeconds = round((performance.now() - began) / 1000);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    return { readySeconds, restMB: Math.round(residentMB(bot)) };
  } finally {
    const ended = new Promise((resolve) => bot.once('exit', resolve));
    bot.kill('SIGTERM');
    await ended;
  }
}

async function healthy(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    async (answer) =>
      answer.status === 200 &&
      !Object.values(((await answer.json()) as { platforms: Record<string, boolean> }).platforms).includes(false),
    () => false,
  );
}

/** VmRSS of a process and its children, from /proc (Linux). */
function residentMB(child: ChildProcess): number {
  const rss = (pid: number) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  const childrenOf = (pid: number) =>
    readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
    );
  const pid = child.pid ?? 0;
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + rss(one), 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
