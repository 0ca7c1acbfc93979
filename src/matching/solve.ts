import { type Instance, seatScore } from './instance.ts';
import { makeForest } from './kernel/forest.ts';
import { type Edge, isBlossom, makeSchool, type Node, schoolsIn } from './kernel/node.ts';
import { prepare } from './kernel/prepare.ts';
import { run } from './kernel/run.ts';

/** A pairing of the seats, and the prices that bound every other. */
export interface Solution {
  /** partner's seat, or -1 */
  mates: number[];
  prices: number[];
  oddSets: { seats: number[]; price: number }[];
}

/** Pairs the seats with all legal pairs in hand: for rounds of up to a few hundred schools. */
export function solveSmall(instance: Instance, pause: () => boolean): Solution {
  const nodes = instance.floors.map((floor, seat) => makeSchool(seat, 0, floor));
  for (const a of nodes) {
    for (const b of nodes.slice(a.id + 1)) {
      const score = seatScore(instance, a.id, b.id);
      if (score === null) continue;
      const edge: Edge = { a, b, score };
      a.edges.push(edge);
      b.edges.push(edge);
    }
  }
  for (const node of nodes) {
    node.price = node.floor;
    for (const edge of node.edges) node.price = Math.max(node.price, edge.score / 2);
  }
  prepare(nodes);
  run(makeForest(nodes), { widen: () => [] }, pause, instance.chair ? (nodes[instance.schools] ?? null) : null);
  return solutionOf(nodes);
}

/** Reads pairing and prices off the nodes of a run that has ended. */
export function solutionOf(nodes: Node[]): Solution {
  const blossoms = new Set<Node>();
  for (const node of nodes) {
    for (let around = node.parent; around && !blossoms.has(around); around = around.parent) blossoms.add(around);
  }
  return {
    mates: nodes.map((node) => node.mate?.id ?? -1),
    prices: nodes.map((node) => node.price),
    oddSets: [...blossoms]
      .filter((blossom) => isBlossom(blossom) && blossom.price > 0)
      .map((blossom) => ({ seats: schoolsIn(blossom).map((school) => school.id), price: blossom.price })),
  };
}
