import type { Instance } from '../instance.ts';
import { at } from '../score.ts';

/**
 * Where each seat's price starts from. Usually zero. When more than half of the schools share something that keeps them
 * apart (one region, authority or trust), some must stay alone, and being paired, which counts more than all scores, sets
 * the prices: the many start at the lowest price they can have, and all others as much above zero.
 */
export function basesOf(instance: Instance): Float64Array {
  const { roll, sameRegionMayMeet } = instance.scoring;
  const bases = new Float64Array(instance.seats);
  const columns = sameRegionMayMeet ? [roll.authority, roll.trust] : [roll.region, roll.authority, roll.trust];
  const many = columns.map((column) => majority(column, instance.schools)).find((rows) => rows !== null);
  if (!many) return bases;
  const floor = (row: number) => instance.floors[row] ?? 0;
  const others = instance.seats - many.size;
  // who is worth pairing most is paired first: the price of being paired is that of the first one who is not
  const floors = [...many].map(floor).sort((a, b) => a - b);
  const level = floors[Math.min(others, floors.length - 1)] ?? 0;
  for (let seat = 0; seat < instance.seats; seat++) bases[seat] = many.has(seat) ? Math.max(floor(seat), level) : -level;
  return bases;
}

/** The rows of a value that more than half of the schools have. */
function majority(column: Int32Array, schools: number): Set<number> | null {
  const counts = new Map<number, number>();
  for (let row = 0; row < schools; row++) counts.set(at(column, row), (counts.get(at(column, row)) ?? 0) + 1);
  for (const [value, count] of counts) {
    if (value < 0 || 2 * count <= schools) continue;
    return new Set([...Array(schools).keys()].filter((row) => at(column, row) === value));
  }
  return null;
}
