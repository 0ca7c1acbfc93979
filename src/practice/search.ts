import type pg from 'pg';
import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/open.ts';
import { statements } from '../database/transaction.ts';
import { pageNumber } from '../vocabulary/page-number.ts';
import { findTopicAsTyped } from '../vocabulary/topics.ts';
import type { Found, Search, SnippetLine } from './types.ts';
import { meantWords } from './words.ts';

/** Results on one page: five fit a phone's screen twice over. */
export const PAGE_SIZE = 5;
/** So many matches are counted and ranked; beyond that a person narrows the search anyway. */
export const MOST_FOUND = 100;
/** Words this much alike count as the same word mistyped (pg_trgm's own default for word similarity is 0.6). */
const TYPO_LIKENESS = 0.45;

/** What a line shows; `s` is a snippet, `sc` its school. */
const LINE = 's.id, s.title, s.topic, sc.name AS school, sc.region, s."localLevel", s."researchLevel"';

/**
 * Finds snippets of one network by the words in them (English stems, the title first); where nothing fits, by the words that were
 * probably meant. Newest first when no words are given.
 */
export async function findSnippets(tx: Tx, networkId: string, search: Search, asked: number): Promise<Found> {
  const words = search.words?.trim() ?? '';
  const page = pageNumber(asked);
  const found = await paged(page, (at) => look(tx, networkId, { ...search, words }, at));
  const meant = found.total === 0 && words !== '' ? await meantWords(tx, networkId, words) : undefined;
  return meant === undefined
    ? found
    : { ...(await paged(page, (at) => look(tx, networkId, { ...search, words: meant }, at))), meant };
}

/** A page; the first one where snippets were withdrawn since the page before was shown. */
async function paged(page: number, read: (at: number) => Promise<{ lines: SnippetLine[]; total: number }>): Promise<Found> {
  const found = await read(page);
  if (found.total === 0 && page > 0) return paged(0, read);
  return { ...found, page, pages: Math.max(1, Math.ceil(found.total / PAGE_SIZE)) };
}

async function look(tx: Tx, networkId: string, search: Search & { words: string }, at: number) {
  const lines = await statements(tx)<SnippetLine & { total: number }>(statement(networkId, search, at));
  return { lines, total: lines[0]?.total ?? 0 };
}

/**
 * One prepared statement for each set of filters, because every search pays for it. Where there are words, what has them in its title
 * comes first, the newest of that; other places fill up what is left to count, so that a word everybody uses costs little more than a rare
 * one and the rest is read only of those on the page. Values stand in queries of their own: Postgres would else make a new plan for
 * each, which takes as long as the search itself.
 */
function statement(networkId: string, search: Search & { words: string }, at: number): pg.QueryConfig {
  const values: (string | number)[] = [networkId];
  const kinds: string[] = [];
  const filter = (kind: string, value: string | number | undefined, condition: (place: string) => string) => {
    if (value === undefined || value === '') return '';
    values.push(value);
    kinds.push(kind);
    return condition(`(SELECT $${values.length}::${typeof value === 'number' ? 'int' : 'text'})`);
  };
  const narrowed = [
    filter('topic', search.topic, (place) => `AND s.topic = ${place}`),
    filter('phase', search.phase, (place) => `AND s.phase = ${place}`),
    filter('level', search.level, (place) => `AND s."localLevel" >= ${place}`),
  ].join(' ');
  const near = filter('region', search.region, (place) => `JOIN "School" sc ON sc.urn = s."schoolUrn" AND sc.region = ${place}`);
  const query = filter('words', search.words, (place) => `q AS (SELECT websearch_to_tsquery('staffroom', ${place}) AS words),`);
  // Somebody who types a topic's name means what was filed under it, whatever its words. Slips are meantWords’ business.
  const named = filter('named', query && findTopicAsTyped(search.words)?.slug, (place) => `OR s.topic = ${place}`);
  const candidates = (matching: string, rest: string) => `
    SELECT s.id, s."localLevel", s."createdAt", ${query ? RANK : '0'} AS rank
    FROM "Snippet" s ${near}
    WHERE s."networkId" = $1 AND s."withdrawnAt" IS NULL ${narrowed} ${matching} ${rest}`;
  const newest = `ORDER BY s."createdAt" DESC, s.id LIMIT ${MOST_FOUND}`;
  const matches = query
    ? `titled AS MATERIALIZED (${candidates(`AND to_tsvector('staffroom', s.title) @@ (SELECT words FROM q)`, newest)}),
       matches AS MATERIALIZED (
         SELECT * FROM titled UNION ALL (${candidates(
           `AND (s.search @@ (SELECT words FROM q) ${named}) AND s.id NOT IN (SELECT id FROM titled)`,
           `LIMIT ${MOST_FOUND} - (SELECT count(*) FROM titled)`,
         )})
       )`
    : `matches AS MATERIALIZED (${candidates('', newest)})`;
  const order = `${query ? 'm.rank DESC, m."localLevel" DESC, ' : ''}m."createdAt" DESC, m.id`;
  values.push(at * PAGE_SIZE);
  return {
    name: `find ${kinds.join(' ')}`,
    values,
    text: `
      WITH ${query} ${matches}
      SELECT ${LINE}, (SELECT count(*)::int FROM matches) AS total
      FROM (SELECT * FROM matches m ORDER BY ${order} LIMIT ${PAGE_SIZE} OFFSET (SELECT $${values.length}::int)) m
      JOIN "Snippet" s ON s."networkId" = $1 AND s.id = m.id JOIN "School" sc ON sc.urn = s."schoolUrn"
      ORDER BY ${order}`,
  };
}

/** ts_rank_cd sees nearness no better, and clears 32 kB of memory for each word of each candidate. */
const RANK = 'ts_rank(s.search, (SELECT words FROM q))';

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
