import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/open.ts';

/** Shorter words are not corrected: too many others are like them. */
const SHORTEST = 4;

/** Keeps the words of new texts, so that a search can find the word somebody meant. */
export async function rememberWords(tx: Tx, networkId: string, texts: readonly string[]): Promise<void> {
  const words = wordsOf(texts);
  if (words.length === 0) return;
  await tx.$executeRaw`INSERT INTO "SnippetWord" ("networkId", word) SELECT ${networkId}, unnest(${words}::text[]) ON CONFLICT DO NOTHING`;
}

/** The words of texts that are worth keeping, each once. */
export function wordsOf(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap(wordsIn))].filter((word) => word.length >= SHORTEST);
}

/** The words as they were probably meant: each one nobody used becomes the most alike that somebody did. Undefined: nothing to correct. */
export async function meantWords(tx: Tx, networkId: string, typed: string): Promise<string | undefined> {
  const words = wordsIn(typed);
  const rows = await tx.$queryRaw<{ word: string; meant: string | null }[]>(Prisma.sql`
    SELECT t.word, best.word AS meant
    FROM unnest(${words}::text[]) WITH ORDINALITY AS t(word, place)
    LEFT JOIN LATERAL (
      SELECT w.word FROM "SnippetWord" w
      WHERE w."networkId" = ${networkId} AND w.word <> '' AND length(t.word) >= ${SHORTEST} AND w.word % t.word
      ORDER BY similarity(w.word, t.word) DESC, w.word LIMIT 1
    ) best ON true
    ORDER BY t.place`);
  const meant = rows.map((row) => row.meant ?? row.word);
  return meant.some((word, index) => word !== words[index]) ? meant.join(' ') : undefined;
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
