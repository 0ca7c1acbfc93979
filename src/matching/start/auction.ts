import type { Neighbours } from './pairs.ts';

/** Reads inside the bounds only. */
const int = (cells: Int32Array, at: number): number => cells[at] as number;
const real = (cells: Float64Array, at: number): number => cells[at] as number;

/** The step by which bids rise: coarse first, then finer, in units. */
export interface Steps {
  from: number;
  to: number;
}

const FINER = 4;

/**
 * Approximate prices by auction (Bertsekas): every seat bids for its best partner as if seats had twins (the two sides of a
 * marriage market), and the overbid bid again. Twin prices are averaged. Raises `asked`, the price asked for each seat.
 * A seat whose price would fall below its base is content alone. Returns prices, and for each seat whom it holds in the end.
 */
export function auction(
  neighbours: Neighbours,
  asked: Float64Array,
  bases: Float64Array,
  steps: Steps,
): { prices: Float64Array; holds: Int32Array } {
  const { seats } = neighbours;
  const holds = new Int32Array(seats).fill(-1);
  const heldBy = new Int32Array(seats).fill(-1);
  const queue = new Int32Array(seats);
  for (let step = Math.max(steps.from, steps.to); ; step = Math.max(steps.to, step / FINER)) {
    let waiting = 0;
    for (let seat = 0; seat < seats; seat++) {
      if (content(neighbours, asked, bases, seat, int(holds, seat), step)) continue;
      const held = int(holds, seat);
      if (held >= 0) heldBy[held] = -1;
      holds[seat] = -1;
      queue[waiting++] = seat;
    }
    bidAll(neighbours, asked, bases, step, { holds, heldBy, queue, waiting });
    if (step <= steps.to) break;
  }
  const prices = new Float64Array(seats);
  for (let seat = 0; seat < seats; seat++) {
    prices[seat] = (bestOffer(neighbours, asked, bases, seat) + real(asked, seat)) / 2;
  }
  return { prices, holds };
}

function bestOffer({ first, end, partners, scores }: Neighbours, asked: Float64Array, bases: Float64Array, seat: number): number {
  let best = 2 * real(bases, seat) - real(asked, seat);
  for (let at = int(first, seat); at < int(end, seat); at++) {
    const value = real(scores, at) - real(asked, int(partners, at));
    if (value > best) best = value;
  }
  return best;
}

/** Whether what a seat holds is still, within a step, the best it can get. */
function content(
  neighbours: Neighbours,
  asked: Float64Array,
  bases: Float64Array,
  seat: number,
  held: number,
  step: number,
): boolean {
  if (held < 0) return false;
  const { first, end, partners, scores } = neighbours;
  let value = held === seat ? 2 * real(bases, seat) - real(asked, seat) : Number.NEGATIVE_INFINITY;
  for (let at = int(first, seat); at < int(end, seat); at++) {
    if (int(partners, at) === held) value = real(scores, at) - real(asked, held);
  }
  return value >= bestOffer(neighbours, asked, bases, seat) - step;
}

interface Bidding {
  holds: Int32Array;
  heldBy: Int32Array;
  /** a ring of seats that hold nothing */
  queue: Int32Array;
  waiting: number;
}

function bidAll(
  { seats, first, end, partners, scores }: Neighbours,
  asked: Float64Array,
  bases: Float64Array,
  step: number,
  bidding: Bidding,
): void {
  const { holds, heldBy, queue } = bidding;
  let head = 0;
  for (let waiting = bidding.waiting; waiting > 0; waiting--) {
    const seat = int(queue, head);
    head = head + 1 === seats ? 0 : head + 1;
    let wanted = seat;
    let best = 2 * real(bases, seat) - real(asked, seat);
    let second = Number.NEGATIVE_INFINITY;
    for (let at = int(first, seat), last = int(end, seat); at < last; at++) {
      const partner = int(partners, at);
      const value = real(scores, at) - real(asked, partner);
      if (value > best) {
        second = best;
        best = value;
        wanted = partner;
      } else if (value > second) {
        second = value;
      }
    }
    asked[wanted] = real(asked, wanted) + (second === Number.NEGATIVE_INFINITY ? 0 : best - second) + step;
    const overbid = int(heldBy, wanted);
    heldBy[wanted] = seat;
    holds[seat] = wanted;
    if (overbid < 0) continue;
    holds[overbid] = -1;
    const tail = head + waiting - 1;
    queue[tail >= seats ? tail - seats : tail] = overbid;
    waiting++;
  }
}
