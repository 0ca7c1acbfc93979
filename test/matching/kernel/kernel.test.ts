import blossom from 'edmonds-blossom-fixed';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bruteForce, check, type Graph, solveGraph } from '../graphs.ts';

/** Graphs whose scores are spread widely, narrowly (many ties) or partly below zero. */
function graphs(sizes: { min: number; max: number }): fc.Arbitrary<Graph> {
  return fc
    .record({
      size: fc.integer(sizes),
      spread: fc.constantFrom(1, 3, 10, 500),
      lowest: fc.constantFrom(0, -3),
      floor: fc.constantFrom(0, -10, -10_000),
      density: fc.integer({ min: 1, max: 10 }),
      seed: fc.integer(),
    })
    .map(({ size, spread, lowest, floor, density, seed }) => {
      const edges: [number, number, number][] = [];
      let state = seed;
      const random = (below: number): number => {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        return (state >>> 8) % below;
      };
      for (let a = 0; a < size; a++) {
        for (let b = a + 1; b < size; b++) if (random(10) < density) edges.push([a, b, 2 * (lowest + random(spread + 1))]);
      }
      return { size, edges, floor };
    });
}

test('finds the best pairing of every small graph, and proves it', () => {
  fc.assert(
    fc.property(graphs({ min: 1, max: 10 }), (graph) => {
      const { problems, total } = check(graph, solveGraph(graph));

      expect(problems).toEqual([]);
      expect(total).toBe(bruteForce(graph));
    }),
    { numRuns: 3000 },
  );
});

test('agrees with an independent solver on graphs of 30 to 120 schools', () => {
  fc.assert(
    fc.property(graphs({ min: 30, max: 120 }), (graph) => {
      const { problems, total } = check(graph, solveGraph(graph));
      const shifted = graph.edges.map(([a, b, score]): [number, number, number] => [a, b, score - 2 * graph.floor]);
      const theirs = blossom(shifted, false);

      let theirTotal = 0;
      for (const [a, b, score] of shifted) if (theirs[a] === b) theirTotal += score;
      expect(problems).toEqual([]);
      expect(total).toBe(theirTotal);
    }),
    { numRuns: 60 },
  );
});

test('odd rings nested a thousand deep do not overflow the stack', () => {
  // a chain of triangles, each around the one before, with scores that make every ring worth closing
  const edges: [number, number, number][] = [];
  const depth = 2000;
  for (let ring = 0; ring < depth; ring++) {
    const [inside, left, right] = [2 * ring, 2 * ring + 1, 2 * ring + 2];
    const score = 2 * (depth - ring) * 10;
    edges.push([inside, left, score], [left, right, score], [inside, right, score]);
  }
  const graph = { size: 2 * depth + 1, edges, floor: -1_000_000 };

  const { problems } = check(graph, solveGraph(graph));

  expect(problems).toEqual([]);
});
