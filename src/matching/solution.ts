import { type Instance, seatScore } from './instance.ts';

/** A pairing of the seats, and prices that bound every other: no legal pair is worth more than its prices. */
export interface Solution {
  /** partner's seat, or -1 */
  mates: Int32Array;
  prices: Float64Array;
  /** as in a certificate, with seats for schools */
  oddSets: { seats: number[]; within: number; price: number }[];
}

/** What a pairing counts in all: being paired, the chair and the scores. */
export function worthOf(instance: Instance, mates: Int32Array): number {
  let worth = 0;
  mates.forEach((mate, seat) => {
    if (mate < 0) return;
    worth -= instance.floors[seat] ?? 0;
    if (mate > seat) worth += seatScore(instance, seat, mate) ?? 0;
  });
  return worth;
}
