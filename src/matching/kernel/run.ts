import { flip, rebase } from './augment.ts';
import { open, shrink } from './blossom.ts';
import { popEvent } from './events.ts';
import { addEdge, announceLow, type Forest, fell, makeInner, makeOuter, offer, plant, priceNow } from './forest.ts';
import { type Edge, isBlossom, type Node, otherEnd, type Tree } from './node.ts';

/** Where the kernel gets pairs it has not been shown yet. */
export interface MorePairs {
  /** Lowers the school's limit and gives every pair not yet known that could be violated between the new limits. */
  widen(school: Node): Edge[];
}

const EVENTS_BETWEEN_LOOKS = 256;

/**
 * Runs until every school has a partner or may stay alone at its price: then the pairing is the best there is. Needs
 * feasible prices, all schools without a partner at even ones above their floor. `pause` is asked now and then; true stops
 * the run with what there is, and all prices are still feasible. `patient` (the empty chair) waits to be reached: if it grew
 * a tree like the others, all prices could move together for long without a gain.
 */
export function run(forest: Forest, more: MorePairs, pause: () => boolean, patient?: Node): void {
  const root = (school: Node) => !school.mate && school.cover.outermost.base === school && school.price > school.floor;
  for (const school of forest.schools) if (school !== patient && root(school)) plant(forest, school.cover.outermost);
  let steps = 0;
  let paused = false;
  for (;;) {
    if (forest.trees === 0) {
      if (!patient || !root(patient)) break;
      plant(forest, patient.cover.outermost);
    }
    if (++steps % EVENTS_BETWEEN_LOOKS === 0 && pause()) {
      paused = true;
      break;
    }
    const event = popEvent(forest.events);
    if (!event) throw new Error('a tree can neither grow nor end');
    const { at, kind, node, edge } = event;
    if (kind === 'meet' && edge) meet(forest, at, node, edge);
    else if (kind === 'open') openWhenDue(forest, at, node);
    else low(forest, at, node, more);
  }
  if (paused) for (const tree of growing(forest)) fell(forest, tree);
  forest.events.size = 0;
}

function growing(forest: Forest): Set<Tree> {
  const trees = new Set<Tree>();
  for (const school of forest.schools) if (school.cover.outermost.tree) trees.add(school.cover.outermost.tree);
  return trees;
}

/** The tree's root has a partner, or stays alone for good: its nodes are free for others. */
function finish(forest: Forest, ...nodes: Node[]): void {
  const freed: Node[] = [];
  for (const { tree } of nodes) if (tree) freed.push(...fell(forest, tree));
  for (const school of freed) offer(forest, school);
}

function meet(forest: Forest, at: number, school: Node, edge: Edge): void {
  const other = otherEnd(edge, school);
  const [here, there] = [school.cover.outermost, other.cover.outermost];
  if (here.label !== 'outer' || here === there || there.label === 'inner') return;
  const speed = there.label === 'outer' ? 2 : 1;
  if (school.price + other.price - edge.score !== speed * at) return;
  forest.clock = at;
  if (there.label === 'outer') {
    if (there.tree === here.tree) {
      shrink(forest, school, other);
    } else {
      flip(school, other);
      flip(other, school);
      finish(forest, here, there);
    }
    return;
  }
  const { mate } = there.base;
  if (mate && here.tree) {
    makeInner(forest, here.tree, there, other, school);
    makeOuter(forest, here.tree, mate.cover.outermost, mate, there.base);
  } else {
    rebase(there, other);
    flip(school, other);
    finish(forest, here);
  }
}

function openWhenDue(forest: Forest, at: number, blossom: Node): void {
  if (blossom.label !== 'inner' || blossom.parent || !isBlossom(blossom) || blossom.price !== 2 * at) return;
  forest.clock = at;
  open(forest, blossom);
}

function low(forest: Forest, at: number, school: Node, more: MorePairs): void {
  const lowest = Math.max(school.limit, school.floor);
  if (school.cover.outermost.label !== 'outer' || school.price - lowest !== at) return;
  forest.clock = at;
  if (priceNow(forest, school) === school.floor) {
    const here = school.cover.outermost;
    flip(school, null);
    finish(forest, here);
    return;
  }
  for (const edge of more.widen(school)) addEdge(forest, edge);
  announceLow(forest, school);
}
