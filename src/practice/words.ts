import type { Tx } from '../database/open.ts';
import { statements } from '../database/transaction.ts';

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

/** The words as they were probably meant: each one nobody used becomes the most alike that somebody did. Undefined: nothing to correct. */
export async function meantWords(tx: Tx, networkId: string, typed: string): Promise<string | undefined> {
  const words = wordsIn(typed);
  const rows = await statements(tx)<{ word: string; meant: string | null }>({
    name: 'meant-words',
    text: MEANT,
    values: [networkId, words],
  });
  const meant = rows.map((row) => row.meant ?? row.word);
  return meant.some((word, index) => word !== words[index]) ? meant.join(' ') : undefined;
}

const MEANT = `
  SELECT t.word, best.word AS meant
  FROM unnest((SELECT $2::text[])) WITH ORDINALITY AS t(word, place)
  LEFT JOIN LATERAL (
    SELECT w.word FROM "SnippetWord" w
    WHERE w."networkId" = $1 AND w.word <> '' AND length(t.word) >= ${SHORTEST} AND w.word % t.word
    ORDER BY similarity(w.word, t.word) DESC, w.word LIMIT 1
  ) best ON true
  ORDER BY t.place`;

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
