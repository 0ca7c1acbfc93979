import { type Events, makeEvents, pushEvent } from './events.ts';
import { type Edge, isBlossom, type Node, otherEnd, schoolsIn, type Tree, unwrap } from './node.ts';

/** The kernel's state: all schools, the clock and what is to come. */
export interface Forest {
  schools: Node[];
  clock: number;
  events: Events;
  /** trees that are still growing: the bound falls by so much per unit of the clock */
  trees: number;
  marks: number;
}

export function makeForest(schools: Node[]): Forest {
  return { schools, clock: 0, events: makeEvents(), trees: 0, marks: 0 };
}

/** The true price of a school now. */
export function priceNow(forest: Forest, school: Node): number {
  const { label } = school.cover.outermost;
  if (label === 'free') return school.price;
  return label === 'outer' ? school.price - forest.clock : school.price + forest.clock;
}

/** When an edge of an outer school gets tight, if nothing else happens before. */
function announce(forest: Forest, school: Node, edge: Edge): void {
  const other = otherEnd(edge, school);
  if (other.cover.outermost === school.cover.outermost || other.cover.outermost.label === 'inner') return;
  const sum = school.price + other.price - edge.score;
  pushEvent(forest.events, other.cover.outermost.label === 'outer' ? sum / 2 : sum, 'meet', school, edge);
}

/** An outer school that can go no lower without a look at more pairs, or at all. */
export function announceLow(forest: Forest, school: Node): void {
  pushEvent(forest.events, school.price - Math.max(school.limit, school.floor), 'low', school, null);
}

/** Everything that can happen through a school that has just become outer. */
export function watch(forest: Forest, school: Node): void {
  announceLow(forest, school);
  for (const edge of school.edges) announce(forest, school, edge);
}

/** A school that has just become free may be reached by the trees around it. */
export function offer(forest: Forest, school: Node): void {
  for (const edge of school.edges) {
    const other = otherEnd(edge, school);
    if (other.cover.outermost.label === 'outer') announce(forest, other, edge);
  }
}

/** A pair that was not known before. */
export function addEdge(forest: Forest, edge: Edge): void {
  edge.a.edges.push(edge);
  edge.b.edges.push(edge);
  if (edge.a.cover.outermost.label === 'outer') announce(forest, edge.a, edge);
  else if (edge.b.cover.outermost.label === 'outer') announce(forest, edge.b, edge);
}

function join(tree: Tree, node: Node, entry: Node, from: Node | null): void {
  node.tree = tree;
  node.entry = entry;
  node.from = from;
  tree.nodes.push(node);
}

/** A free node becomes outer. */
export function makeOuter(forest: Forest, tree: Tree, node: Node, entry: Node, from: Node | null): void {
  join(tree, node, entry, from);
  node.label = 'outer';
  if (isBlossom(node)) node.price -= 2 * forest.clock;
  const schools = schoolsIn(node);
  for (const school of schools) school.price += forest.clock;
  for (const school of schools) watch(forest, school);
}

/** A free node becomes inner. */
export function makeInner(forest: Forest, tree: Tree, node: Node, entry: Node, from: Node): void {
  join(tree, node, entry, from);
  node.label = 'inner';
  for (const school of schoolsIn(node)) school.price -= forest.clock;
  if (isBlossom(node)) {
    node.price += 2 * forest.clock;
    pushEvent(forest.events, node.price / 2, 'open', node, null);
  }
}

/** Starts a tree at a node without a partner. */
export function plant(forest: Forest, root: Node): void {
  forest.trees++;
  makeOuter(forest, { nodes: [] }, root, root.base, null);
}

/** A finished tree: true prices are written back; returns the schools that are free again. */
export function fell(forest: Forest, tree: Tree): Node[] {
  forest.trees--;
  const freed: Node[] = [];
  for (const node of tree.nodes) {
    if (node.label === 'free' || node.parent) continue;
    const sign = node.label === 'outer' ? -1 : 1;
    for (const school of schoolsIn(node)) {
      school.price += sign * forest.clock;
      freed.push(school);
    }
    if (isBlossom(node)) node.price -= sign * 2 * forest.clock;
    node.label = 'free';
    node.tree = null;
    if (isBlossom(node)) openEmpty(forest, node);
  }
  return freed;
}

/** A free blossom without a price holds nothing together any more; nor may the ones inside it. */
function openEmpty(forest: Forest, node: Node): void {
  if (node.price === 0) leaveShelter(forest, schoolsIn(node));
  const stack = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (isBlossom(next) && next.price === 0) stack.push(...unwrap(next));
  }
}

/** Without the blossom around them, the pairs that were passed over are only known to be right at the prices of now. */
export function leaveShelter(forest: Forest, schools: Node[]): void {
  for (const school of schools) if (school.sheltered) school.limit = Math.max(school.limit, priceNow(forest, school));
}
