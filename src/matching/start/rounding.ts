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
  const size = ring.length;
  const at = (place: number) => ring[place % size] ?? -1;
  const pairsFrom = (start: number, pairs = Math.floor(size / 2)): [number, number][] =>
    Array.from({ length: pairs }, (_, pair) => [at(start + 2 * pair), at(start + 2 * pair + 1)]);
  if (!closed || size === 2) return pairsFrom(0);
  const links = ring.map((seat, place) => score(seat, at(place + 1)));
  const link = (place: number) => links[place % size] ?? 0;
  let worth = 0;
  for (let pair = 0; pair < Math.floor(size / 2); pair++) worth += link(2 * pair);
  let best = { start: 0, worth };
  if (size % 2 === 0) {
    const all = links.reduce((sum, each) => sum + each, 0);
    return pairsFrom(2 * worth >= all ? 0 : 1);
  }
  // starting two places further drops the first pair and adds one at the end; in an odd ring that visits every start
  for (let start = 0; start < 2 * size; start += 2) {
    if (worth > best.worth) best = { start, worth };
    worth += link(start + size - 1) - link(start);
  }
  return pairsFrom(best.start);
}
