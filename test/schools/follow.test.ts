import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { importRegister } from '../../src/schools/import.ts';
import { createSchools } from '../../src/schools/search.ts';
import { summaryLines } from '../../src/schools/summary.ts';
import { freshDatabase } from '../kit/database.ts';
import { type MadeRow, madeFiles, row } from './register-files.ts';

const NOW = new Date('2026-09-01T09:00:00Z');
const OLD = 100001;
const OTHER = 100002;
const NEW = 150001;
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

const importRows = (rows: readonly MadeRow[], links?: string) =>
  importRegister(database.pool, { file: files.download(rows), links, now: NOW });
const closed = { 'EstablishmentStatus (code)': '2', 'EstablishmentStatus (name)': 'Closed' };

async function network(): Promise<void> {
  await database.prisma.network.create({ data: { id: 'net', name: 'Dales', joinCode: 'dales', createdAt: NOW } });
}

async function member(id: string, schoolUrn: number): Promise<string> {
  const words = { name: id, subject: 'maths', phase: 'primary', topics: [], seeks: [], offers: [], joinedAt: NOW };
  await database.prisma.member.create({ data: { id, networkId: 'net', schoolUrn, ...words } });
  return id;
}

const entry = (urn: number, first: string | null, second: string | null = null, leftAt: Date | null = null) =>
  database.prisma.partnerSchool.create({
    data: { networkId: 'net', urn, firstContactId: first, secondContactId: second, joinedAt: NOW, leftAt },
  });

describe('a school that became an academy', () => {
  beforeEach(async () => {
    await importRows([row(OLD), row(OTHER)]);
    await network();
    await member('ann', OLD);
    await member('bob', OTHER);
  });

  const links = () => files.links([[OLD, NEW, 'Successor', '01-09-2026']]);
  const after = [row(OLD, closed), row(OTHER), row(NEW, { EstablishmentName: 'Dales Academy', Postcode: 'LS2 2BB' })];

  it('takes everything with it', async () => {
    await entry(OLD, 'ann');
    await database.prisma.schoolGroup.create({ data: { networkId: 'net', urn: OLD, name: 'Dales Alliance' } });
    const text = { title: 't', problem: 'p', did: 'd', topic: 'oracy', subject: 'maths', phase: 'primary', createdAt: NOW };
    await database.prisma.snippet.create({ data: { id: 's', networkId: 'net', authorId: 'ann', schoolUrn: OLD, ...text } });

    const summary = await importRows(after, links());

    const { prisma } = database;
    expect(summary.followed).toEqual([{ from: OLD, to: NEW, members: 1, snippets: 1, entries: 1 }]);
    expect(summary.stranded).toEqual([]);
    expect(await prisma.member.findMany({ orderBy: { id: 'asc' } })).toMatchObject([{ schoolUrn: NEW }, { schoolUrn: OTHER }]);
    expect(await prisma.partnerSchool.findMany()).toMatchObject([
      { urn: NEW, firstContactId: 'ann', leftAt: null, joinedAt: NOW },
    ]);
    expect(await prisma.schoolGroup.findMany()).toEqual([{ networkId: 'net', urn: NEW, name: 'Dales Alliance' }]);
    expect(await prisma.snippet.findMany()).toMatchObject([{ schoolUrn: NEW }]);
    expect(await prisma.school.findUnique({ where: { urn: OLD } })).toMatchObject({ status: 'closed', successorUrn: NEW });
    expect(summaryLines(summary)).toContain(`  ${OLD} → ${NEW}: 1 member, 1 snippet, 1 place in partnering moved.`);
  });

  it('is found under its old number', async () => {
    await importRows(after, links());

    expect(await createSchools(database.prisma).find(String(OLD))).toMatchObject({ school: { urn: NEW, name: 'Dales Academy' } });
  });

  it('is followed, too, when the link stands at its successor', async () => {
    const summary = await importRows(after, files.links([[NEW, OLD, 'Predecessor']]));

    expect(summary.followed).toMatchObject([{ from: OLD, to: NEW, members: 1 }]);
  });

  it('is followed when the links come later', async () => {
    const first = await importRows(after);
    const second = await importRows(after, links());

    expect(first).toMatchObject({ followed: [], stranded: [{ urn: OLD, members: 1 }] });
    expect(summaryLines(first).join('\n')).toContain(`School ${OLD} (${OLD}) is closed, no successor is known, and 1 member`);
    expect(second).toMatchObject({ followed: [{ from: OLD, to: NEW, members: 1 }], stranded: [] });
  });

  it('merges into a successor that takes part already, and keeps both contacts', async () => {
    await entry(OLD, 'ann');
    await entry(OTHER, 'bob');

    await importRows([row(OLD, closed), row(OTHER)], files.links([[OLD, OTHER, 'Successor - merged']]));

    expect(await database.prisma.partnerSchool.findMany()).toMatchObject([
      { urn: OTHER, firstContactId: 'bob', secondContactId: 'ann', leftAt: null },
    ]);
  });

  it('brings its successor back into partnering, its own contact first', async () => {
    await entry(OLD, 'ann');
    await entry(OTHER, 'bob', null, NOW);

    await importRows([row(OLD, closed), row(OTHER)], files.links([[OLD, OTHER, 'Successor']]));

    expect(await database.prisma.partnerSchool.findMany()).toMatchObject([
      { urn: OTHER, firstContactId: 'ann', secondContactId: 'bob', leftAt: null },
    ]);
  });

  it('keeps its past partners', async () => {
    await database.prisma.round.create({
      data: { id: 'r', networkId: 'net', name: 'One', state: 'published', seed: 1, openedAt: NOW },
    });
    await database.prisma.roundGroup.create({
      data: { id: 'g', networkId: 'net', roundId: 'r', position: 0, score: 1, reasons: [] },
    });
    for (const urn of [OLD, OTHER])
      await database.prisma.roundGroupSchool.create({ data: { networkId: 'net', groupId: 'g', urn } });

    await importRows(after, links());

    const urns = await database.prisma.roundGroupSchool.findMany({ orderBy: { urn: 'asc' }, select: { urn: true } });
    expect(urns).toEqual([{ urn: OTHER }, { urn: NEW }]);
  });
});

describe('two schools that became one', () => {
  it('both move, and share its place in partnering', async () => {
    await importRows([row(OLD), row(OTHER)]);
    await network();
    await entry(OLD, await member('ann', OLD), await member('eve', OLD));
    await entry(OTHER, await member('bob', OTHER));

    const links = files.links([
      [OLD, NEW, 'Successor - amalgamated'],
      [OTHER, NEW, 'Successor - amalgamated'],
    ]);
    const summary = await importRows([row(OLD, closed), row(OTHER, closed), row(NEW)], links);

    expect(summary.followed).toMatchObject([
      { members: 2, entries: 1 },
      { members: 1, entries: 1 },
    ]);
    expect(await database.prisma.partnerSchool.findMany()).toMatchObject([
      { urn: NEW, firstContactId: 'ann', secondContactId: 'eve' },
    ]);
    expect(await database.prisma.member.count({ where: { schoolUrn: NEW } })).toBe(3);
  });
});
