import type { Instance } from './instance.ts';
import { type Forest, makeForest } from './kernel/forest.ts';
import { type Edge, makeSchool, type Node, otherEnd } from './kernel/node.ts';
import { prepare } from './kernel/prepare.ts';
import { run } from './kernel/run.ts';
import { lazyPairs } from './lazy.ts';
import { bestAbove } from './pricing/best.ts';
import { arrange, type Pricer } from './pricing/pricer.ts';
import { MOST_PARTNERS, NEAR_SLACK } from './start/start.ts';
import type { Watch } from './watch.ts';

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
