import type { PGlite } from '@electric-sql/pglite';
import { embeddedOver, startPglite } from '../../src/database/embedded.ts';
import { type Database, databaseOver } from '../../src/database/open.ts';
import { TABLES, versionsOf } from './whole-database.ts';

/** An embedded Postgres that one test file after the other has to itself, and what it held at first. */
interface Lent {
  pglite: PGlite;
  /** Tables that were filled when it was made: nobody may have changed them. */
  filled: readonly string[];
  state: string;
}

const idle = new Map<string, Lent[]>();
/** So many are kept in a process for the next to ask; a file that opens more closes them. */
const KEPT = 2;
/** Statements after which the log of what was written is gone, and no part of it is kept to be used again. */
export const FORGET_LOG = ['SET wal_recycle = off', 'CHECKPOINT', 'RESET wal_recycle'] as const;

/**
 * A database in memory that holds what the dump does. Starting one takes longer than all that most files ask of it, so closing it
 * empties it for the next file of this process; one whose schema or first rows were changed is gone for good.
 */
export async function lentDatabase(name: string, dump: () => Promise<Blob>): Promise<Database> {
  const lent = idle.get(name)?.pop() ?? (await start(dump));
  const embedded = embeddedOver(lent.pglite);
  return databaseOver({
    ...embedded,
    async close() {
      await embedded.close();
      const same = await isAsAtFirst(lent).catch(() => false);
      const kept = idle.get(name) ?? [];
      if (same && kept.length < KEPT) idle.set(name, [...kept, lent]);
      else await lent.pglite.close();
    },
  });
}

async function start(dump: () => Promise<Blob>): Promise<Lent> {
  const pglite = await startPglite({ load: await dump() });
  const filled = await filledTables(pglite);
  return { pglite, filled, state: await stateOf(pglite, filled) };
}

/** Empties what was empty, and says whether all else stands as it stood. */
async function isAsAtFirst({ pglite, filled, state }: Lent): Promise<boolean> {
  await pglite.exec('ROLLBACK');
  await pglite.exec('DISCARD ALL');
  const used = (await filledTables(pglite)).filter((table) => !filled.includes(table));
  if (used.length > 0) await pglite.exec(`TRUNCATE ${used.map((table) => `"${table}"`).join()} RESTART IDENTITY CASCADE`);
  // Nothing here ever checkpoints by itself: the log of all files so far would stay in memory.
  for (const statement of FORGET_LOG) await pglite.exec(statement);
  return (await stateOf(pglite, filled)) === state;
}

async function filledTables(pglite: PGlite): Promise<string[]> {
  const tables = await pglite.query<{ name: string }>(TABLES);
  if (tables.rows.length === 0) return [];
  const each = tables.rows.map(({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM "${name}")`);
  const filled = await pglite.query<{ name: string }>(each.join(' UNION ALL '));
  return filled.rows.map(({ name }) => name);
}

/** Everything defined, and which rows the tables hold that were filled at first: a row that was written since has another xmin. */
async function stateOf(pglite: PGlite, filled: readonly string[]): Promise<string> {
  const rows = filled.map(versionsOf);
  const defined = ['pg_class', 'pg_attrdef', 'pg_constraint', 'pg_trigger', 'pg_proc', 'pg_namespace', 'pg_extension'].map(
    (name) => `(SELECT concat(count(*), ' ', sum(oid::bigint)) FROM ${name})`,
  );
  const columns = `(SELECT concat(count(*), ' ', sum(attnum), ' ', sum(attnotnull::int)) FROM pg_attribute WHERE NOT attisdropped)`;
  const found = await pglite.query<{ state: string }>(
    `SELECT concat_ws(', ', ${[...rows, ...defined, columns].join()}) AS state`,
  );
  return found.rows[0]?.state ?? '';
}
