import { demo } from '../../../prisma/demo/demo.ts';
import { newId } from '../../../src/database/id.ts';
import type { Db } from '../../../src/database/open.ts';

const BATCH = 2_500;

/** Stores so many snippets by the demo's members: its texts, each with words of another mixed in, so that searches find few or many. */
export async function storeSnippets(db: Db, count: number): Promise<void> {
  const members = await db.member.findMany();
  const texts = demo.snippets;
  for (let done = 0; done < count; done += BATCH) {
    await db.snippet.createMany({
      data: Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => {
        const number = done + index;
        const one = texts[number % texts.length];
        const other = texts[(number * 7 + 3) % texts.length];
        const author = members[number % members.length];
        if (!one || !other || !author) throw new Error('the demo world is empty');
        return {
          id: newId(),
          networkId: author.networkId,
          authorId: author.id,
          schoolUrn: author.schoolUrn,
          title: `${one.title.slice(0, 60)} ${number}`,
          problem: other.problem,
          did: one.did,
          know: other.know,
          topic: one.topic,
          subject: author.subject,
          phase: author.phase,
          localLevel: number % 4,
          createdAt: new Date(Date.now() - number * 60_000),
        };
      }),
    });
  }
  await db.$executeRaw`ANALYZE`;
}
