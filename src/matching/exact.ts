import { type Instance, seatScore } from './instance.ts';
import { type Forest, makeForest } from './kernel/forest.ts';
import { type Edge, makeSchool, type Node, otherEnd } from './kernel/node.ts';
import { prepare } from './kernel/prepare.ts';
import { type MorePairs, run } from './kernel/run.ts';
import { bestAbove } from './pricing/best.ts';
import { arrange, type Pricer, visitAbove } from './pricing/pricer.ts';
import { MOST_PARTNERS, NEAR_SLACK } from './start/start.ts';
import type { Watch } from './watch.ts';

/** So many schools may have lowered their limits before the shelves are arranged again. */
const LOWERED_AT_MOST = 512;
/** After so many looks at more pairs, a school's next ones reach twice as far each time: it may have to go down very far. */
const CAREFUL_LOOKS = 8;
/** Seats looked at between two questions whether it is late. */
const AT_A_TIME = 256;

/**
 * Finds the best pairing from good prices. The kernel gets only the few pairs that could matter near these prices; the
 * moment a school's price has fallen so far that others could matter, it is given those (`lazyPairs`). So its proof is one
 * about all pairs, though it sees hardly any. When it gets late the forest holds the pairs made so far, and prices that
 * still bound all pairings; null when it gets late before that. `look` is called now and then as the forest grows.
 */
export function growForest(
  instance: Instance,
  pricer: Pricer,
  prices: Float64Array,
  grain: number,
  watch: Watch,
  look: (forest: Forest) => void,
): Forest | null {
  const nodes = instance.floors.map((floor, seat) => makeSchool(seat, prices[seat] ?? 0, floor));
  if (!connectNear(nodes, pricer, prices, grain, watch)) return null;
  prepare(nodes);
  const forest = makeForest(nodes);
  const pause = () => {
    look(forest);
    return watch.late();
  };
  run(forest, lazyPairs(nodes, pricer, grain), pause, instance.chair ? nodes[instance.schools] : undefined);
  return forest;
}

/** Gives every school the pairs of little slack, and the limit down to which it has them all; false when it gets late. */
function connectNear(nodes: Node[], pricer: Pricer, prices: Float64Array, grain: number, watch: Watch): boolean {
  arrange(pricer, prices);
  for (const node of nodes) {
    if (node.id % AT_A_TIME === 0 && watch.late()) return false;
    const { found, rest } = bestAbove(pricer, node.id, node.price - NEAR_SLACK * grain, MOST_PARTNERS);
    // a pair in neither list has at least the slack of both schools' rests: each covers half of it
    node.limit = Math.ceil((node.price + rest) / 2);
    const known = new Set(node.edges.map((edge) => otherEnd(edge, node)));
    for (const { seat, score } of found) {
      const other = nodes[seat];
      if (!other || known.has(other)) continue;
      const edge: Edge = { a: node, b: other, score };
      node.edges.push(edge);
      other.edges.push(edge);
    }
  }
  return true;
}

/** Finds more pairs for the kernel as prices fall below the limits. */
function lazyPairs(nodes: Node[], pricer: Pricer, grain: number): MorePairs {
  const levels = new Float64Array(nodes.length);
  const looks = new Int32Array(nodes.length);
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
      const look = looks[school.id] ?? 0;
      looks[school.id] = look + 1;
      const reach = NEAR_SLACK * grain * 2 ** Math.max(0, look - CAREFUL_LOOKS);
      const limit = Math.max(school.floor, school.limit - reach);
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
