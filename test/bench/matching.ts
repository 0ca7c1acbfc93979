import { fresh, playRounds } from '../matching/rounds-in-a-row.ts';
import { answeringBeside } from './matching/answering.ts';
import { SIZES, STRESS, schoolsOf } from './matching/cases.ts';
import { registerSchools } from './matching/instances.ts';
import { compileLemon } from './matching/lemon.ts';
import { NPM_LIMIT_SECONDS } from './matching/npm.ts';
import { type Outcome, rivalsOf, runCase } from './matching/outcome.ts';

const ROUNDS = 12;
const ROUND_SCHOOLS = [2001, 24_500];

/**
 * The pairing engine on the real register, each case in a process of its own: how good, how soon, how much memory; beside it
 * what bots do (random pairs within the rules), greedy, the npm solver and LEMON on the same pairs where they are at hand.
 * Then what makes it hard, many rounds in a row, and how the bot answers meanwhile. BENCH_SCHOOLS: no case with more schools.
 */
export async function run(): Promise<object> {
  const most = Number(process.env.BENCH_SCHOOLS ?? Number.POSITIVE_INFINITY);
  const lemon = compileLemon();
  if (!lemon) console.log('LEMON is left out: g++ or liblemon-dev is not installed');
  const sizes = SIZES.filter(({ schools }) => schools <= most).map((each) => {
    const { outcome, result } = runCase(each);
    tell(outcome);
    return { ...outcome, ...rivalsOf(result, lemon) };
  });
  console.table(sizes.map(engineRow));
  console.table(sizes.map(rivalRow));
  const stress = STRESS.filter(({ schools }) => schools <= most).map((each) => tell(runCase(each).outcome));
  console.table(stress.map(engineRow));
  const rounds = ROUND_SCHOOLS.filter((schools) => schools <= most).map(roundsOf);
  console.table(rounds);
  const largest = SIZES.filter(({ schools }) => schools <= most).at(-1);
  const answering = largest && (await answeringBeside(schoolsOf(largest)));
  console.log(`the bot's answers, alone and while rounds of ${largest?.name} schools are computed beside it (ms)`);
  console.table(answering);
  const wrong = sizes.some(({ verified, npm, lemon }) => !verified || npm?.same === false || lemon?.same === false);
  if (wrong || rounds.some(({ tooSoon }) => tooSoon > 0)) process.exitCode = 1;
  return { sizes, stress, rounds, answering };
}

/** A line for each case as it ends: all of them take some minutes. */
function tell(row: Outcome): Outcome {
  const gap = row.proven ? 'proven' : percent(row.total, row.bound);
  console.log(
    `${row.name}: ${gap}, ${seconds(row.seconds)} (processor ${seconds(row.cpuSeconds)}), ${Math.round(row.megabytes)} MB`,
  );
  return row;
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;
const seconds = (value: number | null | undefined) => (value === null || value === undefined ? '-' : `${value.toFixed(2)} s`);

function engineRow(row: Outcome): object {
  return {
    schools: row.name,
    'of the bound': row.proven ? '100 %, proven' : percent(row.total, row.bound),
    'to 1 %': seconds(row.onePercent),
    'to 0.1 %': seconds(row.tenthPercent),
    'to 0': seconds(row.nothing),
    processor: seconds(row.cpuSeconds),
    memory: `${Math.round(row.megabytes)} MB`,
    'left out': row.leftOut,
  };
}

function rivalRow(row: Outcome): object {
  const rival = (each: { seconds: number; same: boolean } | null | undefined) => {
    if (each === null) return `over ${NPM_LIMIT_SECONDS} s`;
    return each ? `${seconds(each.seconds)}${each.same ? '' : ' DIFFERS'}` : '-';
  };
  return {
    schools: row.name,
    random: percent(row.random, row.bound),
    greedy: percent(row.greedy ?? 0, row.bound),
    'pairs that matter': row.candidates ?? '-',
    'npm on these': rival(row.npm),
    'LEMON on these': rival(row.lemon),
    'verifier, all pairs': `${row.verified ? 'agrees' : 'DISAGREES'}, ${seconds(row.verifySeconds)}`,
  };
}

/** Many rounds of the same schools, one after the other: the sums and the worst of them. */
function roundsOf(count: number) {
  const { played } = playRounds(fresh(registerSchools(count, 11)), ROUNDS);
  const sum = (of: (round: (typeof played)[number]) => number) => played.reduce((total, round) => total + of(round), 0);
  const most = (of: (round: (typeof played)[number]) => number) => Math.max(...played.map(of));
  return {
    schools: count,
    rounds: ROUNDS,
    proven: sum(({ proven }) => Number(proven)),
    worstGap: `${most(({ gap }) => gap).toFixed(4)} %`,
    tooSoon: sum(({ tooSoon }) => tooSoon),
    again: sum(({ again }) => again),
    trios: sum(({ trios }) => trios),
    trioTwiceRunning: sum(({ trioTwice }) => trioTwice),
    leftOut: sum(({ leftOut }) => leftOut),
    seconds: Math.round(10 * sum(({ seconds }) => seconds)) / 10,
    slowest: Math.round(10 * most(({ seconds }) => seconds)) / 10,
  };
}
