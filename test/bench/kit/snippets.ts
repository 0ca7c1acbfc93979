import { newId } from '../../../src/database/id.ts';
import type { Database } from '../../../src/database/open.ts';
import { TOPICS } from '../../../src/vocabulary/topics.ts';
import type { Texts } from './texts.ts';

const BATCH = 2_500;

/** Stores so many snippets by the demo's members, with their words, as sharing them would. */
export async function storeSnippets({ prisma, pool }: Database, texts: Texts, count: number): Promise<void> {
  const members = await prisma.member.findMany({ orderBy: { name: 'asc' } });
  for (let done = 0; done < count; done += BATCH) {
    await prisma.snippet.createMany({
      data: Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => {
        const number = done + index;
        const author = members[texts.pick(members.length)];
        const topic = TOPICS[texts.pick(TOPICS.length)];
        if (!author || !topic) throw new Error('the demo world is empty');
        return {
          id: newId(),
          networkId: author.networkId,
          authorId: author.id,
          schoolUrn: author.schoolUrn,
          title: texts.write(topic.slug, 4, 9).slice(0, 80),
          problem: texts.write(topic.slug, 12, 35),
          did: texts.write(topic.slug, 25, 70),
          know: texts.pick(5) < 3 ? texts.write(topic.slug, 8, 25) : null,
          topic: topic.slug,
          subject: author.subject,
          phase: author.phase,
          localLevel: texts.pick(4),
          createdAt: new Date(Date.now() - number * 60_000),
        };
      }),
    });
  }
  await pool.query(`
    INSERT INTO "SnippetWord" ("networkId", word)
    SELECT DISTINCT s."networkId", word
    FROM "Snippet" s, regexp_split_to_table(lower(concat_ws(' ', s.title, s.problem, s.did, s.know)), '[^[:alpha:]]+') AS word
    WHERE length(word) >= 4 ON CONFLICT DO NOTHING`);
  await pool.query('VACUUM ANALYZE');
}

/**
 * What people look for, in words both platforms understand once `option` has put the first words where they belong: two words that
 * belong together, one that everybody uses, rare ones, filters, nothing but a filter, and a slip of the keyboard.
 */
export function searches(texts: Texts, named: boolean): string[] {
  const rare = (rank: number) => texts.vocabulary[rank] ?? 'harrogate';
  const asked: readonly (readonly [words: string, filters: string])[] = [
    ['exit tickets', ''],
    ['reading aloud', ''],
    ['quiz', ''],
    ['pupils talk partners', ''],
    ['spelling', 'phase:primary'],
    ['homework', ''],
    ['feedback', 'region:London'],
    ['phonics groups', ''],
    [rare(900), ''],
    ['model answer', ''],
    ['class', 'evidence:2'],
    ['vocabulary science', ''],
    [`${rare(1_500)} reading`, ''],
    ['tables every morning', ''],
    ['', 'topic:retrieval-practice'],
    ['questions wait', ''],
    ['attendance', ''],
    [rare(2_500), ''],
    ['lesson starts', ''],
    ['readnig', ''],
  ];
  return asked.map(([words, filters]) =>
    ['/snippet find', words && (named ? `words:${words}` : words), filters].filter(Boolean).join(' '),
  );
}
