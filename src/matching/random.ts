import { at, mayMeet, type Scoring, scoreOf } from './score.ts';

/** Random numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A new list in random order. */
export function shuffled<T>(items: Iterable<T>, random: () => number): T[] {
  const keyed = Array.from(items, (item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/**
 * A pairing of the free rows as shuffling bots make it: each school gets the next one it may meet. By row, the partner or -1.
 */
export function randomPairing(scoring: Scoring, seed: number): Int32Array {
  const { free, region, regions } = scoring.roll;
  let waiting = shuffled(Array(free).keys(), randomFrom(seed));
  const mates = new Int32Array(free).fill(-1);
  // in a region where everybody who waits lives nobody need look for a partner
  const waitingIn = new Int32Array(regions.length);
  for (const row of waiting) waitingIn[at(region, row)] = at(waitingIn, at(region, row)) + 1;
  let left = free;
  const leaves = (row: number) => {
    waitingIn[at(region, row)] = at(waitingIn, at(region, row)) - 1;
    left--;
  };
  let pairedSince = 0;
  for (let place = 0; place < waiting.length; place++) {
    // those who have a partner are stepped over, and now and then taken out
    if (2 * pairedSince > waiting.length - place) {
      waiting = waiting.slice(place).filter((row) => at(mates, row) < 0);
      place = 0;
      pairedSince = 0;
    }
    const row = waiting[place];
    if (row === undefined || at(mates, row) >= 0) continue;
    leaves(row);
    if (!scoring.sameRegionMayMeet && left === at(waitingIn, at(region, row))) continue;
    for (let next = place + 1; next < waiting.length; next++) {
      const other = waiting[next] ?? row;
      if (at(mates, other) >= 0 || !mayMeet(scoring, row, other)) continue;
      mates[row] = other;
      mates[other] = row;
      pairedSince += 2;
      leaves(other);
      break;
    }
  }
  return mates;
}

/** Units of all pairs of free rows together. */
export function totalOf(scoring: Scoring, mates: Int32Array): number {
  return mates.reduce((total, mate, row) => (mate > row ? total + scoreOf(scoring, row, mate) : total), 0);
}
