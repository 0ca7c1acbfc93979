import type { Search } from './types.ts';

/**
 * A short search as one word that a button can carry, so that most pages can be turned as long as the message stands and need no row;
 * undefined where it is too long or holds the signs used here: then it is kept as a draft.
 */
export function packSearch({ words = '', topic = '', phase = '', region = '', level = 0 }: Search): string | undefined {
  const parts = [words, topic, phase, region, level > 0 ? String(level) : ''];
  if (parts.some((part) => /[~_]/.test(part))) return undefined;
  const packed = `${MARK}${parts.join(MARK).replaceAll(' ', '_')}`;
  return encodeURIComponent(packed).length <= LONGEST ? packed : undefined;
}

/** The search in such a word; undefined for the id of a draft. */
export function unpackSearch(packed: string): Search | undefined {
  if (!packed.startsWith(MARK)) return undefined;
  const [words, topic, phase, region, level] = packed
    .slice(MARK.length)
    .split(MARK)
    .map((part) => part.replaceAll('_', ' ') || undefined);
  return { words, topic, phase, region, level: Number(level) || undefined };
}

/** Begins every part; no id of a row has one. */
const MARK = '~';
/** A button's id has 100 characters (packed.ts); what is done and the page take up to 20. */
const LONGEST = 78;
