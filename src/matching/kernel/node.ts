/**
 * The exact kernel's data: Edmonds' blossom algorithm with prices (the primal-dual method). A node is a school (or the
 * empty chair), or a blossom: an odd ring of nodes that acts as one. Trees of nodes grow from schools without a partner;
 * along a tree, 'inner' and 'outer' nodes alternate and every edge is tight (its score equals the two prices).
 *
 * All trees share one clock. As it runs, the price of every outer school falls and of every inner school rises by the same
 * amount; nothing is rewritten while it runs: a stored price is the true one plus (outer) or minus (inner) the clock.
 */
export type Label = 'free' | 'outer' | 'inner';

/** A pair that may be made. */
export interface Edge {
  a: Node;
  b: Node;
  /** even units */
  score: number;
}

/** How a ring holds together: `from` lies in one child, `to` in the next. */
export interface Link {
  from: Node;
  to: Node;
}

/** Shared by all schools of one outermost node, so that it can change for all of them at once. */
export interface Cover {
  outermost: Node;
}

export interface Tree {
  /** every node that was ever labelled in this tree */
  nodes: Node[];
}

export interface Node {
  /** schools: their index; blossoms: -1 */
  id: number;
  /** school: its price; blossom: the price of its odd set; both as stored, see above */
  price: number;
  /** blossoms: the ring, starting with the child that holds the base; schools: empty */
  children: Node[];
  /** blossoms: links[i] joins children[i] and children[i + 1] */
  links: Link[];
  /** the one school of the node whose partner lies outside it */
  base: Node;
  /** the blossom around it, or null when it is outermost */
  parent: Node | null;
  label: Label;
  tree: Tree | null;
  /** the school of this node by which its tree reached it (the base, for a root) … */
  entry: Node;
  /** … and the school it was reached from, null for a root */
  from: Node | null;
  /** for finding the common ancestor */
  mark: number;

  /** number of schools in it */
  size: number;

  // schools only
  mate: Node | null;
  cover: Cover;
  edges: Edge[];
  /** a school may stay alone at this price */
  floor: number;
  /** all pairs that could be violated while prices stay at or above the limits are in `edges` … */
  limit: number;
  /** … but for pairs inside one blossom, whose price protects them, that may have been passed over for this school */
  sheltered: boolean;
  /** the school alone, as a list */
  alone: Node[];
}

function blank(id: number): Node {
  // self-references are filled in at once, so that every node has one shape
  const node = {
    id,
    price: 0,
    children: [],
    links: [],
    parent: null,
    label: 'free',
    tree: null,
    from: null,
    mark: 0,
  } as Partial<Node>;
  node.mate = null;
  node.edges = [];
  node.floor = 0;
  node.limit = Number.NEGATIVE_INFINITY;
  node.sheltered = false;
  const complete = node as Node;
  complete.base = complete;
  complete.entry = complete;
  complete.size = 1;
  complete.cover = { outermost: complete };
  complete.alone = [complete];
  return complete;
}

/** A school (or the empty chair) that has no partner yet. */
export function makeSchool(id: number, price: number, floor: number): Node {
  const school = blank(id);
  school.price = price;
  school.floor = floor;
  return school;
}

/** A blossom around a ring of outermost nodes; the caller labels it. Costs no more than all but the largest of them. */
export function makeBlossom(children: Node[], links: Link[], base: Node): Node {
  const blossom = blank(-1);
  blossom.children = children;
  blossom.links = links;
  blossom.base = base;
  blossom.size = children.reduce((sum, child) => sum + child.size, 0);
  const largest = largestOf(children);
  const { cover } = largest.base;
  for (const child of children) {
    child.parent = blossom;
    if (child !== largest) for (const school of schoolsIn(child)) school.cover = cover;
  }
  cover.outermost = blossom;
  return blossom;
}

/** Opens an outermost blossom: its children are outermost now. Returns them. */
export function unwrap(blossom: Node): Node[] {
  const { children } = blossom;
  const largest = largestOf(children);
  blossom.base.cover.outermost = largest;
  for (const child of children) {
    child.parent = null;
    if (child === largest) continue;
    const cover = { outermost: child };
    for (const school of schoolsIn(child)) school.cover = cover;
  }
  blossom.children = [];
  return children;
}

function largestOf(nodes: Node[]): Node {
  return nodes.reduce((largest, node) => (node.size > largest.size ? node : largest));
}

export function isBlossom(node: Node): boolean {
  return node.children.length > 0;
}

/** The schools of a node. Rings can lie in rings thousands deep: a stack, no recursion. */
export function schoolsIn(node: Node): Node[] {
  if (!isBlossom(node)) return node.alone;
  const schools: Node[] = [];
  const stack = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (isBlossom(next)) stack.push(...next.children);
    else schools.push(next);
  }
  return schools;
}

export function otherEnd(edge: Edge, school: Node): Node {
  return edge.a === school ? edge.b : edge.a;
}

/** The child of a blossom that holds a school, and its place in the ring. */
export function childWith(blossom: Node, school: Node): { child: Node; place: number } {
  let child = school;
  while (child.parent !== blossom) {
    if (!child.parent) throw new Error('the school is not in this blossom');
    child = child.parent;
  }
  return { child, place: blossom.children.indexOf(child) };
}
