import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { UserError } from '../../src/errors.ts';
import { importRegister } from '../../src/schools/import.ts';
import { summaryLines } from '../../src/schools/summary.ts';
import { freshDatabase } from '../kit/database.ts';
import { COLUMNS, type MadeRow, madeFiles, row } from './register-files.ts';

const NOW = new Date('2026-09-01T09:00:00Z');
const files = madeFiles();
let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
});

beforeEach(async () => {
  await database.pool.query('TRUNCATE "School", "Network", "RegisterImport" CASCADE');
});

afterAll(async () => {
  await database.close();
  files.remove();
});

const importFile = (file: string, links?: string, now = NOW) => importRegister(database.pool, { file, links, now });
const importRows = (rows: readonly MadeRow[], columns?: readonly string[]) => importFile(files.download(rows, columns));
const school = (urn: number) => database.prisma.school.findUniqueOrThrow({ where: { urn } });
const closed = { 'EstablishmentStatus (code)': '2', 'EstablishmentStatus (name)': 'Closed', CloseDate: '31-08-2026' };

describe('an import', () => {
  it('brings schools in, and says so', async () => {
    const summary = await importRows([row(100001), row(100002), row(100003, { 'EstablishmentStatus (code)': '4' })]);

    expect(summary).toMatchObject({ open: 2, added: 2, changed: 0, closed: [], known: false });
    expect(await school(100001)).toMatchObject({ name: 'School 100001', status: 'open', pupils: 210, percentFsm: 23.3 });
    expect(summaryLines(summary)).toContain('1 proposed school left out: not open yet.');
  });

  it('does nothing the second time', async () => {
    const file = files.download([row(100001), row(100002)]);
    await importFile(file);

    const again = await importFile(file);
    const sameInOtherBytes = await importFile(files.gzipped([row(100001), row(100002)]));

    expect(again).toMatchObject({ known: true, added: 0, changed: 0, closed: [] });
    expect(sameInOtherBytes).toMatchObject({ known: false, added: 0, changed: 0, closed: [] });
    expect(await database.prisma.registerImport.count()).toBe(2);
  });

  it('of a newer file changes what changed, and closes what closed or vanished', async () => {
    await importRows([row(100001), row(100002), row(100003), row(100004)]);

    const summary = await importRows([row(100001, { Town: 'Otley', NumberOfPupils: '' }), row(100002), row(100003, closed)]);

    expect(summary).toMatchObject({ added: 0, changed: 1, closed: [100003, 100004] });
    expect(await school(100001)).toMatchObject({ town: 'Otley', pupils: null, searchText: expect.stringContaining('otley') });
    expect(await school(100003)).toMatchObject({ status: 'closed', closedOn: new Date('2026-08-31') });
    expect(await school(100004)).toMatchObject({ status: 'closed', closedOn: new Date('2026-09-01') });
  });

  it('opens a school again', async () => {
    await importRows([row(100001), row(100002)]);
    await importRows([row(100001)]);

    const summary = await importRows([row(100001), row(100002)]);

    expect(summary).toMatchObject({ added: 0, changed: 1 });
    expect(await school(100002)).toMatchObject({ status: 'open', closedOn: null });
  });

  it('never stores closed schools nobody here knew', async () => {
    await importRows([row(100001), row(100002, closed)]);

    expect(await database.prisma.school.count()).toBe(1);
  });

  it('leaves what the file has no column for', async () => {
    await importRows([row(100001)]);

    await importRows(
      [row(100001, { Town: 'Otley' })],
      COLUMNS.filter((column) => column !== 'PercentageFSM' && column !== 'Easting'),
    );

    expect(await school(100001)).toMatchObject({ town: 'Otley', percentFsm: 23.3, easting: 430000 });
  });

  it('leaves a school whose row cannot be read as it was', async () => {
    await importRows([row(100001), row(100002)]);

    const summary = await importRows([row(100001), row(100002, { 'GOR (name)': 'Atlantis' })]);

    expect(summary.closed).toEqual([]);
    expect(await school(100002)).toMatchObject({ status: 'open' });
    expect(summaryLines(summary).join('\n')).toContain(
      '1 row could not be read and changed nothing:\n  line 3: unknown region "Atlantis"',
    );
  });

  it('of a file with under half the schools is refused and changes nothing', async () => {
    const rows = [1, 2, 3, 4, 5].map((urn) => row(100000 + urn));
    await importRows(rows);

    const cutShort = importRows([row(100001, { Town: 'Otley' }), row(100009)]);

    await expect(cutShort).rejects.toThrow(UserError);
    await expect(cutShort).rejects.toThrow('This file holds 2 open schools, and 5 are known now');
    expect(await database.prisma.school.count({ where: { status: 'open', town: 'Leeds' } })).toBe(5);
    expect(await database.prisma.registerImport.count()).toBe(1);
  });

  it('of a file that breaks off changes nothing', async () => {
    await importRows([row(100001)]);

    await expect(importFile(files.write('<html>502</html>'))).rejects.toThrow(/a web page/);

    expect(await database.prisma.school.count()).toBe(1);
    await importRows([row(100001), row(100002)]);
  });

  it.skipIf(!process.env.TEST_DATABASE_URL)('waits for another one, and both end well', async () => {
    const older = files.download([row(100001), row(100002)]);
    const newer = files.download([row(100001, { Town: 'Otley' }), row(100002), row(100003)]);

    const summaries = await Promise.all([importFile(older), importFile(newer), importFile(older), importFile(newer)]);

    const added = summaries.reduce((sum, { added: some }) => sum + some, 0);
    expect(added).toBe(3);
    expect(await database.prisma.school.count()).toBe(3);
  });
});
