import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyMigrations } from '../../src/database/migrate.ts';
import { readMigrations } from '../../src/database/migrations-folder.ts';
import { pendingChanges } from '../../src/database/new-migration.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { emptyServerDatabase, freshDatabase } from '../kit/database.ts';

describe('migrations', () => {
  let database: Database;

  beforeAll(async () => {
    database = await freshDatabase();
  });

  afterAll(() => database.close());

  it('are all applied, and once', async () => {
    const again = await applyMigrations(database);
    const { rows } = await database.pool.query('SELECT migration_name FROM _prisma_migrations ORDER BY 1');

    expect(again).toEqual([]);
    expect(rows.map((row) => row.migration_name)).toEqual(readMigrations().map(({ name }) => name));
  });

  it('lead to prisma/schema.prisma, so that a new one would be empty', async () => {
    expect(await pendingChanges()).toBe('');
  });

  it('make every index that searching needs', async () => {
    const { rows } = await database.pool.query('SELECT indexname FROM pg_indexes');

    expect(rows.map((row) => row.indexname)).toEqual(
      expect.arrayContaining([
        'School_searchText_trigrams',
        'School_searchText_beginning',
        'School_postcode_beginning',
        'Snippet_search_words',
        'Snippet_title_trigrams',
      ]),
    );
  });

  it('let a snippet be found by its words, titles first and accents apart', async () => {
    const { prisma, pool } = database;
    const at = new Date('2026-02-02T09:00:00Z');
    await prisma.network.create({ data: { id: 'n', name: 'N', joinCode: 'n', createdAt: at } });
    const school = {
      urn: 1,
      name: 'S',
      phase: 'Primary',
      type: '',
      status: 'open',
      localAuthority: 'Leeds',
      region: 'London',
      searchText: '',
    };
    await prisma.school.create({ data: school });
    const words = { subject: 'maths', phase: 'primary' };
    await prisma.member.create({
      data: { id: 'm', networkId: 'n', name: 'M', schoolUrn: 1, ...words, topics: [], seeks: [], offers: [], joinedAt: at },
    });
    const snippet = (id: string, title: string, did: string) =>
      prisma.snippet.create({
        data: {
          id,
          networkId: 'n',
          authorId: 'm',
          schoolUrn: 1,
          title,
          problem: 'Quiet classes',
          did,
          topic: 'oracy',
          ...words,
          createdAt: at,
        },
      });
    await snippet('inText', 'Talking partners', 'They rehearsed each cliché aloud');
    await snippet('inTitle', 'Cliché hunting', 'In pairs');

    const { rows } = await pool.query(
      `SELECT id FROM "Snippet", websearch_to_tsquery('staffroom', 'cliches') AS query
       WHERE "withdrawnAt" IS NULL AND search @@ query ORDER BY ts_rank(search, query) DESC`,
    );

    expect(rows).toEqual([{ id: 'inTitle' }, { id: 'inText' }]);
  });
});

const url = process.env.TEST_DATABASE_URL;

describe.skipIf(!url)('several bots that start at once on one server', () => {
  it('migrate it once', async () => {
    const empty = await emptyServerDatabase(url ?? '');
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ url: empty.url, poolSize: 2 })));

    const applied = await Promise.all(databases.map((database) => applyMigrations(database)));

    expect(applied.flat()).toEqual(readMigrations().map(({ name }) => name));
    await Promise.all(databases.map((database) => database.close()));
    await empty.drop();
  });
});
