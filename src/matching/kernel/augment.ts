import { childWith, isBlossom, type Link, type Node } from './node.ts';

function pair(link: Link): void {
  link.from.mate = link.to;
  link.to.mate = link.from;
}

/**
 * Makes a school the base of the blossom around it: the ring is re-paired so that every child but the school's own has its
 * partner inside, and then starts with that child. Rings inside follow; a worklist, for they can be nested thousands deep.
 */
export function rebase(outermost: Node, school: Node): void {
  const work: { node: Node; base: Node }[] = [{ node: outermost, base: school }];
  for (let task = work.pop(); task; task = work.pop()) {
    const { node, base } = task;
    if (!isBlossom(node) || node.base === base) continue;
    const { child, place } = childWith(node, base);
    work.push({ node: child, base });
    // children 1 and 2, 3 and 4, … were paired; only the even stretch between the old and the new start changes
    const changed: number[] = [];
    if (place % 2 === 1) for (let at = place + 1; at < node.children.length; at += 2) changed.push(at);
    else for (let at = 0; at < place; at += 2) changed.push(at);
    for (const at of changed) {
      const link = node.links[at];
      const left = node.children[at];
      const right = node.children[(at + 1) % node.children.length];
      if (!link || !left || !right) throw new Error('a ring is broken');
      pair(link);
      work.push({ node: left, base: link.from }, { node: right, base: link.to });
    }
    node.children = [...node.children.slice(place), ...node.children.slice(0, place)];
    node.links = [...node.links.slice(place), ...node.links.slice(0, place)];
    node.base = base;
  }
}

/** Gives an outer school a partner (or none: it stays alone) and swaps pairs all the way up to the root of its tree. */
export function flip(outer: Node, partner: Node | null): void {
  let school = outer;
  let mate = partner;
  for (;;) {
    const node = school.cover.outermost;
    rebase(node, school);
    school.mate = mate;
    if (mate) mate.mate = school;
    const inner = node.from;
    if (!inner) return;
    const between = inner.cover.outermost;
    const above = between.from;
    if (!above) throw new Error('an inner node without an outer one above it');
    rebase(between, between.entry);
    mate = between.entry;
    school = above;
  }
}
