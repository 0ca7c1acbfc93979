import type { DigestFacts, DigestSnippet, Seeker, WaitingPair } from './types.ts';

/** The level from which a rise is news: "seen in class" (domain.md 3.5). */
const NEWS_LEVEL = 2;

/** What was read, as the sections look at it. Pure. */
export function factsOf(
  snippets: readonly DigestSnippet[],
  seekers: readonly Seeker[] = [],
  waiting: ReadonlyMap<string, WaitingPair> = new Map(),
): DigestFacts {
  const all = [...snippets].sort(bestFirst);
  return {
    all,
    byTopic: grouped(all, (one) => [one.topic]),
    gained: all.filter((one) => one.levelRoseAt !== null && one.localLevel >= NEWS_LEVEL),
    nulls: all.filter((one) => one.nullResult !== null),
    seekers: grouped(seekers, (one) => one.seeks),
    waiting,
  };
}

/** The best borne out first, then the newest: never by reactions. */
function bestFirst(a: DigestSnippet, b: DigestSnippet): number {
  return b.localLevel - a.localLevel || b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

function grouped<T>(list: readonly T[], keysOf: (one: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list)
    for (const key of keysOf(one)) {
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
  return groups;
}
