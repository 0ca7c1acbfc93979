import { type Pricer, type Visit, visitAbove } from './pricer.ts';

/** A partner that was found, and what it is worth to the seat at the partner's level. */
export interface Found {
  seat: number;
  score: number;
  /** score minus the partner's level */
  gain: number;
}

/**
 * The best partners of a seat, at most so many, all with a gain above the threshold and none with a level above `upTo`; and `rest`, which no gain of a partner
 * that is not in the list exceeds.
 */
export function bestAbove(
  pricer: Pricer,
  seat: number,
  threshold: number,
  most: number,
  upTo = Number.POSITIVE_INFINITY,
): { found: Found[]; rest: number } {
  // a heap, the least gain first, so that the list can shed its worst
  const found: Found[] = [];
  let rest = threshold;
  const visit: Visit = (other, score, level) => {
    const entry = { seat: other, score, gain: score - level };
    if (found.length < most) rise(found, entry);
    else {
      rest = Math.max(rest, found[0]?.gain ?? rest);
      sink(found, entry);
    }
    return found.length < most ? threshold : Math.max(threshold, found[0]?.gain ?? threshold);
  };
  visitAbove(pricer, seat, threshold, visit, upTo);
  if (found.length === most) rest = Math.max(rest, found[0]?.gain ?? rest);
  return { found, rest };
}

function rise(heap: Found[], entry: Found): void {
  let place = heap.push(entry) - 1;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (!parent || parent.gain <= entry.gain) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = entry;
}

/** Puts the entry in the place of the least one. */
function sink(heap: Found[], entry: Found): void {
  let place = 0;
  for (;;) {
    let below = 2 * place + 1;
    const [left, right] = [heap[below], heap[below + 1]];
    if (left && right && right.gain < left.gain) below++;
    const child = heap[below];
    if (!child || child.gain >= entry.gain) break;
    heap[place] = child;
    place = below;
  }
  heap[place] = entry;
}
