import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

/** A tick of /proc, in microseconds: the kernel counts 100 in a second on every machine we know (sysconf(_SC_CLK_TCK)). */
const TICK = 10_000;

/**
 * The processor time of a Postgres server on this machine so far, in microseconds: its main process, those that serve, and those that
 * ended. Always 0 where the server is elsewhere or the machine has no /proc.
 */
export async function postgresTime(pool: pg.Pool): Promise<() => number> {
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const main = statOf(rows[0]?.pid ?? 0)?.parent;
  return () => {
    if (main === undefined) return 0;
    const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name), main) ?? []) : []));
    return TICK * all.reduce((sum, one) => sum + one.ticks, 0);
  };
}

/** Of one process: its parent, and its ticks (of the main process also those of children that ended). */
function statOf(pid: number, main?: number): { parent: number; ticks: number } | undefined {
  try {
    // The second field is the name in brackets, which may hold spaces: what follows it begins with the state.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
    const [, parent = 0] = fields;
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    if (main === undefined) return { parent, ticks: 0 };
    if (pid === main) return { parent, ticks: user + system + childUser + childSystem };
    return parent === main ? { parent, ticks: user + system } : undefined;
  } catch {
    return undefined;
  }
}
