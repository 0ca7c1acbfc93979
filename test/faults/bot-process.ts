import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { compiled } from '../kit/compiled.ts';

/** One real process of the bot. */
export interface BotProcess {
  /** Resolves when it says that it runs; rejects when it ends before. */
  running: Promise<void>;
  /** Resolves when it has ended, however that came. */
  ended: Promise<void>;
  alive(): boolean;
  /** What /healthz answers; undefined while nothing does. */
  health(): Promise<{ status: number; platforms: Record<string, boolean | 'stand-by'> } | undefined>;
  /** SIGKILL: it can do nothing about it. */
  kill(): Promise<void>;
  /** SIGSTOP: it does nothing, and does not know. */
  freeze(): void;
  thaw(): void;
  /** SIGTERM: it stops in order. Resolves with how it ended. */
  stop(): Promise<number | null>;
  /** What it said last. */
  words(): string;
}

/** What a process is started with. */
export interface BotProcessOptions {
  /** Variables of src/config.ts. */
  env: Record<string, string>;
  /** So far ahead of the real time are its clocks, in ms: school hours come when a test wants them. */
  ahead: number;
}

/** None of them outlives whoever started it, however that ends. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Starts the compiled bot as `npm start` does, on any free port. */
export function startBotProcess({ env, ahead }: BotProcessOptions): BotProcess {
  const child: ChildProcess = spawn(process.execPath, ['--import', clockAhead(ahead), compiled('src', 'main.ts')], {
    // A folder without an .env file of somebody's.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  living.add(child);
  let words = '';
  let port = '';
  const ended = once(child, 'exit').then(() => void living.delete(child));
  const running = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      words = `${words}${chunk}`.slice(-20_000);
      port ||= /http:\/\/localhost:(\d+)\/healthz/.exec(words)?.[1] ?? '';
      if (port) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`the bot ended before it ran:\n${words}`)));
  });
  // Whoever waits for it hears of it; nobody need wait.
  running.catch(() => {});
  const alive = () => child.exitCode === null && child.signalCode === null;
  return {
    running,
    ended,
    alive,
    words: () => words,
    async health() {
      if (!port) return undefined;
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
      return (
        answer && {
          status: answer.status,
          platforms: ((await answer.json()) as { platforms: Record<string, boolean> }).platforms,
        }
      );
    },
    async kill() {
      if (alive()) child.kill('SIGKILL');
      await ended;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async stop() {
      if (alive()) child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

/** A module that sets the process's clock ahead before anything else is loaded. */
function clockAhead(ms: number): string {
  const code = `
    const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...given) { if (given.length === 0) super(Real.now() + ${ms}); else super(...given); }
      static now() { return Real.now() + ${ms}; }
    };`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
