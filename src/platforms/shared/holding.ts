import { pause, within } from './pauses.ts';

/** What one process among several may have at a time (kept in the database). */
export interface Lease {
  /** Takes or keeps it for so many ms. False: another process has it. Throws when nobody can be asked. */
  take(ms: number): Promise<boolean>;
  release(): Promise<void>;
}

/** Who has it, as far as this process knows. */
export type Standing = 'ours' | 'theirs' | 'unknown';

/** The wish to have it, for as long as this process lives. */
export interface Holding {
  /**
   * Until `ending`: waits for the lease, does the work while it is ours, and waits again when it was lost. `work` ends when its signal is
   * aborted; then the lease is given back. `elsewhere` is called whenever it is found to be theirs.
   */
  keep(work: (lost: AbortSignal) => Promise<void>, elsewhere: () => void, ending: AbortSignal): Promise<void>;
  standing(): Standing;
}

/** How long, in ms. */
export interface HoldingTimes {
  /** A lease that is not renewed ends after so long: another takes over within this, a look, and the time it takes to connect. */
  lease: number;
  /** Between two looks: renewing it, or trying to get it. */
  look: number;
  /** So long before a lease ends that could not be renewed, the work is given up, so that hanging up comes before the next one begins. */
  margin: number;
}

/** Dead for 15 s, looked at every 3 s, connected within a few: far within the half minute in which another has to take over. */
export const HOLDING_TIMES: HoldingTimes = { lease: 15_000, look: 3_000, margin: 5_000 };
/** Nobody waits longer for a database that does not answer, when stopping. */
const RELEASE_MS = 2_000;

/** Keeps a lease. Its own end is counted from before it was asked for, by a clock nobody sets: always earlier than the database's. */
export function createHolding(lease: Lease, times: HoldingTimes = HOLDING_TIMES): Holding {
  /** On performance.now(): what we know of the lease holds until then. */
  let until = 0;
  let known: Standing = 'unknown';

  const standing = () => (performance.now() < until ? known : 'unknown');

  async function look(): Promise<Standing> {
    const asked = performance.now();
    // An answer that comes later than the lease would last says nothing any more.
    const taken = await within(times.lease - times.margin, lease.take(times.lease)).catch(() => undefined);
    if (taken === undefined) return standing();
    known = taken ? 'ours' : 'theirs';
    until = asked + times.lease - times.margin;
    return standing();
  }

  /** Resolves when it is no longer ours: another has it, it could not be renewed in time, or the work is over. */
  async function renew(over: AbortSignal): Promise<void> {
    while (!over.aborted && standing() === 'ours') {
      await pause(Math.max(0, Math.min(times.look, until - performance.now())), over);
      if (over.aborted) return;
      // The lease may run out while the database is being asked.
      await Promise.race([look(), pause(Math.max(0, until - performance.now()), over)]);
    }
  }

  return {
    standing,
    async keep(work, elsewhere, ending) {
      while (!ending.aborted) {
        const found = await look();
        if (found === 'theirs') elsewhere();
        if (found !== 'ours') {
          await pause(times.look, ending);
          continue;
        }
        const lost = new AbortController();
        const end = () => lost.abort();
        ending.addEventListener('abort', end);
        if (ending.aborted) end();
        await Promise.all([work(lost.signal).finally(end), renew(lost.signal).finally(end)]);
        ending.removeEventListener('abort', end);
        until = 0;
        await within(RELEASE_MS, lease.release()).catch(() => undefined);
      }
    },
  };
}
