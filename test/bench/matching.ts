import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { matchSchoolsInWorker } from '../../src/matching/index.ts';
import { SIZES, STRESS, schoolsOf } from './matching/cases.ts';
import { type Outcome, runCase } from './matching/outcome.ts';
import { repeatsInRounds } from './matching/rounds.ts';

const ROUNDS = 12;
const ROUND_SCHOOLS = 2000;

/**
 * The pairing engine on the real register, each case in a process of its own: how good, how soon, how much memory; beside it
 * what bots do (random pairs within the rules), greedy, the npm solver and LEMON on the same pairs where they are at hand.
 */
export async function run(): Promise<object> {
  const sizes = SIZES.map((each) => runCase(each, true));
  console.table(sizes.map(sizeRow));
  const stress = STRESS.map((each) => runCase(each, false));
  console.table(stress.map(stressRow));
  const rounds = { rounds: ROUNDS, schools: ROUND_SCHOOLS, repeatedPairs: repeatsInRounds(ROUNDS, ROUND_SCHOOLS) };
  const loop = await loopDelays();
  console.log(`${ROUNDS} rounds of ${ROUND_SCHOOLS} schools in a row: ${rounds.repeatedPairs} pairs met twice`);
  console.log(`event loop, p99: ${loop.idleMs} ms idle, ${loop.busyMs} ms while a round of 24,500 runs in its worker`);
  return { sizes, stress, rounds, loop };
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;
const seconds = (value: number | null | undefined) => (value === null || value === undefined ? '-' : `${value.toFixed(2)} s`);
const rival = (each: { seconds: number; same: boolean } | undefined) =>
  each ? `${seconds(each.seconds)}${each.same ? '' : ' DIFFERS'}` : '-';

function sizeRow(row: Outcome): object {
  return {
    schools: row.name,
    'of the bound': row.proven ? '100 %, proven' : percent(row.total, row.bound),
    'to 1 %': seconds(row.onePercent),
    'to 0.1 %': seconds(row.tenthPercent),
    'to 0': seconds(row.nothing),
    memory: `${Math.round(row.megabytes)} MB`,
    random: percent(row.random, row.bound),
    greedy: percent(row.greedy ?? 0, row.bound),
    npm: rival(row.npm),
    LEMON: rival(row.lemon),
    verified: row.verified === undefined ? '-' : String(row.verified),
  };
}

function stressRow(row: Outcome): object {
  return {
    case: row.name,
    'of the bound': row.proven ? '100 %, proven' : percent(row.total, row.bound),
    'to 0.1 %': seconds(row.tenthPercent),
    'to 0': seconds(row.nothing),
    memory: `${Math.round(row.megabytes)} MB`,
    'left out': row.leftOut,
  };
}

/** How late the event loop is, with nothing to do and while the largest round is computed beside it. */
async function loopDelays(): Promise<{ idleMs: number; busyMs: number }> {
  const largest = SIZES[SIZES.length - 1];
  if (!largest) throw new Error('no sizes');
  const schools = schoolsOf(largest);
  const measure = async (work: () => Promise<unknown>): Promise<number> => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await work();
    delay.disable();
    return Math.round(delay.percentile(99) / 1e5) / 10;
  };
  const idleMs = await measure(() => sleep(3000));
  const busyMs = await measure(() => matchSchoolsInWorker({ schools, rules: { barred: [], fixed: [] }, seed: 1 }));
  return { idleMs, busyMs };
}
