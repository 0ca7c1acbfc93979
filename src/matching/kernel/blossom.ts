import { pushEvent } from './events.ts';
import { type Forest, leaveShelter, offer, watch } from './forest.ts';
import { childWith, isBlossom, type Link, makeBlossom, type Node, schoolsIn, unwrap } from './node.ts';

/** The next outer node towards the root, or null at the root. */
function above(outer: Node): Node | null {
  return outer.from?.cover.outermost.from?.cover.outermost ?? null;
}

function commonAncestor(forest: Forest, a: Node, b: Node): Node {
  const mark = ++forest.marks;
  let left: Node | null = a;
  let right: Node | null = b;
  while (left || right) {
    if (left) {
      if (left.mark === mark) return left;
      left.mark = mark;
      left = above(left);
    }
    if (right) {
      if (right.mark === mark) return right;
      right.mark = mark;
      right = above(right);
    }
  }
  throw new Error('two nodes of one tree without a common ancestor');
}

/** From a node up to the ancestor: the nodes, and the links that lead from each to the one above it. */
function pathUp(node: Node, ancestor: Node): { nodes: Node[]; links: Link[] } {
  const nodes: Node[] = [];
  const links: Link[] = [];
  for (let at = node; at !== ancestor; ) {
    if (!at.from) throw new Error('the ancestor is not above the node');
    nodes.push(at);
    links.push({ from: at.entry, to: at.from });
    at = at.from.cover.outermost;
  }
  return { nodes, links };
}

/** A tight edge between two outer nodes of one tree closes an odd ring: from now on it acts as one outer node. */
export function shrink(forest: Forest, a: Node, b: Node): void {
  const ancestor = commonAncestor(forest, a.cover.outermost, b.cover.outermost);
  const down = pathUp(a.cover.outermost, ancestor);
  const up = pathUp(b.cover.outermost, ancestor);
  const ring = [ancestor, ...down.nodes.reverse(), ...up.nodes];
  const downLinks = down.links.reverse().map((link): Link => ({ from: link.to, to: link.from }));
  const blossom = makeBlossom(ring, [...downLinks, { from: a, to: b }, ...up.links], ancestor.base);
  blossom.label = 'outer';
  blossom.tree = ancestor.tree;
  blossom.entry = ancestor.entry;
  blossom.from = ancestor.from;
  blossom.price = -2 * forest.clock;
  blossom.tree?.nodes.push(blossom);
  const newlyOuter: Node[] = [];
  for (const child of ring) {
    const wasInner = child.label === 'inner';
    child.label = 'free';
    child.tree = null;
    if (isBlossom(child)) child.price += wasInner ? -2 * forest.clock : 2 * forest.clock;
    if (wasInner) newlyOuter.push(...schoolsIn(child));
  }
  for (const school of newlyOuter) school.price += 2 * forest.clock;
  for (const school of newlyOuter) watch(forest, school);
}

/**
 * An inner blossom whose price has run out: the even way through its ring, from where the tree entered to the base, stays
 * in the tree; the other children are paired among themselves and free.
 */
export function open(forest: Forest, blossom: Node): void {
  const { links, tree, entry, from } = blossom;
  const { place } = childWith(blossom, entry);
  const children = unwrap(blossom);
  for (const child of children) child.tree = null;
  blossom.label = 'free';
  blossom.tree = null;

  const size = children.length;
  const step = place % 2 === 1 ? 1 : -1;
  let label: 'inner' | 'outer' = 'inner';
  let reached: { entry: Node; from: Node | null } = { entry, from };
  for (let at = place; ; at = (at + step + size) % size) {
    const child = children[at];
    const link = links[step === 1 ? at : (at - 1 + size) % size];
    if (!child || !link) throw new Error('a ring is broken');
    child.label = label;
    child.tree = tree;
    child.entry = reached.entry;
    child.from = reached.from;
    tree?.nodes.push(child);
    if (at === 0) break;
    reached = step === 1 ? { entry: link.to, from: link.from } : { entry: link.from, from: link.to };
    label = label === 'inner' ? 'outer' : 'inner';
  }

  const nowOuter: Node[] = [];
  const nowFree: Node[] = [];
  for (const child of children) settle(forest, child, nowOuter, nowFree);
  for (const child of children) leaveShelter(forest, schoolsIn(child));
  for (const school of nowOuter) watch(forest, school);
  for (const school of nowFree) offer(forest, school);
}

/** Rewrites the stored prices of a child that was inside an inner blossom for the label it has now. */
function settle(forest: Forest, child: Node, nowOuter: Node[], nowFree: Node[]): void {
  if (child.label === 'inner') {
    if (!isBlossom(child)) return;
    child.price += 2 * forest.clock;
    pushEvent(forest.events, child.price / 2, 'open', child, null);
    return;
  }
  const outer = child.label === 'outer';
  if (outer && isBlossom(child)) child.price -= 2 * forest.clock;
  for (const school of schoolsIn(child)) {
    school.price += outer ? 2 * forest.clock : forest.clock;
    (outer ? nowOuter : nowFree).push(school);
  }
}
