import { demo } from '../../../prisma/demo/demo.ts';
import type { Database } from '../../../src/database/open.ts';

/**
 * Texts for benchmarks whose words are as unevenly used as in any language: the frequency of a word falls with its rank (Zipf's law, with
 * Mandelbrot's offset). The ranks: words of the demo's own snippets by how often they stand there, then words of school names and
 * towns of the register. Now and then a run of words is taken from a demo snippet of the topic, so that words that belong together
 * ("exit tickets") stand together. The same seed gives the same texts.
 */
export interface Texts {
  /** Words, most frequent first. */
  vocabulary: readonly string[];
  /** A number from 0 to below `below`. */
  pick(below: number): number;
  /** So many words about a topic, give or take. */
  write(about: string, from: number, to: number): string;
}

/** Mandelbrot's offset: the very first words are a little less frequent than plain Zipf says (English: about 2.7). */
const OFFSET = 2.7;
/** How often a run is taken instead of a word: one in so many. */
const RUN_IN = 12;
const RUN = { shortest: 3, longest: 5 } as const;
const REGISTER_WORDS = 14_000;

/** Reads the register's words and makes ready to write. */
export async function zipfTexts({ pool }: Database, seed: number): Promise<Texts> {
  const { rows } = await pool.query<{ word: string }>(`
    SELECT word FROM "School", regexp_split_to_table("searchText", '[^a-z]+') AS word
    WHERE length(word) >= 4 GROUP BY word ORDER BY count(*) DESC, word LIMIT ${REGISTER_WORDS}`);
  const vocabulary = [...new Set([...demoWords(), ...rows.map(({ word }) => word)])];
  const upTo = sums(vocabulary.length);
  const random = generator(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const all = demo.snippets.map(words);
  return {
    vocabulary,
    pick,
    write(about, from, to) {
      const texts = demo.snippets.filter(({ topic }) => topic === about).map(words);
      const written: string[] = [];
      const wanted = from + pick(to - from + 1);
      while (written.length < wanted) {
        if (pick(RUN_IN) > 0) written.push(vocabulary[place(upTo, random())] ?? '');
        else {
          const text = (texts.length > 0 ? texts : all)[pick((texts.length || all.length) - 0)] ?? [];
          const at = pick(text.length);
          written.push(...text.slice(at, at + RUN.shortest + pick(RUN.longest - RUN.shortest + 1)));
        }
      }
      return written.join(' ');
    },
  };
}

function words({ title, problem, did, know }: (typeof demo.snippets)[number]): string[] {
  return `${title} ${problem} ${did} ${know ?? ''}`.toLowerCase().match(/\p{L}+/gu) ?? [];
}

function demoWords(): string[] {
  const counts = new Map<string, number>();
  for (const word of demo.snippets.flatMap(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([word]) => word);
}

/** How much of all use the words up to each rank make up together. */
function sums(count: number): Float64Array {
  const upTo = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank += 1) {
    sum += 1 / (rank + 1 + OFFSET);
    upTo[rank] = sum;
  }
  return upTo.map((one) => one / sum);
}

/** The first rank whose sum reaches the share. */
function place(upTo: Float64Array, share: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 1) < share) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers from 0 to below 1 that are the same at every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
