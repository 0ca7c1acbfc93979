import type { Solution } from '../solution.ts';
import { type Forest, priceNow } from './forest.ts';
import type { Node } from './node.ts';

/** The pairing and the prices as they are now, while trees may still be growing. */
export function readForest(forest: Forest): Solution {
  const oddSets: Solution['oddSets'] = [];
  // blossoms without a price count as the set around them
  const placeOf = new Map<Node, number>();
  for (const school of forest.schools) {
    const chain: Node[] = [];
    for (let around = school.parent; around && !placeOf.has(around); around = around.parent) chain.push(around);
    for (const blossom of chain.reverse()) {
      const within = blossom.parent ? (placeOf.get(blossom.parent) ?? -1) : -1;
      const price = setPriceNow(forest, blossom);
      placeOf.set(blossom, price > 0 ? oddSets.push({ seats: [], within, price }) - 1 : within);
    }
    const own = school.parent ? (placeOf.get(school.parent) ?? -1) : -1;
    oddSets[own]?.seats.push(school.id);
  }
  return {
    mates: Int32Array.from(forest.schools, (node) => node.mate?.id ?? -1),
    prices: Float64Array.from(forest.schools, (node) => priceNow(forest, node)),
    oddSets,
  };
}

function setPriceNow({ clock }: Forest, blossom: Node): number {
  if (blossom.parent || blossom.label === 'free') return blossom.price;
  return blossom.label === 'outer' ? blossom.price + 2 * clock : blossom.price - 2 * clock;
}
