import { LONGEST_WORD, slips } from './slips.ts';

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
    .slice(0, LONGEST_WORD)
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
  return clearly(found.length > 0 ? found : ranked(list, text, forgiving(list)));
}

/** The same without typing slips, which take ten times as long to look for. */
export function findAsTyped<T extends Listed>(list: readonly T[], text: string): T | undefined {
  return clearly(ranked(list, text, rankAsTyped));
}

function clearly<T>([first, second]: readonly { entry: T; rank: number }[]): T | undefined {
  if (!first) return undefined;
  if (first.rank !== EXACT && second && Math.floor(first.rank) === Math.floor(second.rank)) return undefined;
  return first.entry;
}

/** The entries nearest to what was typed, best first; nothing typed gives the list as it stands. */
export function suggestIn<T extends Listed>(list: readonly T[], text: string, limit: number): T[] {
  if (plainWords(text) === '') return list.slice(0, limit);
  return ranked(list, text, forgiving(list))
    .slice(0, limit)
    .map((found) => found.entry);
}

/** The entry with exactly this slug, as it comes from the database. */
export function bySlug<T extends Listed>(list: readonly T[], slug: string): T | undefined {
  return list.find((entry) => entry.slug === slug);
}

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
  /** Which letters its words begin with, a bit for each. */
  begins: number;
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
  // Every search looks a topic up this way: a plain walk takes half as long as lists made of lists.
  const found: { entry: T; rank: number }[] = [];
  const namesOfEach = namesOf(list);
  for (const [index, entry] of list.entries()) {
    let best = Number.POSITIVE_INFINITY;
    for (const [place, name] of namesOfEach[index]?.entries() ?? []) {
      best = Math.min(best, rank(name, typed) + (place < 2 ? 0 : BY_ALIAS));
    }
    if (best < SLIPS + 1) found.push({ entry, rank: best });
  }
  return found.sort((a, b) => a.rank - b.rank);
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

/** Every word that stands in a name of the list, once. */
function wordsOf(list: readonly Listed[]): readonly Word[] {
  const known = WORDS_OF.get(list);
  if (known) return known;
  const all = namesOf(list).flatMap((names) => names.flatMap((name) => name.words));
  const words = [...new Map(all.map((word) => [word.letters, word])).values()];
  WORDS_OF.set(list, words);
  return words;
}

const WORDS_OF = new WeakMap<readonly Listed[], readonly Word[]>();

function nameOf(whole: string): Name {
  const words = whole.split(' ').map((letters) => ({ letters, used: usedIn(letters) }));
  return { whole, words, begins: words.reduce((all, { letters }) => all | usedIn(letters.slice(0, 1)), 0) };
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

/** The same, slips forgiven. What a typed word may have meant is looked for once among the words of the list, not in every name. */
function forgiving(list: readonly Listed[]): Rank {
  const meant = new Map<Word, ReadonlySet<string>>();
  const meantBy = (typed: Word) => {
    const known = meant.get(typed) ?? new Set(wordsOf(list).flatMap((word) => (isSlip(typed, word) ? word.letters : [])));
    meant.set(typed, known);
    return known;
  };
  return (name, typed) => {
    const rank = rankAsTyped(name, typed);
    if (rank < SLIPS) return rank;
    const fits = typed.words.every((word) => {
      const any = meantBy(word);
      return any.size > 0 && name.words.some(({ letters }) => any.has(letters));
    });
    return fits ? SLIPS : Number.POSITIVE_INFINITY;
  };
}

/** Whether a word was probably meant: one slip in four or five letters, two in longer ones, at the start of the word too. */
function isSlip({ letters: typed, used }: Word, { letters: meant, used: usedInMeant }: Word): boolean {
  if (meant.startsWith(typed)) return true;
  if (typed.length < 4) return false;
  const allowed = typed.length < 6 ? 1 : MOST_SLIPS;
  if (bits(used & ~usedInMeant) > allowed) return false;
  // A slip brings in one letter at most, on either side.
  const alike = Math.abs(typed.length - meant.length) <= allowed && bits(usedInMeant & ~used) <= allowed;
  if (alike && slips(typed, meant, allowed) <= allowed) return true;
  return allowed > 1 && typed.length < meant.length && slips(typed, meant.slice(0, typed.length), allowed - 1) <= allowed - 1;
}

function bits(set: number): number {
  let left = set;
  let count = 0;
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}
