import { totals } from './bound.ts';
import type { Instance } from './instance.ts';

/** A pairing of the seats, and prices that bound every other: no legal pair is worth more than its prices. */
export interface Solution {
  /** partner's seat, or -1 */
  mates: Int32Array;
  prices: Float64Array;
  /** as in a certificate, with seats for schools */
  oddSets: { seats: number[]; within: number; price: number }[];
}

/** How many more schools a pairing has a partner for, those left out last time counting double; then the total. */
export function isBetter(instance: Instance, mates: Int32Array, than: Int32Array): boolean {
  const worth = (pairing: Int32Array) => {
    const { total } = totals(instance, { mates: pairing, prices: new Float64Array(instance.seats), oddSets: [] });
    let covered = 0;
    for (let seat = 0; seat < instance.seats; seat++) if ((pairing[seat] ?? -1) >= 0) covered -= instance.floors[seat] ?? 0;
    return covered + total;
  };
  return worth(mates) > worth(than);
}
