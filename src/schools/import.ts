import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type pg from 'pg';
import { UserError } from '../errors.ts';
import type { Progress } from './csv-file.ts';
import { type Followed, followSuccessors } from './follow.ts';
import { readLinks, type SuccessorLink } from './links.ts';
import { type RefusedRow, type Register, readRegister } from './register.ts';
import { findSuccessors, type Place } from './successors.ts';
import { upsertSchools } from './upsert.ts';

/** What to import. */
export interface ImportOptions {
  /** The register's download or the shipped file, plain or gzipped. */
  file: string;
  /** The register's file of links, when there is one. */
  links?: string;
  /** The file's register, where it is being read already. */
  register?: Promise<Register>;
  /** Business time: when schools that vanished count as closed. */
  now: Date;
  /** Bytes while reading, schools while writing. */
  onProgress?(stage: 'reading' | 'writing', ...progress: Parameters<Progress>): void;
}

/** What an import did. */
export interface ImportSummary {
  file: string;
  /** True: this very file was the last one imported, so nothing was looked at again. */
  known: boolean;
  /** Open schools in the file. */
  open: number;
  added: number;
  changed: number;
  /** URNs that are no longer open. */
  closed: number[];
  followed: Followed[];
  /** Closed schools without a successor that people still belong to. */
  stranded: { urn: number; name: string; members: number }[];
  refused: RefusedRow[];
  skipped: Register['skipped'];
}

/** Two imports at once would each see the other's schools as new; the second waits. */
const LOCK = 7_283_550_813;
/** What a typed school is looked up in (migration `search`). */
const SEARCH_INDEX = 'School_searchText_trigrams';
/** A file with fewer open schools than this part of those now open is taken for a broken download. */
const LEAST_PART = 0.5;

/**
 * Imports a register file in one transaction: new and changed schools are written, missing ones close, and what belongs to a
 * closed school moves to its successor. Throws a UserError in words when the file cannot be trusted; then nothing has changed.
 */
export async function importRegister(pool: pg.Pool, options: ImportOptions): Promise<ImportSummary> {
  const register = await (options.register ??
    readRegister(options.file, (done, total) => options.onProgress?.('reading', done, total)));
  const linked = options.links ? await readLinks(options.links) : { links: [], digest: '' };
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const summary = await write(client, register, linked, options);
    await client.query('COMMIT');
    return summary;
  } catch (error) {
    // When the connection itself broke, the server has rolled back already and the first error says why.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function write(
  client: pg.PoolClient,
  register: Register,
  { links, digest: linksDigest }: { links: readonly SuccessorLink[]; digest: string },
  options: ImportOptions,
): Promise<ImportSummary> {
  const open = register.schools.filter((school) => school.open);
  const summary: ImportSummary = {
    file: basename(options.file),
    known: false,
    open: open.length,
    added: 0,
    changed: 0,
    closed: [],
    followed: [],
    stranded: [],
    refused: register.refused,
    skipped: register.skipped,
  };
  const digest = linksDigest ? `${register.digest}+${linksDigest}` : register.digest;
  if ((await lastDigest(client)) === digest) return { ...summary, known: true };

  const before = await readStatuses(client);
  refuseIfTooFew(open.length, before);
  const upsert = () => upsertSchools(client, open, register.has, (done) => options.onProgress?.('writing', done, open.length));
  // Into an empty table, an index is built sooner at the end than row by row.
  const written = before.size > 0 ? await upsert() : await withoutIndex(client, SEARCH_INDEX, upsert);
  const added = new Set(written.filter((urn) => !before.has(urn)));
  summary.added = added.size;
  summary.changed = written.length - added.size;
  summary.closed = await closeMissing(client, register, before, options.now);
  const moves = findSuccessors({ closed: await closedPlaces(client, register), open, opened: added, links });
  summary.followed = await followSuccessors(client, moves);
  summary.stranded = await strandedSchools(client);
  await client.query(
    'INSERT INTO "RegisterImport" ("id", "digest", "source", "rows", "importedAt") VALUES ($1, $2, $3, $4, $5)',
    [
      randomUUID(),
      digest,
      summary.file,
      open.length,
      // As text: the driver would write a Date in this machine's own time zone.
      options.now.toISOString(),
    ],
  );
  // The embedded Postgres has no autovacuum: without this the planner guesses and the index is searched with a backlog.
  await client.query('ANALYZE "School"');
  await client.query('SELECT gin_clean_pending_list($1::regclass)', [`"${SEARCH_INDEX}"`]);
  return summary;
}

