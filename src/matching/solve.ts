import { growForest } from './exact.ts';
import { type Instance, seatScore } from './instance.ts';
import { type Forest, makeForest } from './kernel/forest.ts';
import { type Edge, makeSchool, type Node, otherEnd } from './kernel/node.ts';
import { prepare } from './kernel/prepare.ts';
import { readForest } from './kernel/read.ts';
import { run } from './kernel/run.ts';
import { makePricer } from './pricing/pricer.ts';
import { tableOf } from './pricing/table.ts';
import { type Solution, worthOf } from './solution.ts';
import { fillUp } from './start/fill.ts';
import { findStart } from './start/start.ts';
import type { Weights } from './types.ts';
import type { Watch } from './watch.ts';
import { scoreRange } from './weights.ts';

/** Up to so many seats all legal pairs are taken in hand at once. */
const SMALL = 300;

/** A grain, the engine's smallest step in prices, is such a part of the highest score there can be. */
const GRAINS = 2300;

/** The best pairing of the seats; or, when it gets late, a good one and prices that say how good. */
export function solve(instance: Instance, weights: Weights, watch: Watch): Solution {
  return instance.seats <= SMALL ? solveSmall(instance, watch) : solveLarge(instance, weights, watch);
}

/** By prices learned from an auction, and the exact kernel with the pairs that matter at these prices. */
export function solveLarge(instance: Instance, weights: Weights, watch: Watch, table = tableOf(instance)): Solution {
  const grain = Math.max(1, Math.round(scoreRange(weights).highest / GRAINS));
  const pricer = makePricer(instance, table);
  const start = findStart(instance, pricer, grain, watch);
  let best = start.mates;
  const look = (forest: Forest) => {
    if (!watch.isDue()) return;
    best = betterOf(instance, best, forest);
    watch.report('exact', instance, { ...readForest(forest), mates: best });
  };
  const forest = growForest(instance, pricer, start.prices, grain, watch, look);
  const solution = forest
    ? { ...readForest(forest), mates: betterOf(instance, best, forest) }
    : { mates: best, prices: start.feasible, oddSets: [] };
  watch.report('finish', instance, solution);
  return solution;
}

/** The better of a pairing and the forest's, filled up. */
function betterOf(instance: Instance, mates: Int32Array, forest: Forest): Int32Array {
  const filled = Int32Array.from(forest.schools, (node) => node.mate?.id ?? -1);
  fillUp(instance, filled, (seat) => partnersOf(forest.schools[seat]));
  return worthOf(instance, filled) > worthOf(instance, mates) ? filled : mates;
}

function partnersOf(node: Node | undefined): number[] {
  return node ? node.edges.map((edge) => otherEnd(edge, node).id) : [];
}

/** With all legal pairs at once. */
export function solveSmall(instance: Instance, watch: Watch): Solution {
  const nodes = instance.floors.map((floor, seat) => makeSchool(seat, 0, floor));
  for (const a of nodes) {
    for (const b of nodes.slice(a.id + 1)) {
      const score = seatScore(instance, a.id, b.id);
      if (score === null) continue;
      const edge: Edge = { a, b, score };
      a.edges.push(edge);
      b.edges.push(edge);
    }
  }
  for (const node of nodes) {
    node.price = node.floor;
    for (const edge of node.edges) node.price = Math.max(node.price, edge.score / 2);
  }
  prepare(nodes);
  const forest = makeForest(nodes);
  run(forest, { widen: () => [] }, watch.late, instance.chair ? nodes[instance.schools] : undefined);
  const nobody = new Int32Array(instance.seats).fill(-1);
  return { ...readForest(forest), mates: betterOf(instance, nobody, forest) };
}
