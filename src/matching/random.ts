import { mayMeet, type Scoring, scoreOf } from './score.ts';

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

/** Total units of a pairing of the free rows as shuffling bots make it: each school gets the next one it may meet. */
export function randomPairingTotal(scoring: Scoring, seed: number): number {
  let waiting = shuffled(Array(scoring.roll.free).keys(), randomFrom(seed));
  const paired = new Uint8Array(scoring.roll.free);
  let total = 0;
  let pairedSince = 0;
  for (let place = 0; place < waiting.length; place++) {
    // those who have a partner are stepped over, and now and then taken out
    if (2 * pairedSince > waiting.length - place) {
      waiting = waiting.slice(place).filter((school) => !paired[school]);
      place = 0;
      pairedSince = 0;
    }
    const school = waiting[place];
    if (school === undefined || paired[school]) continue;
    for (let next = place + 1; next < waiting.length; next++) {
      const other = waiting[next] ?? school;
      if (paired[other] || !mayMeet(scoring, school, other)) continue;
      paired[school] = 1;
      paired[other] = 1;
      pairedSince += 2;
      total += scoreOf(scoring, school, other);
      break;
    }
  }
  return total;
}
