import { type Instance, seatScore } from '../instance.ts';

/** Among so many seats without a partner the best way out is looked for at once. */
const AT_ONCE = 60;

/**
 * Finds partners for seats that have none: another such seat, or by breaking up one pair, so that both its members get one.
 * `near` gives a seat's promising partners. Quick and good, not the best; changes `mates`.
 */
export function fillUp(instance: Instance, mates: Int32Array, near: (seat: number) => Iterable<number>): void {
  const alone = new Set([...mates.keys()].filter((seat) => (mates[seat] ?? -1) < 0));
  const join = (a: number, b: number) => {
    mates[a] = b;
    mates[b] = a;
  };
  for (const seat of alone) {
    if ((mates[seat] ?? 0) >= 0) continue;
    const others = [...alone].filter((other) => other !== seat).slice(0, AT_ONCE);
    let best: { gain: number; with: number; via: number } | null = null;
    for (const other of others) {
      const score = seatScore(instance, seat, other);
      if (score !== null && (!best || score > best.gain)) best = { gain: score, with: other, via: -1 };
    }
    for (const via of near(seat)) {
      const left = mates[via] ?? -1;
      const here = seatScore(instance, seat, via);
      if (left < 0 || left === seat || here === null) continue;
      const change = here - (seatScore(instance, via, left) ?? 0);
      for (const other of others) {
        const score = seatScore(instance, left, other);
        if (score !== null && (!best || change + score > best.gain)) best = { gain: change + score, with: other, via };
      }
    }
    if (!best) continue;
    alone.delete(seat);
    alone.delete(best.with);
    if (best.via < 0) join(seat, best.with);
    else {
      join(mates[best.via] ?? -1, best.with);
      join(seat, best.via);
    }
  }
}
