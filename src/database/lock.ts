import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../errors.ts';

/** A held lock. */
export interface Lock {
  release(): void;
}

/** Who holds a folder, as written in a claim file. */
interface Claim {
  pid: number;
  /** When that process started (Linux: clock ticks since boot), so that a reused process id is not taken for it. */
  started: string | null;
  host: string;
}

const PREFIX = 'in-use-';
/** A claim from another machine or container cannot be asked whether it lives, so its file is touched this often… */
const HEARTBEAT_MS = 5_000;
/** …and counts as left behind when it was not touched for this long (a suspended laptop is the usual reason). */
const LEFT_BEHIND_MS = 60_000;
/** Two processes that start at the same moment both step back; each tries again a few times after a random pause. */
const ATTEMPTS = 6;
const PAUSE_MS = 120;

/**
 * Takes the exclusive lock of a folder: two processes on one embedded database lose data silently.
 * Every claim is a file of its own name, written before the others are looked at, so of two claimants at least one sees the
 * other; claims of dead processes are removed. Throws a UserError when a living process holds the folder.
 */
export async function lockFolder(folder: string): Promise<Lock> {
  for (let attempt = 1; ; attempt += 1) {
    const mine = writeClaim(folder);
    const holder = livingClaims(folder, mine)[0];
    if (!holder) return hold(folder, mine);
    rmSync(join(folder, mine), { force: true });
    if (attempt === ATTEMPTS) throw new UserError(refusal(folder, holder));
    await wait(Math.random() * PAUSE_MS);
  }
}

function refusal(folder: string, holder: Claim): string {
  const where = holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
  return `The database in ${folder} is in use by another Staffroom (${where}). Stop the bot first, then try again.`;
}

function writeClaim(folder: string): string {
  const name = `${PREFIX}${randomUUID()}`;
  const claim: Claim = { pid: process.pid, started: startOf(process.pid), host: hostname() };
  const draft = join(folder, `.${name}`);
  writeFileSync(draft, JSON.stringify(claim));
  // Renamed into place, so that nobody reads half a claim.
  renameSync(draft, join(folder, name));
  return name;
}

function livingClaims(folder: string, mine: string): Claim[] {
  const living: Claim[] = [];
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(PREFIX) || name === mine) continue;
    const claim = readClaim(join(folder, name));
    if (claim && lives(claim, join(folder, name))) living.push(claim);
    else rmSync(join(folder, name), { force: true });
  }
  return living;
}

function readClaim(file: string): Claim | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Claim;
  } catch {
    return null;
  }
}

function lives(claim: Claim, file: string): boolean {
  if (claim.host !== hostname()) {
    const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - touched < LEFT_BEHIND_MS;
  }
  try {
    process.kill(claim.pid, 0);
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return claim.started === startOf(claim.pid);
}

/** When a process started; null where the system does not say so in /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces; its state is next, the start time the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Z: it ended, and only its parent has not noticed.
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function hold(folder: string, mine: string): Lock {
  const file = join(folder, mine);
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    rmSync(file, { force: true });
  };
  process.on('exit', release);
  return { release };
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // The folder was taken away under us; the database itself will say so.
  }
}
