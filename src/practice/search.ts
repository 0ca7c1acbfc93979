import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/open.ts';
import { pageNumber } from '../vocabulary/page-number.ts';
import { findTopic } from '../vocabulary/topics.ts';
import type { Found, Search, SnippetLine } from './types.ts';
import { meantWords } from './words.ts';

/** Results on one page: five fit a phone's screen twice over. */
export const PAGE_SIZE = 5;
/** So many matches are counted and ranked; beyond that a person narrows the search anyway. */
export const MOST_FOUND = 200;
/** Words this much alike count as the same word mistyped (pg_trgm's own default for word similarity is 0.6). */
const TYPO_LIKENESS = 0.45;

const LINE = Prisma.sql`
  s.id, s.title, s.topic, s.subject, s.phase, sc.name AS school, sc.region, s."localLevel", s."researchLevel", s."createdAt",
  left(s.did, 160) AS glimpse`;

/**
 * Finds snippets of one network by the words in them (English stems, the title first); where nothing fits, by the words that were
 * probably meant. Newest first when no words are given.
 */
export async function findSnippets(tx: Tx, networkId: string, search: Search, asked: number): Promise<Found> {
  const words = search.words?.trim() ?? '';
  const filters = Prisma.join(filtersOf(networkId, search), ' AND ');
  const page = pageNumber(asked);
  if (words === '') return paged(page, (at) => newest(tx, filters, at));
  const found = await paged(page, (at) => ranked(tx, filters, words, at));
  const meant = found.total === 0 ? await meantWords(tx, networkId, words) : undefined;
  return meant === undefined ? found : { ...(await paged(page, (at) => ranked(tx, filters, meant, at))), meant };
}

/** A page; the first one where snippets were withdrawn since the page before was shown. */
async function paged(page: number, read: (at: number) => Promise<{ lines: SnippetLine[]; total: number }>): Promise<Found> {
  const found = await read(page);
  if (found.total === 0 && page > 0) return paged(0, read);
  return { ...found, page, pages: Math.max(1, Math.ceil(found.total / PAGE_SIZE)) };
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

function counted(rows: Counted[]): { lines: SnippetLine[]; total: number } {
  return { lines: rows.map(({ total: _, ...line }) => line), total: Number(rows[0]?.total ?? 0) };
}

/** Somebody who types a topic's name means what was filed under it, whatever its words. */
function topicNamed(words: string): string {
  return findTopic(words)?.slug ?? '';
}

/** Takes at most so many matches before ranking, so that a word everybody uses costs no more than a rare one. */
async function ranked(tx: Tx, filters: Prisma.Sql, words: string, at: number) {
  return counted(
    await tx.$queryRaw<Counted[]>(Prisma.sql`
      WITH q AS (SELECT websearch_to_tsquery('staffroom', ${words}) AS words),
      s AS MATERIALIZED (
        SELECT s.*, ts_rank_cd(s.search, q.words) AS rank
        FROM q, "Snippet" s JOIN "School" sc ON sc.urn = s."schoolUrn"
        WHERE ${filters} AND (s.search @@ q.words OR s.topic = ${topicNamed(words)}) LIMIT ${MOST_FOUND}
      )
      SELECT ${LINE}, count(*) OVER ()::int AS total
      FROM s JOIN "School" sc ON sc.urn = s."schoolUrn"
      ORDER BY s.rank DESC, s."localLevel" DESC, s."createdAt" DESC, s.id
      LIMIT ${PAGE_SIZE} OFFSET ${at * PAGE_SIZE}`),
  );
}

async function newest(tx: Tx, filters: Prisma.Sql, at: number) {
  return counted(
    await tx.$queryRaw<Counted[]>(Prisma.sql`
      WITH s AS MATERIALIZED (
        SELECT s.*
        FROM "Snippet" s JOIN "School" sc ON sc.urn = s."schoolUrn"
        WHERE ${filters} ORDER BY s."createdAt" DESC, s.id LIMIT ${MOST_FOUND}
      )
      SELECT ${LINE}, count(*) OVER ()::int AS total
      FROM s JOIN "School" sc ON sc.urn = s."schoolUrn"
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
      AND (lower(s.title) LIKE ${like} OR word_similarity(${typed}, s.title) > ${TYPO_LIKENESS})
    ORDER BY (s."authorId" = ${memberId ?? ''}) DESC, (lower(s.title) LIKE ${like}) DESC, s."createdAt" DESC
    LIMIT ${limit}`);
}