/** Does the work with an index out of the way, and builds the same one again; inside the transaction. */
async function withoutIndex<T>(client: pg.ClientBase, name: string, work: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ indexdef: string }>(
    'SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema AND indexname = $1',
    [name],
  );
  const definition = rows[0]?.indexdef;
  if (!definition) throw new Error(`There is no index "${name}"`);
  await client.query(`DROP INDEX "${name}"`);
  const result = await work();
  await client.query(definition);
  return result;
}

async function lastDigest(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ digest: string }>(
    'SELECT "digest" FROM "RegisterImport" ORDER BY "importedAt" DESC LIMIT 1',
  );
  return rows[0]?.digest;
}

async function readStatuses(client: pg.ClientBase): Promise<Map<number, string>> {
  const { rows } = await client.query<{ urn: number; status: string }>('SELECT "urn", "status" FROM "School"');
  return new Map(rows.map(({ urn, status }) => [urn, status]));
}

function refuseIfTooFew(inFile: number, before: ReadonlyMap<number, string>): void {
  const nowOpen = [...before.values()].filter((status) => status === 'open').length;
  if (inFile > 0 && inFile >= nowOpen * LEAST_PART) return;
  throw new UserError(
    `This file holds ${inFile} open schools, and ${nowOpen} are known now: it looks cut short, so nothing was changed.`,
  );
}

/** Closes what the file says is closed or no longer names; a row that could not be read leaves its school as it was. */
async function closeMissing(
  client: pg.ClientBase,
  register: Register,
  before: ReadonlyMap<number, string>,
  now: Date,
): Promise<number[]> {
  const inFile = new Map(register.schools.map((school) => [school.urn, school]));
  const unread = new Set(register.refused.map(({ urn }) => urn));
  const closed = [...before]
    .filter(([urn, status]) => status === 'open' && !inFile.get(urn)?.open && !unread.has(urn))
    .map(([urn]) => urn);
  const today = now.toISOString().slice(0, 10);
  await client.query(
    `UPDATE "School" SET "status" = 'closed', "closedOn" = gone."on"
     FROM unnest($1::int[], $2::date[]) AS gone("urn", "on") WHERE "School"."urn" = gone."urn"`,
    [closed, closed.map((urn) => inFile.get(urn)?.closedOn ?? today)],
  );
  return closed;
}

async function closedPlaces(client: pg.ClientBase, register: Register): Promise<Place[]> {
  const { rows } = await client.query<Place>(
    `SELECT "urn", "name", "postcode", "localAuthority" FROM "School" WHERE "status" = 'closed' AND "successorUrn" IS NULL`,
  );
  // The database does not keep numbers and properties; the file usually still has the closed row.
  const inFile = new Map(register.schools.map((school) => [school.urn, school]));
  return rows.map((place) => ({ ...place, number: inFile.get(place.urn)?.number, uprn: inFile.get(place.urn)?.uprn }));
}

async function strandedSchools(client: pg.ClientBase): Promise<ImportSummary['stranded']> {
  const { rows } = await client.query<ImportSummary['stranded'][number]>(
    `SELECT school."urn", school."name", count(*)::int AS "members"
     FROM "School" AS school JOIN "Member" AS member ON member."schoolUrn" = school."urn"
     WHERE school."status" = 'closed' GROUP BY school."urn", school."name" ORDER BY school."urn"`,
  );
  return rows;
}
