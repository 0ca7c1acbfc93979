import type { Database } from '../../src/database/open.ts';

/** The names of all tables, in SQL. */
export const TABLES = `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;

/** How many rows a table has and which transactions wrote them (xmin), in SQL: another value after any write. */
export const versionsOf = (table: string) => `(SELECT concat(count(*), ' ', sum(xmin::text::bigint)) FROM "${table}")`;

/** Every row of every table but the register, as text. */
export async function wholeDatabase(database: Database): Promise<string> {
  const texts: string[] = [];
  for (const name of await tablesOf(database)) {
    if (name === 'School') continue;
    const rows = await database.prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

/** What was written, by table: the same only while nothing is. */
export async function rowVersions(database: Database): Promise<Record<string, string>> {
  const each = (await tablesOf(database)).map((name) => `SELECT '${name}' AS name, ${versionsOf(name)} AS versions`);
  const found = await database.pool.query<{ name: string; versions: string }>(each.join(' UNION ALL '));
  return Object.fromEntries(found.rows.map(({ name, versions }) => [name, versions]));
}

async function tablesOf({ pool }: Database): Promise<string[]> {
  return (await pool.query<{ name: string }>(TABLES)).rows.map(({ name }) => name);
}
