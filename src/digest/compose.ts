import type { Digest, DigestEntry, DigestFacts, Reader, Section } from './types.ts';

/** Two minutes' reading (domain.md 4.4). */
export const MOST_ITEMS = 7;

/** Composes a digest: each item once, none shown in the last six weeks, seven at most. Undefined when there is nothing to say. */
export function compose(sections: readonly Section[], facts: DigestFacts, reader: Reader): Digest | undefined {
  const used = new Set(reader.shown);
  let left = MOST_ITEMS;
  let isNews = false;
  const shown = sections.map(({ name, title, most, standing, pick }) => {
    const entries: DigestEntry[] = [];
    const room = Math.min(most, left);
    if (room > 0)
      for (const one of pick(facts, reader)) {
        if (used.has(one.about)) continue;
        used.add(one.about);
        if (entries.push(one) >= room) break;
      }
    left -= entries.length;
    isNews ||= entries.length > 0 && !standing;
    return { name, title, entries };
  });
  if (!isNews) return undefined;
  return { sections: shown.filter((section) => section.entries.length > 0), ...(!reader.first && { since: reader.since }) };
}
