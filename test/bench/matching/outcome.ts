import { execFileSync } from 'node:child_process';
import { projectFile } from '../../../src/database/project-files.ts';
import type { MatchResult } from '../../../src/matching/types.ts';
import { verify } from '../../../src/matching/verify.ts';
import { type Case, schoolsOf } from './cases.ts';
import { runLemon } from './lemon.ts';
import { runNpm } from './npm.ts';
import { greedyTotal, pairsThatMatter } from './rivals.ts';
import { withFiles } from './with-files.ts';

/** What came out of one case; totals in units, times in seconds. */
export interface Outcome {
  name: string;
  seconds: number;
  /** processor time of the whole process; where others use the machine too, it tells more than the clock */
  cpuSeconds: number;
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
  npm?: { seconds: number; same: boolean } | null;
  lemon?: { seconds: number; same: boolean };
  /** how many pairs those are */
  candidates?: number;
  verified?: boolean;
  verifySeconds?: number;
}

const DEADLINE_MS = 120_000;
const CHILD = projectFile('test', 'bench', 'matching', 'child.mjs');

/** Computes the case with the compiled engine in its worker thread; also the result, for the rivals. */
export function runCase(each: Case): { outcome: Outcome; result: MatchResult } {
  const schools = schoolsOf(each);
  const order = { schools, rules: { barred: [], fixed: [] }, weights: each.weights, seed: 1, deadlineMs: DEADLINE_MS };
  const answer = withFiles<Answer>(order, (files) => {
    execFileSync(process.execPath, [CHILD, ...files], { stdio: 'inherit' });
    return true;
  });
  if (!answer) throw new Error('no answer');
  const { seconds, cpuSeconds, megabytes, progress, result } = answer;
  result.inputs.schools = schools;
  const within = (gap: number) =>
    [...progress, { ...result, seconds }].find(({ total, bound }) => 1 - total / bound <= gap)?.seconds ?? null;
  return {
    result,
    outcome: {
      name: each.name,
      seconds,
      cpuSeconds,
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
    },
  };
}

interface Answer {
  seconds: number;
  cpuSeconds: number;
  megabytes: number;
  progress: { seconds: number; total: number; bound: number }[];
  result: MatchResult;
}

/** The same round by others, and the verifier's look at every pair. `lemon`: the compiled program, null where there is none. */
export function rivalsOf(result: MatchResult, lemon: string | null): Partial<Outcome> {
  const { schools, rules, weights, seed } = result.inputs;
  const began = performance.now();
  const problems = verify(schools, rules, weights, seed, result);
  const verifySeconds = (performance.now() - began) / 1000;
  const rivals: Partial<Outcome> = {
    greedy: greedyTotal(result.inputs),
    npm: runNpm(result),
    verified: problems.length === 0,
    verifySeconds,
  };
  if (!lemon) return rivals;
  const { seats, pairs } = pairsThatMatter(result);
  const theirs = runLemon(lemon, seats, pairs);
  return {
    ...rivals,
    candidates: pairs.length,
    lemon: { seconds: theirs.seconds, same: theirs.found && theirs.total === result.total },
  };
}
