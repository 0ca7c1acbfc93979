import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { postcodeBeginnings } from '../../src/schools/postcode.ts';
import { createSchools, findSchool, schoolLabel, searchSchools } from '../../src/schools/search.ts';
import { searchWords } from '../../src/schools/words.ts';
import { freshDatabase } from '../kit/database.ts';

let database: Database;

beforeAll(async () => {
  database = await freshDatabase({ register: true });
});

afterAll(() => database.close());

const labels = async (query: string, limit = 25) =>
  (await searchSchools(database.prisma, query, limit)).map((school) => schoolLabel(school));
const VILLAGE = 'Cramlington Learning Village, Cramlington NE23 6BN';

describe('searching the real register', () => {
  it.each([
    'cramlington',
    'Cramlington learning vil',
    'village cramlington',
    'NE23 6BN',
    'ne236bn',
    'NE23 6',
    'ne23',
    '137457',
    'URN 137457',
    'crmlington',
    'cramlingtn lerning',
  ])('finds the school for "%s"', async (query) => {
    expect(await labels(query)).toContain(VILLAGE);
  });

  it('shows what tells a school from its namesakes', async () => {
    expect(await searchSchools(database.prisma, 'cramlington learning village', 5)).toEqual([
      {
        urn: 137457,
        name: 'Cramlington Learning Village',
        town: 'Cramlington',
        postcode: 'NE23 6BN',
        phase: 'Secondary',
        type: 'Academy converter',
        localAuthority: 'Northumberland',
        region: 'North East',
      },
    ]);
  });

  it('puts names before towns', async () => {
    const found = await searchSchools(database.prisma, 'cramlington', 25);

    const inName = found.map(({ name }) => name.includes('Cramlington'));
    expect(inName.lastIndexOf(true)).toBeLessThan(inName.indexOf(false));
  });

  it.each([
    'st josephs leed',
    "St Joseph's, Leeds",
    'saint joseph’s leeds',
    'leeds st josephs',
    'ST. JOSEPHS LEEDS',
    'st josefs leeds',
  ])('finds the St Josephs of Leeds for "%s"', async (query) => {
    const found = await searchSchools(database.prisma, query, 25);

    expect(found.length).toBeGreaterThan(2);
    for (const school of found)
      expect(school).toMatchObject({ name: expect.stringMatching(/St Joseph/), localAuthority: 'Leeds' });
  });

  it('finds "Church of England" and "CofE" under either name', async () => {
    const one = await searchSchools(database.prisma, 'church of england leeds', 25);
    const other = await searchSchools(database.prisma, 'cofe leeds', 25);

    expect(one.length).toBeGreaterThan(5);
    expect(one).toEqual(other);
  });

  it('puts a postcode district before those that begin like it', async () => {
    const found = await searchSchools(database.prisma, 'ne2', 25);

    expect(found[0]?.postcode).toMatch(/^NE2 /);
  });

  it.each(['primary', 's', 'st', 'the school', 'a'])('keeps to the limit for "%s"', async (query) => {
    expect(await labels(query, 7)).toHaveLength(7);
  });

  it.each([
    '',
    '   ',
    '%',
    '_',
    "' OR 1=1 --",
    '\u202e',
    '🏫',
    'xyzzyplugh',
    '0',
    '999999',
    'a'.repeat(10_000),
    'NE99 9ZZ',
    '\\',
  ])('stays calm about odd input %#', async (query) => {
    expect((await labels(query, 5)).length).toBeLessThanOrEqual(5);
  });

  it.each(['', '%', '🏫', 'xyzzyplugh', '999999', 'NE99 9ZZ'])('finds nothing for "%s"', async (query) => {
    expect(await labels(query)).toEqual([]);
  });

  it('leaves closed schools out', async () => {
    await database.prisma.school.update({ where: { urn: 137457 }, data: { status: 'closed' } });
    const whileClosed = await Promise.all(
      ['cramlington learning village', '137457', 'NE23 6BN', 'cramlingtn lerning'].map((query) => labels(query)),
    );
    await database.prisma.school.update({ where: { urn: 137457 }, data: { status: 'open' } });

    expect(whileClosed.flat()).not.toContain(VILLAGE);
  });

  it('works inside a transaction, typing errors included', async () => {
    const found = await database.prisma.$transaction((tx) => createSchools(tx).search('cramlingtn lerning', 5));

    expect(found).toMatchObject([{ urn: 137457 }]);
  });
});

