/** One entry of a controlled list: what is stored, what a person reads, and other words people use for it. */
export interface Listed {
  /** Stored in the database; never shown. */
  readonly slug: string;
  /** What a person reads. */
  readonly label: string;
  /** Other ways of saying it, in lower case ("afl", "ta"). */
  readonly aliases?: readonly string[];
}

/** Lower case, without accents and punctuation, "&" as "and": what two spellings of the same thing have in common. */
export function plainWords(text: string): string {
  return text
    .slice(0, MAX_TYPED)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’‘ʼ]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * The entry that a typed text clearly means: by slug, label, alias, part of a label, or with a typing slip.
 * Undefined when nothing fits, or when several fit equally well: then offer `suggestIn`.
 */
export function findIn<T extends Listed>(list: readonly T[], text: string): T | undefined {
  const [first, second] = ranked(list, text);
  if (!first) return undefined;
  if (first.rank !== EXACT && second && Math.floor(first.rank) === Math.floor(second.rank)) return undefined;
  return first.entry;
}

/** The entries nearest to what was typed, best first; nothing typed gives the list as it stands. */
export function suggestIn<T extends Listed>(list: readonly T[], text: string, limit: number): T[] {
  if (plainWords(text) === '') return list.slice(0, limit);
  return ranked(list, text)
    .slice(0, limit)
    .map((found) => found.entry);
}

/** The entry with exactly this slug, as it comes from the database. */
export function bySlug<T extends Listed>(list: readonly T[], slug: string): T | undefined {
  return list.find((entry) => entry.slug === slug);
}

/** Longer than any label; what is typed beyond it cannot help to find one. */
const MAX_TYPED = 100;

const EXACT = 0;
const STARTS = 1;
const WORDS = 2;
const INSIDE = 3;
const SLIPS = 4;
/** A label that fits goes before an alias that fits as well. */
const BY_ALIAS = 0.5;

function ranked<T extends Listed>(list: readonly T[], text: string): { entry: T; rank: number }[] {
  const typed = plainWords(text);
  if (typed === '') return [];
  return namesOf(list)
    .flatMap((names, index) => {
      const entry = list[index];
      const rank = Math.min(...names.map((name, place) => rankOf(name, typed) + (place < 2 ? 0 : BY_ALIAS)));
      return entry === undefined || rank >= SLIPS + 1 ? [] : [{ entry, rank }];
    })
    .sort((a, b) => a.rank - b.rank);
}

/** Slug, label and aliases of each entry in plain words, worked out once for each list. */
function namesOf(list: readonly Listed[]): readonly (readonly string[])[] {
  const known = NAMES.get(list);
  if (known) return known;
  const names = list.map((entry) => [entry.slug, entry.label, ...(entry.aliases ?? [])].map(plainWords));
  NAMES.set(list, names);
  return names;
}

const NAMES = new WeakMap<readonly Listed[], readonly (readonly string[])[]>();

function rankOf(name: string, typed: string): number {
  if (name === typed) return EXACT;
  if (name.startsWith(typed)) return STARTS;
  const nameWords = name.split(' ');
  const typedWords = typed.split(' ');
  if (typedWords.every((word) => nameWords.some((other) => other.startsWith(word)))) return WORDS;
  if (typed.length >= 3 && name.includes(typed)) return INSIDE;
  if (typedWords.every((word) => nameWords.some((other) => isSlip(word, other)))) return SLIPS;
  return Number.POSITIVE_INFINITY;
}

/** Whether a word was probably meant: one slip in four or five letters, two in longer ones, at the start of the word too. */
function isSlip(typed: string, meant: string): boolean {
  if (meant.startsWith(typed)) return true;
  if (typed.length < 4) return false;
  const allowed = typed.length < 6 ? 1 : 2;
  if (slips(typed, meant) <= allowed) return true;
  return typed.length < meant.length && slips(typed, meant.slice(0, typed.length)) <= allowed - 1;
}

/** Letters added, dropped, changed or swapped with their neighbour between two words. */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min((last[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (before[column - 2] ?? 0) + 1);
      }
      now.push(best);
    }
    before = last;
    last = now;
  }
  return last[b.length] ?? 0;
}
