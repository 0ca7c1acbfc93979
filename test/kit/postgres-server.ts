import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A throw-away Postgres server. */
export interface PostgresServer {
  /** Its maintenance database; databases of one's own are made beside it. */
  url: string;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/** Where Debian puts the programs, one folder per version; initdb is never on its PATH. */
const DEBIAN = '/usr/lib/postgresql';
const START_MS = 30_000;

/**
 * Starts an empty PostgreSQL cluster in a temporary folder on a free port of this machine. Postgres refuses to run as root, so
 * root starts it as the user `postgres`. Throws when no PostgreSQL is installed.
 */
export async function startPostgres(): Promise<PostgresServer> {
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
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
    'listen_addresses=127.0.0.1',
  ];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, ...settings.flatMap((setting) => ['-c', setting])],
    { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  server.stderr.on('data', (chunk) => {
    words = `${words}${chunk}`.slice(-2_000);
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    // SIGINT is Postgres's "fast" stop: it does not wait for clients.
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_MS;
  while (!isReady(data)) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`PostgreSQL did not start:\n${words}`);
    }
    await wait(50);
  }
  return { url: `postgres://staffroom@127.0.0.1:${port}/postgres`, stop };
}

function isReady(data: string): boolean {
  const file = join(data, 'postmaster.pid');
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