describe('the school somebody means', () => {
  const find = (raw: string) => findSchool(database.prisma, raw);

  it.each(['137457', VILLAGE, VILLAGE.toUpperCase(), 'cramlington learning village', 'NE23 6BN', 'learning village cramlington'])(
    'is clear from "%s"',
    async (raw) => {
      expect(await find(raw)).toMatchObject({ school: { urn: 137457 } });
    },
  );

  it('is the one whose name was typed whole, though others begin like it', async () => {
    expect(await find('Cramlington Village Primary School')).toMatchObject({
      school: { name: 'Cramlington Village Primary School' },
    });
  });

  it('is asked for when several fit', async () => {
    const found = await find("St Joseph's Catholic Primary School");

    expect('candidates' in found && found.candidates.length).toBe(25);
  });

  it('is asked for when only a typing error fits', async () => {
    expect(await find('cramlingtn lerning')).toMatchObject({ candidates: [{ urn: 137457 }] });
  });

  it('is nobody for nonsense', async () => {
    expect(await find('xyzzyplugh')).toEqual({ candidates: [] });
  });

  it('has a label that finds it again, whichever school it is', async () => {
    const some = await database.prisma.school.findMany({
      where: { urn: { gte: 137400 }, postcode: { not: null } },
      take: 40,
      orderBy: { urn: 'asc' },
    });

    for (const school of some) expect(await find(schoolLabel(school))).toMatchObject({ school: { urn: school.urn } });
  });
});

describe('a label', () => {
  const school = { name: 'x'.repeat(96), town: 'Leeds', postcode: 'LS1 1AA', localAuthority: 'Leeds' };

  it('is never longer than a choice may be, and keeps the postcode', () => {
    const long = schoolLabel(school);
    const longTown = schoolLabel({ ...school, town: 'y'.repeat(96) });

    expect(long).toHaveLength(100);
    expect(long).toMatch(/x…, Leeds LS1 1AA$/);
    expect(longTown.length).toBeLessThanOrEqual(100);
    expect(longTown).toMatch(/LS1 1AA$/);
    expect(schoolLabel(school, 75)).toHaveLength(75);
  });

  it('names the local authority where there is no town, and does without a postcode', () => {
    expect(schoolLabel({ ...school, name: 'A', town: null, localAuthority: 'Kent' })).toBe('A, Kent LS1 1AA');
    expect(schoolLabel({ ...school, name: 'A', postcode: null })).toBe('A, Leeds');
  });
});

describe('words', () => {
  it.each([
    ['St. Joseph’s', 'st josephs'],
    ['Saint  Mary & All Angels', 'st mary and all angels'],
    ['École', 'ecole'],
    ['St-Bede (C of E)', 'st bede cofe'],
    ['Church of England', 'cofe'],
    ['RC', 'catholic'],
  ])('of "%s" are "%s"', (text, words) => {
    expect(searchWords(text)).toBe(words);
  });

  it.each([
    ['ne23', ['NE23', 'NE2 3']],
    ['NE23 6BN', ['NE23 6BN']],
    ['ne236bn', ['NE23 6BN']],
    ['e11', ['E11', 'E1 1']],
    ['ec3a5de', ['EC3A 5DE']],
    ['leeds', []],
    ['primary school', []],
    ['ne23 6bn x', []],
  ])('"%s" may begin the postcodes %j', (text, beginnings) => {
    expect(postcodeBeginnings(text)).toEqual(beginnings);
  });
});
