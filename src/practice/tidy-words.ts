import type { Tx } from '../database/open.ts';
import { rememberWords, wordsOf } from './words.ts';

/** Snippets read at once: at most four texts of 1,500 characters each, so some megabytes. */
const AT_ONCE = 500;

/**
 * Makes the words that a mistyped search is compared with those that stand in snippets now: a word only found in what was edited away
 * or withdrawn must neither be shown nor steered to. Returns how many words went. Takes one network after the other, and may be done
 * again at any time.
 */
export async function tidyWords(tx: Tx): Promise<number> {
  let gone = 0;
  for (const { id } of await tx.network.findMany({ select: { id: true } })) {
    // Known words first, then what is used: a word that comes while this runs is not among the known, and stays.
    const known = await tx.snippetWord.findMany({ where: { networkId: id }, select: { word: true } });
    const used = await usedWords(tx, id);
    const unused = known.map((one) => one.word).filter((word) => !used.has(word));
    gone += await tx.$executeRaw`DELETE FROM "SnippetWord" WHERE "networkId" = ${id} AND word = ANY(${unused}::text[])`;
    // A word that was being used again at that very moment.
    await rememberWords(tx, id, [[...used].join(' ')]);
  }
  return gone;
}

async function usedWords(tx: Tx, networkId: string): Promise<Set<string>> {
  const used = new Set<string>();
  let after = '';
  for (;;) {
    const snippets = await tx.snippet.findMany({
      where: { networkId, withdrawnAt: null, id: { gt: after } },
      select: { id: true, title: true, problem: true, did: true, know: true },
      orderBy: { id: 'asc' },
      take: AT_ONCE,
    });
    for (const { title, problem, did, know } of snippets)
      for (const word of wordsOf([title, problem, did, know ?? ''])) used.add(word);
    const last = snippets.at(-1);
    if (!last) return used;
    after = last.id;
  }
}
