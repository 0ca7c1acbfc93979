import { Prisma } from '../database/generated/client.ts';
import type { Db, Tx } from '../database/open.ts';
import { postcodeBeginnings } from './postcode.ts';
import { scoreOf } from './rank.ts';
import { urnOf } from './row.ts';
import { searchWords } from './words.ts';

/** A school as found. */
export interface FoundSchool {
  urn: number;
  name: string;
  town: string | null;
  postcode: string | null;
  phase: string;
  /** The register's name of its type, "Community special school" say. */
  type: string;
  localAuthority: string;
  region: string;
}

type Candidate = FoundSchool & { searchText: string };

/** Longer than any label; what is pasted beyond is not looked at. */
const LONGEST = 120;
const MOST_WORDS = 8;
/** So many candidates are fetched, those that hold the words in the name first, before they are ranked properly. */
const CANDIDATES = 200;
/** "primary" fits 15,000 schools; whoever types no more gets the first that come. */
const LOOKED_AT = 2_000;
/** How alike two words must be to count as a typing error (pg_trgm: "crmlington" has 0.64, "josefs" for "josephs" 0.36). */
const ALIKE = [0.5, 0.33] as const;
/** Shorter words have too few letters to be alike. */
const SHORTEST_ALIKE = 4;

const SELECT = Prisma.sql`
  SELECT "urn", "name", "town", "postcode", "phase", "type", "localAuthority", "region", "searchText"
  FROM "School" WHERE "status" = 'open'`;

/** Schools that fit what was typed, best first. */
export interface Found {
  schools: FoundSchool[];
  /** False: only by forgiving typing errors, so never to be taken without asking. */
  asTyped: boolean;
}

/** Open schools for what somebody typed; search.ts says what may be typed. */
export async function findByText(db: Db | Tx, query: string, limit: number): Promise<Found> {
  const text = query.trim().slice(0, LONGEST);
  const words = searchWords(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
  if (words.length === 0) return { schools: [], asTyped: true };
  const asTyped = await findAsTyped(db, text, words, limit);
  if (asTyped.length > 0) return { schools: asTyped.slice(0, limit).map(plain), asTyped: true };
  for (const least of ALIKE) {
    const similar = await alike(db, words, least, limit);
    if (similar.length > 0) return { schools: similar.map(plain), asTyped: false };
  }
  return { schools: [], asTyped: true };
}

async function findAsTyped(db: Db | Tx, text: string, words: readonly string[], limit: number): Promise<Candidate[]> {
  const urn = urnOf(text);
  const numbered = urn === null ? [] : await byUrn(db, urn);
  if (numbered.length > 0) return numbered;
  const placed = await byPostcode(db, text, limit);
  if (placed.length > 0) return placed;
  const typed = words.join(' ');
  const named = await byBeginning(db, typed, limit);
  // A name that begins as typed beats every other, so when there are enough of those the wide search is not needed.
  return best(named.length < limit ? [...named, ...(await byWords(db, words, limit))] : named, typed);
}

function byUrn(db: Db | Tx, urn: number): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`${SELECT} AND "urn" = ${urn}`;
}

async function byPostcode(db: Db | Tx, text: string, limit: number): Promise<Candidate[]> {
  const beginnings = postcodeBeginnings(text);
  if (beginnings.length === 0) return [];
  const any = Prisma.join(
    beginnings.map((beginning) => Prisma.sql`"postcode" LIKE ${`${beginning}%`}`),
    ' OR ',
  );
  // "NE2" means that district before NE20 to NE29.
  return db.$queryRaw<Candidate[]>`
    ${SELECT} AND (${any}) ORDER BY "postcode" LIKE ${`${beginnings[0]} %`} DESC, "name", "urn" LIMIT ${limit}`;
}

function byBeginning(db: Db | Tx, typed: string, limit: number): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    ${SELECT} AND "searchText" COLLATE "C" LIKE ${` ${typed}%`} ORDER BY "searchText" COLLATE "C" LIMIT ${limit}`;
}

function byWords(db: Db | Tx, words: readonly string[], limit: number): Promise<Candidate[]> {
  const each = (pattern: (word: string) => string) =>
    Prisma.join(
      words.map((word) => Prisma.sql`"searchText" LIKE ${pattern(word)}`),
      ' AND ',
    );
  return db.$queryRaw<Candidate[]>`
    SELECT * FROM (${SELECT} AND ${each((word) => `% ${word}%`)} LIMIT ${LOOKED_AT}) AS "looked at"
    ORDER BY ${each((word) => `% ${word}%|%`)} DESC, "urn" LIMIT ${Math.max(CANDIDATES, limit)}`;
}

function best(candidates: Candidate[], typed: string): Candidate[] {
  const each = new Map(candidates.map((school) => [school.urn, school]));
  return [...each.values()]
    .map((school) => ({ school, score: scoreOf(typed, school.searchText) }))
    .sort((a, b) => b.score - a.score || compare(a.school.searchText, b.school.searchText) || a.school.urn - b.school.urn)
    .map(({ school }) => school);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function alike(db: Db | Tx, words: readonly string[], least: number, limit: number): Promise<Candidate[]> {
  const long = words.filter((word) => word.length >= SHORTEST_ALIKE);
  if (long.length === 0) return Promise.resolve([]);
  const conditions = words.map((word) =>
    long.includes(word)
      ? Prisma.sql`("searchText" LIKE ${`% ${word}%`} OR ${word} <<% "searchText")`
      : Prisma.sql`"searchText" LIKE ${`% ${word}%`}`,
  );
  const likeness = Prisma.join(
    // The name counts once more than the place.
    long.map((word) => Prisma.sql`strict_word_similarity(${word}, "searchText") + strict_word_similarity(${word}, "name")`),
    ' + ',
  );
  // The index reads the threshold from a setting, so it is set first, for this statement's transaction only: the inner query
  // cannot begin before, because it looks at the setting's value and its LIMIT keeps the planner from taking it apart.
  return db.$queryRaw<Candidate[]>`
    SELECT "fitting".* FROM
      (SELECT set_config('pg_trgm.strict_word_similarity_threshold', ${String(least)}, true) AS "value") AS "threshold",
      LATERAL (
        ${SELECT} AND "threshold"."value" <> '' AND ${Prisma.join(conditions, ' AND ')}
        ORDER BY ${likeness} DESC, "name", "urn" LIMIT ${limit}
      ) AS "fitting"`;
}

/** Only what a FoundSchool has, of a row that has more. */
export function plain({ urn, name, town, postcode, phase, type, localAuthority, region }: FoundSchool): FoundSchool {
  return { urn, name, town, postcode, phase, type, localAuthority, region };
}
