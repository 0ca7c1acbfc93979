import { totals } from './bound.ts';
import { certificateOf } from './certificate.ts';
import type { Instance } from './instance.ts';
import { averageDraw, firstLeftOut, type Made, totalOfFixed } from './made.ts';
import { randomPairing, totalOf } from './random.ts';
import { solve } from './solve.ts';
import { type Group, joinTrios } from './trios.ts';
import type { Weights } from './types.ts';
import type { Watch } from './watch.ts';

/** The best pairs there are, with the proof; who remains joins one as the third. `fixed`: rows of pairs that must be made. */
export function makePairs(instance: Instance, weights: Weights, fixed: [number, number][], seed: number, watch: Watch): Made {
  const { scoring, schools } = instance;
  const solution = solve(instance, weights, watch);
  const groups = [...fixed.map((pair): Group => ({ pair, fixed: true })), ...pairsOf(solution.mates, schools)];
  const paired = new Set(groups.flatMap(({ pair }) => pair));
  const alone = [...scoring.roll.schools.keys()].filter((row) => !paired.has(row));
  const left = joinTrios(scoring, groups, firstLeftOut(scoring, alone));
  const { total, bound } = totals(instance, solution);
  const fixedTotal = totalOfFixed(scoring, fixed);
  return {
    groups,
    alone: left,
    total: total + fixedTotal,
    bound: bound + fixedTotal,
    stopped: total !== bound,
    randomTotal: fixedTotal + averageDraw(watch, seed, (nth) => totalOf(scoring, randomPairing(scoring, nth))),
    certificate: certificateOf(instance, solution),
  };
}

function pairsOf(mates: Int32Array, free: number): Group[] {
  return [...mates].flatMap((mate, seat): Group[] => (mate > seat && mate < free ? [{ pair: [seat, mate], fixed: false }] : []));
}
