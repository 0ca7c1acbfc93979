/**
 * The auction leaves rings of seats in which each holds the next. Even rings are cut into pairs the better of two ways, odd
 * ones the best way that leaves one seat out. Returns each seat's partner, or -1.
 */
export function cutRings(holds: Int32Array, score: (a: number, b: number) => number): Int32Array {
  const mates = new Int32Array(holds.length).fill(-1);
  const seen = new Uint8Array(holds.length);
  for (let start = 0; start < holds.length; start++) {
    const ring: number[] = [];
    for (let seat = start; seat >= 0 && !seen[seat]; seat = holds[seat] ?? -1) {
      seen[seat] = 1;
      ring.push(seat);
    }
    if (ring.length < 2) continue;
    // a chain that ran into an older ring has no link from its last seat to its first
    const closed = holds[ring[ring.length - 1] ?? -1] === start;
    for (const [a, b] of cut(ring, closed, score)) {
      mates[a] = b;
      mates[b] = a;
    }
  }
  return mates;
}

function cut(ring: number[], closed: boolean, score: (a: number, b: number) => number): [number, number][] {
  const pairsFrom = (offset: number): [number, number][] => {
    const turned = [...ring.slice(offset), ...ring.slice(0, offset)];
    const pairs: [number, number][] = [];
    for (let at = 0; at + 1 < turned.length; at += 2) pairs.push([turned[at] ?? 0, turned[at + 1] ?? 0]);
    return pairs;
  };
  if (!closed || ring.length === 2) return pairsFrom(0);
  const worth = (pairs: [number, number][]) => pairs.reduce((sum, [a, b]) => sum + score(a, b), 0);
  const offsets = ring.length % 2 === 0 ? [0, 1] : ring.keys();
  let best: { pairs: [number, number][]; worth: number } | null = null;
  for (const offset of offsets) {
    const pairs = pairsFrom(offset);
    const total = worth(pairs);
    if (!best || total > best.worth) best = { pairs, worth: total };
  }
  return best?.pairs ?? [];
}
