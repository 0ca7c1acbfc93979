import { readFileSync } from 'node:fs';
import { matchSchools } from '../../../src/matching/match.ts';
import type { MatchOptions } from '../../../src/matching/types.ts';
import { verify } from '../../../src/matching/verify.ts';
import { compileLemon, runLemon } from './lemon.ts';
import { greedyTotal, npmTotal, pairsThatMatter } from './rivals.ts';

/** What one run of the engine, in a process of its own, is asked. */
export interface Order {
  options: MatchOptions;
  /** also run the rivals, and the verifier */
  compare: boolean;
}

export interface Outcome {
  seconds: number;
  megabytes: number;
  total: number;
  bound: number;
  proven: boolean;
  leftOut: number;
  pairsChecked: number;
  random: number;
  /** seconds until the pairing at hand was proven to be within this of the best possible; null: never */
  onePercent: number | null;
  tenthPercent: number | null;
  nothing: number | null;
  greedy?: number;
  /** rivals on the pairs that matter: seconds, and whether they find the same total */
  npm?: { seconds: number; same: boolean };
  lemon?: { seconds: number; same: boolean };
  verified?: boolean;
}

/** Above so many schools the npm solver takes minutes … */
const NPM_AT_MOST = 2000;
/** … and so does the verifier's look at all pairs. */
const VERIFY_AT_MOST = 8000;

const { options, compare } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Order;
const reached: [number, number][] = [];
const began = performance.now();
const result = matchSchools({
  ...options,
  onProgress: ({ elapsedMs, total, bound }) => reached.push([elapsedMs / 1000, 1 - total / bound]),
});
const seconds = (performance.now() - began) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
reached.push([seconds, 1 - result.total / result.bound]);
const within = (gap: number) => reached.find(([, reachedGap]) => reachedGap <= gap)?.[0] ?? null;
const outcome: Outcome = {
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
if (compare) {
  const { schools, rules, weights, seed } = result.inputs;
  outcome.greedy = greedyTotal(result.inputs);
  if (schools.length <= NPM_AT_MOST) outcome.npm = npmTotal(result);
  if (schools.length <= VERIFY_AT_MOST) outcome.verified = verify(schools, rules, weights, seed, result).length === 0;
  const program = compileLemon();
  if (program) {
    const { seats, pairs } = pairsThatMatter(result);
    const lemon = runLemon(program, seats, pairs);
    outcome.lemon = { seconds: lemon.seconds, same: lemon.found && lemon.total === result.total };
  }
}
process.stdout.write(JSON.stringify(outcome));
