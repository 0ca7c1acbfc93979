import { type Instance, seatScore } from './instance.ts';
import type { Solution } from './solution.ts';

/** Total of a pairing without the chair, and what no pairing that leaves as many alone can exceed. Units. */
export function totals(instance: Instance, solution: Solution): { total: number; bound: number } {
  const { schools, floors, chair } = instance;
  let total = 0;
  let bound = 0;
  for (const price of solution.prices) bound += price;
  const sizes = solution.oddSets.map(({ seats }) => seats.length);
  for (const [place, { within, price }] of [...solution.oddSets.entries()].reverse()) {
    const size = sizes[place] ?? 0;
    bound += (price * (size - 1)) / 2;
    if (within >= 0) sizes[within] = (sizes[within] ?? 0) + size;
  }
  // what the chair counts in the pairing is worth nothing to the round; whoever is alone could have it
  let bestChair = Number.NEGATIVE_INFINITY;
  for (let seat = 0; seat < schools; seat++) {
    const mate = solution.mates[seat] ?? -1;
    if (mate > seat && mate < schools) total += seatScore(instance, seat, mate) ?? 0;
    if (mate >= 0 && mate < schools) continue;
    const floor = floors[seat] ?? 0;
    bound -= floor;
    if (chair) bestChair = Math.max(bestChair, (chair[seat] ?? 0) - floor);
  }
  return { total, bound: chair ? bound - bestChair : bound };
}
