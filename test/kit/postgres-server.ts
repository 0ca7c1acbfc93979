import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A throw-away Postgres server. */
export interface PostgresServer {
  /** Its maintenance database; databases of one's own are made beside it. */
  url: string;
  /** Breaks it off as a crash would ("immediate" mode), leaves it down for so many ms, and starts it again at the same address. */
  restart(downMs: number): Promise<void>;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/** How the server is kept. */
export interface PostgresOptions {
  /** What was committed is still there after `restart`, as on a server people rely on; otherwise it is somewhat faster. */
  keepsCommits?: boolean;
}

/** Where Debian puts the programs, one folder per version; initdb is never on its PATH. */
const DEBIAN = '/usr/lib/postgresql';
const START_MS = 30_000;
/** On disk before COMMIT is answered is only what has to outlive a restart. (fsync guards against the machine's end, not the server's.) */
const FORGETFUL = ['synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts an empty PostgreSQL cluster in a temporary folder on a free port of this machine. Postgres refuses to run as root, so
 * root starts it as the user `postgres`. Throws when no PostgreSQL is installed.
 */
export async function startPostgres({ keepsCommits = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const bin = findPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'staffroom-postgres-'));
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  const data = join(folder, 'data');
  // fsync off: nothing here outlives the run.
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'staffroom', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    {
      ...identity,
      cwd: folder,
      stdio: 'pipe',
    },
  );
  const port = await freePort();
  const settings = ['fsync=off', 'max_connections=200', 'listen_addresses=127.0.0.1', ...(keepsCommits ? [] : FORGETFUL)];
  const words = ['-D', data, '-p', String(port), '-k', folder, ...settings.flatMap((setting) => ['-c', setting])];
  const launch = () => launched(join(bin, 'postgres'), words, { ...identity, cwd: folder }, data);
  const clear = () => rmSync(folder, { recursive: true, force: true });
  let server = await launch().catch((error) => {
    clear();
    throw error;
  });
  return {
    url: `postgres://staffroom@127.0.0.1:${port}/postgres`,
    async restart(downMs) {
      // SIGQUIT is Postgres's "immediate" stop: everybody is cut off, and the next start recovers as after a crash.
      await server.end('SIGQUIT');
      rmSync(pidFile(data), { force: true });
      await wait(downMs);
      server = await launch();
    },
    async stop() {
      // SIGINT is Postgres's "fast" stop: it does not wait for clients.
      await server.end('SIGINT');
      clear();
    },
  };
}

/** Starts the server's process and waits until it takes connections. */
async function launched(program: string, words: readonly string[], options: SpawnOptions, data: string) {
  const server = spawn(program, words, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    server.kill(signal);
    await ended;
  };
  const deadline = Date.now() + START_MS;
  while (!isReady(data)) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await end('SIGINT');
      throw new Error(`PostgreSQL did not start:\n${said}`);
    }
    await wait(50);
  }
  return { end };
}

const pidFile = (data: string) => join(data, 'postmaster.pid');

function isReady(data: string): boolean {
  const file = pidFile(data);
  // The eighth line says "ready" once connections are taken.
  return existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready';
}

function findPrograms(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  if (existsSync(DEBIAN)) {
    const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
    folders.push(...versions.map((version) => join(DEBIAN, version, 'bin')));
  }
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  if (!found) throw new Error(`No PostgreSQL server is installed (looked for initdb on PATH and in ${DEBIAN}/*/bin).`);
  return found;
}

function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error('PostgreSQL cannot run as root and there is no user "postgres".');
  return { uid: Number(uid), gid: Number(gid) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
