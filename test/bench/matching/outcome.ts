import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MatchProgress, MatchResult } from '../../../src/matching/types.ts';
import { verify } from '../../../src/matching/verify.ts';
import { type Case, schoolsOf } from './cases.ts';
import { compileLemon, runLemon } from './lemon.ts';
import { greedyTotal, npmTotal, pairsThatMatter } from './rivals.ts';

/** What came out of one case; totals in units, times in seconds. */
export interface Outcome {
  name: string;
  seconds: number;
  megabytes: number;
  total: number;
  bound: number;
  proven: boolean;
  leftOut: number;
  pairsChecked: number;
  random: number;
  /** until the pairing at hand was proven to be within this of the best possible; null: never */
  onePercent: number | null;
  tenthPercent: number | null;
  nothing: number | null;
  greedy?: number;
  /** rivals on the pairs that matter: seconds, and whether they find the same total */
  npm?: { seconds: number; same: boolean };
  lemon?: { seconds: number; same: boolean };
  verified?: boolean;
}

const DEADLINE_MS = 120_000;
/** Above so many schools the npm solver takes minutes. */
const NPM_AT_MOST = 2000;
const CHILD = fileURLToPath(new URL('./child.mjs', import.meta.url));

/** Computes the case with the compiled engine; `compare` also runs the rivals and the verifier. */
export function runCase(each: Case, compare: boolean): Outcome {
  const schools = schoolsOf(each);
  const { seconds, megabytes, progress, result } = runChild({
    schools,
    rules: { barred: [], fixed: [] },
    weights: each.weights,
    seed: 1,
    deadlineMs: DEADLINE_MS,
  });
  result.inputs.schools = schools;
  const within = (gap: number) => {
    const step = progress.find(({ total, bound }) => 1 - total / bound <= gap);
    return step ? step.elapsedMs / 1000 : 1 - result.total / result.bound <= gap ? seconds : null;
  };
  const outcome: Outcome = {
    name: each.name,
    seconds,
    megabytes,
    total: result.total,
    bound: result.bound,
    proven: result.proven,
    leftOut: result.leftOut.length,
    pairsChecked: result.pairsChecked,
    random: result.randomTotal,
    onePercent: within(0.01),
    tenthPercent: within(0.001),
    nothing: result.proven ? seconds : null,
  };
  return compare ? { ...outcome, ...rivalsOf(result) } : outcome;
}

interface Answer {
  seconds: number;
  megabytes: number;
  progress: MatchProgress[];
  result: MatchResult;
}

function runChild(options: object): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'matching-'));
  try {
    const [order, answer] = [join(folder, 'order.json'), join(folder, 'answer.json')];
    writeFileSync(order, JSON.stringify(options));
    execFileSync(process.execPath, [CHILD, order, answer]);
    return JSON.parse(readFileSync(answer, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rivalsOf(result: MatchResult): Partial<Outcome> {
  const { schools, rules, weights, seed } = result.inputs;
  const rivals: Partial<Outcome> = { greedy: greedyTotal(result.inputs) };
  if (schools.length <= NPM_AT_MOST) rivals.npm = npmTotal(result);
  rivals.verified = verify(schools, rules, weights, seed, result).length === 0;
  const program = compileLemon();
  if (program) {
    const { seats, pairs } = pairsThatMatter(result);
    const lemon = runLemon(program, seats, pairs);
    rivals.lemon = { seconds: lemon.seconds, same: lemon.found && lemon.total === result.total };
  }
  return rivals;
}
