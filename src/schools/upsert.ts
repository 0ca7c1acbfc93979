import type pg from 'pg';
import type { Field } from './layout.ts';
import type { RegisterSchool } from './row.ts';
import { searchTextOf } from './words.ts';

/** A column of School: its name, its type, its value, and the column of the file without which it stays as it was. */
interface Column {
  name: string;
  type: 'int' | 'text' | 'float8';
  value(school: RegisterSchool): string | number | null;
  field?: Field;
}

const COLUMNS: readonly Column[] = [
  { name: 'urn', type: 'int', value: (school) => school.urn },
  { name: 'name', type: 'text', value: (school) => school.name },
  { name: 'phase', type: 'text', value: (school) => school.phase },
  { name: 'type', type: 'text', value: (school) => school.type },
  { name: 'status', type: 'text', value: () => 'open' },
  { name: 'localAuthority', type: 'text', value: (school) => school.localAuthority },
  { name: 'region', type: 'text', value: (school) => school.region },
  { name: 'trust', type: 'text', value: (school) => school.trust, field: 'trust' },
  { name: 'urbanRural', type: 'text', value: (school) => school.urbanRural, field: 'urbanRural' },
  { name: 'percentFsm', type: 'float8', value: (school) => school.percentFsm, field: 'percentFsm' },
  { name: 'pupils', type: 'int', value: (school) => school.pupils, field: 'pupils' },
  { name: 'easting', type: 'int', value: (school) => school.easting, field: 'easting' },
  { name: 'northing', type: 'int', value: (school) => school.northing, field: 'northing' },
  { name: 'postcode', type: 'text', value: (school) => school.postcode },
  { name: 'town', type: 'text', value: (school) => school.town },
  { name: 'searchText', type: 'text', value: searchTextOf },
];

/** Rows of one statement: large enough that the statement's own cost vanishes, small enough to keep its text in memory. */
const BATCH = 3_000;

/**
 * Writes open schools, new and known, and returns the URNs of those that differ from what was there.
 * What the file has no column for stays as it was.
 */
export async function upsertSchools(
  client: pg.ClientBase,
  schools: readonly RegisterSchool[],
  has: ReadonlySet<Field>,
  onBatch: (done: number) => void,
): Promise<number[]> {
  const sql = statement(has);
  const written: number[] = [];
  for (let from = 0; from < schools.length; from += BATCH) {
    const batch = schools.slice(from, from + BATCH);
    const values = COLUMNS.map((column) => batch.map((school) => column.value(school)));
    const { rows } = await client.query<{ urn: number }>(sql, values);
    for (const { urn } of rows) written.push(urn);
    onBatch(from + batch.length);
  }
  return written;
}

function statement(has: ReadonlySet<Field>): string {
  const names = COLUMNS.map(({ name }) => `"${name}"`);
  const arrays = COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`);
  const kept = COLUMNS.filter(({ name, field }) => name !== 'urn' && (field === undefined || has.has(field)));
  // A school that opens again is no longer closed, nor succeeded by another.
  const sets = [...kept.map(({ name }) => `"${name}" = EXCLUDED."${name}"`), '"closedOn" = NULL', '"successorUrn" = NULL'];
  const old = kept.map(({ name }) => `"School"."${name}"`);
  const fresh = kept.map(({ name }) => `EXCLUDED."${name}"`);
  return `
    INSERT INTO "School" (${names.join(', ')})
    SELECT * FROM unnest(${arrays.join(', ')})
    ON CONFLICT ("urn") DO UPDATE SET ${sets.join(', ')}
    WHERE (${old.join(', ')}) IS DISTINCT FROM (${fresh.join(', ')})
    RETURNING "urn"`;
}
