import type { Profile } from './profile.ts';
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
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Total units of a pairing as shuffling bots make it: each school gets the next one it may meet. */
export function randomPairingTotal(scoring: Scoring, profiles: Profile[], seed: number): number {
  const waiting = shuffled(profiles, randomFrom(seed));
  const paired = new Set<Profile>();
  let total = 0;
  waiting.forEach((school, at) => {
    if (paired.has(school)) return;
    for (let next = at + 1; next < waiting.length; next++) {
      const other = waiting[next];
      if (!other || paired.has(other) || !mayMeet(scoring, school, other)) continue;
      paired.add(school).add(other);
      total += scoreOf(scoring, school, other);
      return;
    }
  });
  return total;
}
