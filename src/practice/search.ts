import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/open.ts';
import { pageNumber } from '../vocabulary/page-number.ts';
import type { Found, Search, SnippetLine } from './types.ts';

/** Results on one page: five fit a phone's screen twice over. */
export const PAGE_SIZE = 5;
/** Words this much alike count as the same word mistyped (pg_trgm's own default for word similarity is 0.6). */
const TYPO_LIKENESS = 0.45;

const LINE = Prisma.sql`
  s.id, s.title, s.topic, s.subject, s.phase, sc.name AS school, sc.region, s."localLevel", s."researchLevel", s."createdAt",
  left(s.did, 160) AS glimpse`;

/**
 * Finds snippets of one network: by meaning of the words (English stems, title first), then by likeness of the title where the words
 * were mistyped; newest first when no words are given.
 */
export async function findSnippets(tx: Tx, networkId: string, search: Search, asked: number): Promise<Found> {
  const words = search.words?.trim() ?? '';
  const filters = Prisma.join(filtersOf(networkId, search), ' AND ');
  const page = pageNumber(asked);
  for (const way of words === '' ? [newest] : [ranked, alike]) {
    // Snippets may have been withdrawn since the page before was shown: then from the beginning again.
    for (const at of new Set([page, 0])) {
      const found = await way(tx, filters, words, at);
      if (found.total > 0) return { ...found, page: at, pages: Math.ceil(found.total / PAGE_SIZE) };
    }
  }
  return { lines: [], total: 0, page: 0, pages: 1 };
}

function filtersOf(networkId: string, search: Search): Prisma.Sql[] {
  return [
    Prisma.sql`s."networkId" = ${networkId}`,
    Prisma.sql`s."withdrawnAt" IS NULL`,
    ...(search.topic ? [Prisma.sql`s.topic = ${search.topic}`] : []),
    ...(search.phase ? [Prisma.sql`s.phase = ${search.phase}`] : []),
    ...(search.region ? [Prisma.sql`sc.region = ${search.region}`] : []),
    ...(search.level ? [Prisma.sql`s."localLevel" >= ${search.level}`] : []),
  ];
}

type Counted = SnippetLine & { total: number };

function page(rows: Counted[]): { lines: SnippetLine[]; total: number } {
  return { lines: rows.map(({ total: _, ...line }) => line), total: Number(rows[0]?.total ?? 0) };
}

async function ranked(tx: Tx, filters: Prisma.Sql, words: string, at: number) {
  return page(
    await tx.$queryRaw<Counted[]>(Prisma.sql`
      SELECT ${LINE}, count(*) OVER ()::int AS total
      FROM "Snippet" s JOIN "School" sc ON sc.urn = s."schoolUrn", websearch_to_tsquery('staffroom', ${words}) q
      WHERE ${filters} AND s.search @@ q
      ORDER BY ts_rank_cd(s.search, q) DESC, s."localLevel" DESC, s."createdAt" DESC, s.id
      LIMIT ${PAGE_SIZE} OFFSET ${at * PAGE_SIZE}`),
  );
}

async function alike(tx: Tx, filters: Prisma.Sql, words: string, at: number) {
  return page(
    await tx.$queryRaw<Counted[]>(Prisma.sql`
      SELECT ${LINE}, count(*) OVER ()::int AS total
      FROM "Snippet" s JOIN "School" sc ON sc.urn = s."schoolUrn"
      WHERE ${filters} AND word_similarity(lower(${words}), lower(s.title || ' ' || s.did)) > ${TYPO_LIKENESS}
      ORDER BY word_similarity(lower(${words}), lower(s.title)) DESC, s."createdAt" DESC, s.id
      LIMIT ${PAGE_SIZE} OFFSET ${at * PAGE_SIZE}`),
  );
}

async function newest(tx: Tx, filters: Prisma.Sql, _words: string, at: number) {
  return page(
    await tx.$queryRaw<Counted[]>(Prisma.sql`
      SELECT ${LINE}, count(*) OVER ()::int AS total
      FROM "Snippet" s JOIN "School" sc ON sc.urn = s."schoolUrn"
      WHERE ${filters}
      ORDER BY s."createdAt" DESC, s.id
      LIMIT ${PAGE_SIZE} OFFSET ${at * PAGE_SIZE}`),
  );
}

/** Snippets whose title is like what is being typed, for choosing one: the person's own first. */
export async function suggestSnippets(tx: Tx, networkId: string, memberId: string | undefined, typed: string, limit: number) {
  const like = `%${typed
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  return tx.$queryRaw<{ id: string; title: string; school: string }[]>(Prisma.sql`
    SELECT s.id, s.title, sc.name AS school
    FROM "Snippet" s JOIN "School" sc ON sc.urn = s."schoolUrn"
    WHERE s."networkId" = ${networkId} AND s."withdrawnAt" IS NULL
      AND (lower(s.title) LIKE ${like} OR word_similarity(lower(${typed}), lower(s.title)) > ${TYPO_LIKENESS})
    ORDER BY (s."authorId" = ${memberId ?? ''}) DESC, (lower(s.title) LIKE ${like}) DESC, s."createdAt" DESC
    LIMIT ${limit}`);
}
