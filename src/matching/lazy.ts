import { seatScoreAbove } from './instance.ts';
import { type Edge, isBlossom, type Node, otherEnd } from './kernel/node.ts';
import type { MorePairs } from './kernel/run.ts';
import { arrange, makePricer, type Pricer, visitAbove } from './pricing/pricer.ts';
import { NEAR_SLACK } from './start/start.ts';

/** So many schools may have lowered their limits before the shelves are arranged again; of a giant's, few need to know. */
const LOWERED_AT_MOST = 512;
const LOWERED_IN_GIANT = 4096;
/** After so many looks at more pairs, a school's next ones reach twice as far each time: it may have to go down very far. */
const CAREFUL_LOOKS = 8;
/** A blossom that holds such a part of all schools gets shelves of its own. */
const GIANT = 1 / 8;

/**
 * Finds more pairs for the kernel as prices fall below the limits. Pairs inside one blossom need no look: its price rises as
 * theirs fall. Towards the end one blossom can hold most schools; they look only at those outside.
 */
export function lazyPairs(nodes: Node[], pricer: Pricer, grain: number): MorePairs {
  const levels = new Float64Array(nodes.length);
  const looks = new Int32Array(nodes.length);
  const inside = makePricer(pricer.instance);
  let giant: Node | null = null;
  let inGiant = new Uint8Array(nodes.length);
  let lowered: Node[] = [];
  let loweredInGiant: Node[] = [];
  const arrangeByLimits = () => {
    giant = giantOf(nodes);
    inGiant = Uint8Array.from(nodes, (node) => (giant && node.cover.outermost === giant ? 1 : 0));
    const members = nodes.filter(({ id }) => id < pricer.instance.schools);
    for (const node of nodes) {
      levels[node.id] = node.limit;
      node.sheltered ||= inGiant[node.id] === 1;
    }
    const ids = (part: Node[]) => Int32Array.from(part, ({ id }) => id);
    arrange(pricer, levels, ids(members.filter(({ id }) => !inGiant[id])));
    arrange(inside, levels, ids(members.filter(({ id }) => inGiant[id])));
    lowered = [];
    loweredInGiant = [];
  };
  arrangeByLimits();
  return {
    widen(school) {
      if (lowered.length >= LOWERED_AT_MOST || loweredInGiant.length >= LOWERED_IN_GIANT) arrangeByLimits();
      // while the giant holds, a school in it has no need to look at the others in it
      const amongItsOwn = inGiant[school.id] === 1 && giant !== null && isBlossom(giant);
      const known = new Set(school.edges.map((edge) => otherEnd(edge, school)));
      const more: Edge[] = [];
      const look = looks[school.id] ?? 0;
      looks[school.id] = look + 1;
      const reach = NEAR_SLACK * grain * 2 ** Math.max(0, look - CAREFUL_LOOKS);
      const limit = Math.max(school.floor, school.limit - reach);
      const consider = (other: Node, scoreAbove: (least: number) => number | null) => {
        if (other === school) return;
        if (other.cover === school.cover) {
          school.sheltered = true;
          other.sheltered = true;
          return;
        }
        const score = scoreAbove(limit + other.limit);
        if (score === null || known.has(other)) return;
        known.add(other);
        more.push({ a: school, b: other, score });
      };
      const visit = (seat: number, score: number) => {
        const other = nodes[seat];
        if (other) consider(other, (least) => (score > least ? score : null));
        return limit;
      };
      visitAbove(pricer, school.id, limit, visit);
      if (!amongItsOwn) visitAbove(inside, school.id, limit, visit);
      // the shelves do not know yet that these are cheaper now
      for (const other of amongItsOwn ? lowered : [...lowered, ...loweredInGiant]) {
        consider(other, (least) => seatScoreAbove(pricer.instance, school.id, other.id, least));
      }
      school.limit = limit;
      (inGiant[school.id] ? loweredInGiant : lowered).push(school);
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
