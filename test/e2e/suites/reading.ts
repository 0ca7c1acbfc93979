import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { PLATFORMS, type World } from '../../kit/world.ts';

/** How each command that says it changes nothing is typed, where it needs more than its name. */
const TYPED: Record<string, string> = {
  'snippet find': ' words:practicals',
  'snippet show': ' snippet:Practicals on paper first',
  'snippet withdraw': ' snippet:Practicals on paper first',
  'evidence show': ' snippet:Practicals on paper first',
};

const READER = { slack: 'Luca Ferrante', discord: 'Orla Kinsella' } as const;

/** Commands that only read are done without a claim or a transaction: what they wrote could be written twice, or by halves. */
export function readingSuite(world: () => World): void {
  const reading = commands.flatMap((command) =>
    Object.entries(command.subcommands).flatMap(([name, { reads }]) => (reads ? `${command.name} ${name}` : [])),
  );
  const table = PLATFORMS.flatMap((platform) => reading.map((name) => [platform, name] as const));

  describe('a command that says it changes nothing', () => {
    it.each(table)('changes no row: on %s, /%s', async (platform, name) => {
      const before = await rows(world());

      const answer = await world()
        .person(platform, READER[platform])
        .type(`/${name}${TYPED[name] ?? ''}`);

      expect(answer).not.toMatch(/^$|Which one|Nothing found|no snippet/);
      expect(await rows(world())).toEqual(before);
    });
  });
}

/** Every row of every table, as one number for each table. */
async function rows({ database }: World): Promise<Record<string, string>> {
  const tables = await database.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const sums = tables.rows.map(
    ({ name }) => `SELECT '${name}' AS name, concat(count(*), ' ', sum(xmin::text::bigint)) AS sum FROM "${name}"`,
  );
  const found = await database.pool.query<{ name: string; sum: string }>(sums.join(' UNION ALL '));
  return Object.fromEntries(found.rows.map(({ name, sum }) => [name, sum]));
}
