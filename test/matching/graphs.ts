import { makeForest } from '../../src/matching/kernel/forest.ts';
import { type Edge, makeSchool, type Node } from '../../src/matching/kernel/node.ts';
import { prepare } from '../../src/matching/kernel/prepare.ts';
import { readForest } from '../../src/matching/kernel/read.ts';
import { run } from '../../src/matching/kernel/run.ts';
import type { Solution } from '../../src/matching/solution.ts';

export interface Graph {
  size: number;
  edges: [number, number, number][];
  /** lowest price of every school */
  floor: number;
}

/** Runs the kernel on a graph from cold. */
export function solveGraph(graph: Graph): Solution {
  const nodes: Node[] = Array.from({ length: graph.size }, (_, id) => makeSchool(id, 0, graph.floor));
  for (const [from, to, score] of graph.edges) {
    const [a, b] = [nodes[from], nodes[to]];
    if (!a || !b) throw new Error('an edge outside the graph');
    const edge: Edge = { a, b, score };
    a.edges.push(edge);
    b.edges.push(edge);
    a.price = Math.max(a.price, score / 2);
    b.price = Math.max(b.price, score / 2);
  }
  prepare(nodes);
  const forest = makeForest(nodes);
  run(forest, { widen: () => [] }, () => false);
  return readForest(forest);
}

/** Highest total of score minus twice the floor over all matchings, by trying everything. */
export function bruteForce(graph: Graph): number {
  const scores = new Map(graph.edges.map(([a, b, score]) => [a * graph.size + b, score - 2 * graph.floor]));
  const best = new Map<number, number>();
  const go = (used: number): number => {
    if (used === 2 ** graph.size - 1) return 0;
    const known = best.get(used);
    if (known !== undefined) return known;
    let first = 0;
    while ((used >> first) & 1) first++;
    let top = go(used | (1 << first));
    for (let other = first + 1; other < graph.size; other++) {
      const score = scores.get(first * graph.size + other);
      if (score === undefined || (used >> other) & 1) continue;
      top = Math.max(top, score + go(used | (1 << first) | (1 << other)));
    }
    best.set(used, top);
    return top;
  };
  return go(0);
}

/** What is wrong with a solution as a proof of its own total; and that total, counted as bruteForce counts. */
export function check(graph: Graph, solution: Solution): { problems: string[]; total: number } {
  const problems: string[] = [];
  let total = 0;
  let dual = 0;
  const price = (at: number) => solution.prices[at] ?? Number.NaN;
  for (let at = 0; at < graph.size; at++) {
    dual += price(at) - graph.floor;
    if (!(price(at) >= graph.floor)) problems.push(`price of ${at} below the floor`);
    const mate = solution.mates[at] ?? -1;
    if (mate >= 0 && solution.mates[mate] !== at) problems.push(`${at} and ${mate} disagree`);
  }
  const around = new Map(solution.oddSets.flatMap(({ seats }, place) => seats.map((seat): [number, number] => [seat, place])));
  const chain = (seat: number): number[] => {
    const sets: number[] = [];
    for (let set = around.get(seat) ?? -1; set >= 0; set = solution.oddSets[set]?.within ?? -1) sets.push(set);
    return sets;
  };
  for (const [a, b, score] of graph.edges) {
    let sum = price(a) + price(b);
    const others = new Set(chain(b));
    for (const set of chain(a)) if (others.has(set)) sum += solution.oddSets[set]?.price ?? 0;
    if (sum < score) problems.push(`${a}-${b} is worth more than its prices`);
    if (solution.mates[a] === b) total += score - 2 * graph.floor;
  }
  const sizes = new Map<number, number>();
  for (let seat = 0; seat < graph.size; seat++) for (const set of chain(seat)) sizes.set(set, (sizes.get(set) ?? 0) + 1);
  for (const [place, set] of solution.oddSets.entries()) {
    const size = sizes.get(place) ?? 0;
    if (set.price < 0 || size % 2 === 0 || set.within >= place) problems.push('a bad odd set');
    dual += (set.price * (size - 1)) / 2;
  }
  if (dual !== total) problems.push(`prices add up to ${dual}, pairs to ${total}`);
  for (const value of solution.prices) if (!Number.isInteger(value)) problems.push(`price ${value} is not whole`);
  return { problems, total };
}
