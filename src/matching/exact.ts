import { type Instance, seatScore } from './instance.ts';
import { makeForest } from './kernel/forest.ts';
import { type Edge, makeSchool, type Node, otherEnd } from './kernel/node.ts';
import { prepare } from './kernel/prepare.ts';
import { type MorePairs, run } from './kernel/run.ts';
import { bestAbove } from './pricing/best.ts';
import { arrange, type Pricer, visitAbove } from './pricing/pricer.ts';
import { type Solution, solutionOf } from './solve.ts';
import { MOST_PARTNERS, NEAR_SLACK } from './start/start.ts';

/** So many schools may have lowered their limits before the shelves are arranged again. */
const LOWERED_AT_MOST = 512;

/**
 * Finds the best pairing from good prices. The kernel gets only the few pairs that could matter near these prices; the
 * moment a school's price has fallen so far that others could matter, it is given those (`lazyPairs`). So its proof is one
 * about all pairs, though it sees hardly any.
 */
export function solveExactly(
  instance: Instance,
  pricer: Pricer,
  prices: Float64Array,
  grain: number,
  pause: (nodes: Node[]) => boolean,
): Solution {
  const nodes = instance.floors.map((floor, seat) => makeSchool(seat, prices[seat] ?? 0, floor));
  connectNear(nodes, pricer, prices, grain);
  prepare(nodes);
  const chair = instance.chair ? (nodes[instance.schools] ?? null) : null;
  run(makeForest(nodes), lazyPairs(nodes, pricer, grain), () => pause(nodes), chair);
  return solutionOf(nodes);
}

/** Gives every school the pairs of little slack, and the limit down to which it has them all. */
function connectNear(nodes: Node[], pricer: Pricer, prices: Float64Array, grain: number): void {
  arrange(pricer, prices);
  const known = new Set<number>();
  for (const node of nodes) {
    const { found, rest } = bestAbove(pricer, node.id, node.price - NEAR_SLACK * grain, MOST_PARTNERS);
    // a pair in neither list has at least the slack of both schools' rests: each covers half of it
    node.limit = Math.ceil(node.price - (node.price - rest) / 2);
    for (const { seat, score } of found) {
      const other = nodes[seat];
      const key = Math.min(seat, node.id) * nodes.length + Math.max(seat, node.id);
      if (!other || known.has(key)) continue;
      known.add(key);
      const edge: Edge = { a: node, b: other, score };
      node.edges.push(edge);
      other.edges.push(edge);
    }
  }
}

/** Finds more pairs for the kernel as prices fall below the limits. */
function lazyPairs(nodes: Node[], pricer: Pricer, grain: number): MorePairs {
  const levels = new Float64Array(nodes.length);
  let lowered: Node[] = [];
  const arrangeByLimits = () => {
    for (const node of nodes) levels[node.id] = node.limit;
    arrange(pricer, levels);
    lowered = [];
  };
  arrangeByLimits();
  return {
    widen(school) {
      if (lowered.length >= LOWERED_AT_MOST) arrangeByLimits();
      const known = new Set(school.edges.map((edge) => otherEnd(edge, school)));
      const more: Edge[] = [];
      const limit = school.limit - NEAR_SLACK * grain;
      const consider = (other: Node | undefined, score: number | null) => {
        if (!other || score === null || score <= limit + other.limit || known.has(other)) return;
        known.add(other);
        more.push({ a: school, b: other, score });
      };
      visitAbove(pricer, school.id, limit, (seat, score) => {
        consider(nodes[seat], score);
        return limit;
      });
      // the shelves do not know yet that these are cheaper now
      for (const other of lowered) consider(other, seatScore(pricer.instance, school.id, other.id));
      school.limit = limit;
      lowered.push(school);
      return more;
    },
  };
}
