import type { Database } from '../../src/database/open.ts';

/** Every row of every table but the register, as text. */
export async function wholeDatabase(database: Database): Promise<string> {
  const tables = await database.prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'School'`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await database.prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}
