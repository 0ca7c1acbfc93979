import type { Tx } from '../database/open.ts';
import { statements } from '../database/transaction.ts';
import { LONGEST_WORD, slips } from '../vocabulary/slips.ts';

/** Shorter words are not corrected: too many others are like them. */
const SHORTEST = 4;

/** Keeps the words of new texts, so that a search can find the word somebody meant. */
export async function rememberWords(tx: Tx, networkId: string, texts: readonly string[]): Promise<void> {
  const words = wordsOf(texts);
  if (words.length === 0) return;
  await statements(tx)({ name: 'remember-words', text: REMEMBER, values: [networkId, words] });
}

const REMEMBER = `INSERT INTO "SnippetWord" ("networkId", word) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`;

/** The words of texts that are worth keeping, each once. */
export function wordsOf(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap(wordsIn))].filter((word) => word.length >= SHORTEST);
}

/** The words as they were probably meant: each one nobody used becomes the one somebody did with the fewest slips. Undefined: nothing to correct. */
export async function meantWords(tx: Tx, networkId: string, typed: string): Promise<string | undefined> {
  const words = wordsIn(typed);
  const rows = await statements(tx)<{ word: string; alike: string[] }>({
    name: 'meant-words',
    text: ALIKE,
    values: [networkId, words],
  });
  const meant = rows.map(({ word, alike }) => nearest(word, alike));
  return meant.some((word, index) => word !== words[index]) ? meant.join(' ') : undefined;
}

/** So many words with the most letters in common are looked at closely. */
const LOOKED_AT = 12;

/** Trigrams find what is alike however many words there are, but like a short beginning ("home") better than the whole ("homewrok"). */
const ALIKE = `
  SELECT t.word, ARRAY(
    SELECT w.word FROM "SnippetWord" w
    WHERE w."networkId" = $1 AND w.word <> '' AND length(t.word) >= ${SHORTEST} AND w.word % t.word
    ORDER BY similarity(w.word, t.word) DESC, w.word LIMIT ${LOOKED_AT}
  ) AS alike
  FROM unnest((SELECT $2::text[])) WITH ORDINALITY AS t(word, place)
  ORDER BY t.place`;

/** The word with the fewest slips, of several the one most alike; the typed word itself where there is none. */
function nearest(typed: string, alike: readonly string[]): string {
  let [best, fewest] = [typed, LONGEST_WORD];
  for (const word of alike) {
    // What is typed is no longer either.
    if (word.length > LONGEST_WORD) continue;
    const found = slips(typed, word, fewest);
    if (found < fewest) [best, fewest] = [word, found];
  }
  return best;
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
