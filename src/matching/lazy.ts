import { type Edge, isBlossom, type Node, otherEnd } from './kernel/node.ts';
import type { MorePairs } from './kernel/run.ts';
import { arrangeAll, makeFalling, noteFall, visitFalling } from './pricing/falling.ts';
import type { Pricer } from './pricing/pricer.ts';
import { NEAR_SLACK } from './start/start.ts';

/** So many schools may have lowered their limits before all are arranged again. */
const LOWERED_AT_MOST = 2048;
/** After so many looks at more pairs, a school's next ones reach twice as far each time: it may have to go down very far. */
const CAREFUL_LOOKS = 8;
/** A blossom that holds such a part of all schools gets shelves of its own. */
const GIANT = 1 / 8;

/**
 * Finds more pairs for the kernel as prices fall below the limits. Pairs inside one blossom need no look: its price rises as
 * theirs fall. Towards the end one blossom can hold most schools; they look only at those outside.
 */
export function lazyPairs(nodes: Node[], { instance, table }: Pricer, grain: number): MorePairs {
  const levels = new Float64Array(nodes.length);
  const looks = new Int32Array(nodes.length);
  const outside = makeFalling(instance, levels, table);
  const inside = makeFalling(instance, levels, table);
  let giant: Node | null = null;
  let inGiant = new Uint8Array(nodes.length);
  const arrangeByLimits = () => {
    giant = giantOf(nodes);
    inGiant = Uint8Array.from(nodes, (node) => (giant && node.cover.outermost === giant ? 1 : 0));
    for (const node of nodes) {
      levels[node.id] = node.limit;
      node.sheltered ||= inGiant[node.id] === 1;
    }
    const members = nodes.slice(0, instance.schools);
    const ids = (part: Node[]) => Int32Array.from(part, ({ id }) => id);
    arrangeAll(outside, ids(members.filter(({ id }) => !inGiant[id])));
    arrangeAll(inside, ids(members.filter(({ id }) => inGiant[id])));
  };
  arrangeByLimits();
  return {
    widen(school) {
      if (Math.max(outside.fallen.size, inside.fallen.size) >= LOWERED_AT_MOST) arrangeByLimits();
      // while the giant holds, a school in it has no need to look at the others in it
      const amongItsOwn = inGiant[school.id] === 1 && giant !== null && isBlossom(giant);
      const known = new Set(school.edges.map((edge) => otherEnd(edge, school)));
      const more: Edge[] = [];
      const look = looks[school.id] ?? 0;
      looks[school.id] = look + 1;
      const reach = NEAR_SLACK * grain * 2 ** Math.max(0, look - CAREFUL_LOOKS);
      const limit = Math.max(school.floor, school.limit - reach);
      const visit = (seat: number, score: number) => {
        const other = nodes[seat];
        if (!other || other === school) return limit;
        if (other.cover === school.cover) {
          school.sheltered = true;
          other.sheltered = true;
        } else if (score > limit + other.limit && !known.has(other)) {
          known.add(other);
          more.push({ a: school, b: other, score });
        }
        return limit;
      };
      visitFalling(outside, school.id, limit, visit);
      if (!amongItsOwn) visitFalling(inside, school.id, limit, visit);
      school.limit = limit;
      levels[school.id] = limit;
      noteFall(inGiant[school.id] ? inside : outside, school.id);
      return more;
    },
  };
}

/** The blossom that holds so many schools that it deserves shelves of its own, if there is one. */
function giantOf(nodes: Node[]): Node | null {
  let largest: Node | null = null;
  for (const { cover } of nodes) if (cover.outermost.size > (largest?.size ?? 1)) largest = cover.outermost;
  return largest && largest.size > nodes.length * GIANT ? largest : null;
}
