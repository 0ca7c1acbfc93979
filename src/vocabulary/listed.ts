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
  // Where something fits as it is typed, slips are not looked for: they could neither win nor draw.
  const found = ranked(list, text, rankAsTyped);
  const [first, second] = found.length > 0 ? found : ranked(list, text, rankOf);
  if (!first) return undefined;
  if (first.rank !== EXACT && second && Math.floor(first.rank) === Math.floor(second.rank)) return undefined;
  return first.entry;
}

/** The entries nearest to what was typed, best first; nothing typed gives the list as it stands. */
export function suggestIn<T extends Listed>(list: readonly T[], text: string, limit: number): T[] {
  if (plainWords(text) === '') return list.slice(0, limit);
  return ranked(list, text, rankOf)
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
/** Slips forgiven in one long word. */
const MOST_SLIPS = 2;
/** A label that fits goes before an alias that fits as well. */
const BY_ALIAS = 0.5;

/** A name of an entry as it is compared. */
interface Name {
  whole: string;
  words: readonly Word[];
  /** Which letters its words begin with, and which are in it at all: a bit for each. */
  begins: number;
  used: number;
}

interface Word {
  letters: string;
  /** Which letters are in it, a bit for each. */
  used: number;
}

type Rank = (name: Name, typed: Name) => number;

function ranked<T extends Listed>(list: readonly T[], text: string, rank: Rank): { entry: T; rank: number }[] {
  const typed = nameOf(plainWords(text));
  if (typed.whole === '') return [];
  return namesOf(list)
    .flatMap((names, index) => {
      const entry = list[index];
      const best = Math.min(...names.map((name, place) => rank(name, typed) + (place < 2 ? 0 : BY_ALIAS)));
      return entry === undefined || best >= SLIPS + 1 ? [] : [{ entry, rank: best }];
    })
    .sort((a, b) => a.rank - b.rank);
}

/** Slug, label and aliases of each entry in plain words, worked out once for each list. */
function namesOf(list: readonly Listed[]): readonly (readonly Name[])[] {
  const known = NAMES.get(list);
  if (known) return known;
  const names = list.map((entry) => [entry.slug, entry.label, ...(entry.aliases ?? [])].map(plainWords).map(nameOf));
  NAMES.set(list, names);
  return names;
}

const NAMES = new WeakMap<readonly Listed[], readonly (readonly Name[])[]>();

function nameOf(whole: string): Name {
  const words = whole.split(' ').map((letters) => ({ letters, used: usedIn(letters) }));
  return { whole, words, begins: words.reduce((all, { letters }) => all | usedIn(letters.slice(0, 1)), 0), used: usedIn(whole) };
}

function usedIn(letters: string): number {
  let used = 0;
  for (let at = 0; at < letters.length; at += 1) used |= 1 << (letters.charCodeAt(at) & 31);
  return used;
}

function rankAsTyped(name: Name, typed: Name): number {
  if (name.whole === typed.whole) return EXACT;
  if (name.whole.startsWith(typed.whole)) return STARTS;
  const begun = (typed.begins & ~name.begins) === 0;
  if (begun && typed.words.every((word) => name.words.some((other) => other.letters.startsWith(word.letters)))) return WORDS;
  if (typed.whole.length >= 3 && name.whole.includes(typed.whole)) return INSIDE;
  return Number.POSITIVE_INFINITY;
}

function rankOf(name: Name, typed: Name): number {
  const rank = rankAsTyped(name, typed);
  if (rank < SLIPS) return rank;
  // No slip brings in more than one letter that the name has not, so most names need no closer look.
  if (typed.words.some((word) => bits(word.used & ~name.used) > MOST_SLIPS)) return Number.POSITIVE_INFINITY;
  if (typed.words.every((word) => name.words.some((other) => isSlip(word, other)))) return SLIPS;
  return Number.POSITIVE_INFINITY;
}

/** Whether a word was probably meant: one slip in four or five letters, two in longer ones, at the start of the word too. */
function isSlip({ letters: typed, used }: Word, { letters: meant, used: usedInMeant }: Word): boolean {
  if (meant.startsWith(typed)) return true;
  if (typed.length < 4) return false;
  const allowed = typed.length < 6 ? 1 : MOST_SLIPS;
  if (bits(used & ~usedInMeant) > allowed) return false;
  if (Math.abs(typed.length - meant.length) <= allowed && slips(typed, meant) <= allowed) return true;
  return allowed > 1 && typed.length < meant.length && slips(typed, meant.slice(0, typed.length)) <= allowed - 1;
}

function bits(set: number): number {
  let left = set;
  let count = 0;
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
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
