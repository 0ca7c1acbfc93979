import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../../src/chat/view.ts';
import type { Insider } from '../../../src/chat/who.ts';
import type { Database } from '../../../src/database/open.ts';
import { barsBetween } from '../../../src/matching/bars.ts';
import { createReports, type Reports } from '../../../src/partnerships/report/store.ts';
import type { Report, Section } from '../../../src/partnerships/report/types.ts';
import { listView, reportView, schoolView } from '../../../src/partnerships/report/views.ts';
import { schoolsForRound } from '../../../src/partnerships/rounds/inputs.ts';
import { discordMessage } from '../../../src/platforms/discord/outgoing.ts';
import { slackMessage } from '../../../src/platforms/slack/outgoing.ts';
import { read } from '../../chat/bot.ts';
import { freshDatabase } from '../../kit/database.ts';
import { type RichNetwork, richNetwork } from './rich-network.ts';

const NOW = new Date('2026-11-23T16:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const ZONE = 'Europe/London';
const LISTS: readonly Section[] = ['notmet', 'arranged', 'isolated', 'met'];
let database: Database;
let mine: RichNetwork;
let theirs: RichNetwork;
let reports: Reports;

beforeAll(async () => {
  database = await freshDatabase({ register: true });
  mine = await richNetwork(database, NOW);
  theirs = await richNetwork(database, NOW, { name: 'Another', schools: 20, rounds: 1, from: 7 });
  reports = createReports(database.prisma);
}, 180_000);
afterAll(() => database.close());
beforeEach(() => database.prisma.delivery.deleteMany());

const together = <T>(work: (inside: Reports) => Promise<T>) => database.prisma.$transaction((tx) => work(createReports(tx)));
const letters = () => database.prisma.delivery.findMany({ orderBy: { key: 'asc' } });
const isolated = (report: Report) => report.lists.isolated.flatMap((line) => line.schools);
const contactsOf = async (urn: number) => {
  const entry = await database.prisma.partnerSchool.findFirstOrThrow({ where: { networkId: mine.network.id, urn } });
  return [entry.firstContactId, entry.secondContactId].filter((id) => id !== null);
};
const insider = (id: string): Promise<Insider> =>
  database.prisma.member.findFirstOrThrow({ where: { id } }).then((one) => ({ ...one, accountId: '', communityId: '' }));
/** What both platforms would show of a View is all there: nothing cut, nothing dropped. */
function expectWhole(shown: View): void {
  const discord = JSON.stringify(discordMessage(shown, {}).body.components);
  const slack = slackMessage(shown, { people: {} });
  expect(discord).not.toMatch(/"content":"[^"]*…"/);
  for (const words of read(shown).split('\n').filter(Boolean)) {
    const plainest = words.replace(/[^A-Za-z ]/g, '').slice(0, 12);
    expect(discord.replace(/[^A-Za-z ]/g, '')).toContain(plainest);
  }
  const buttons = shown.blocks.flatMap((block) =>
    block.kind === 'item' ? [block.button] : block.kind === 'buttons' ? block.buttons : [],
  );
  for (const { id: packed } of buttons) {
    // Behind the kind: where there is no dialog, a button that asks first has another.
    const id = packed.slice(2);
    expect(discord).toContain(JSON.stringify(id).slice(1, -1));
    expect(JSON.stringify(slack)).toContain(JSON.stringify(id).slice(1, -1));
  }
}

describe('the page of a network of 200 schools', () => {
  it('says in five lines how the round goes, and the numbers add up', async () => {
    const report = await reports.page(mine.network, NOW);
    const words = read(reportView(report, ZONE));
    const { met, arranged, notmet } = report.lists;

    expect(words).toMatch(/^Long Table: Monday 23 November\nRound 3, day 13 of 43: 100 pairs\n/);
    expect(met.length + arranged.length + notmet.length + report.early).toBe(report.round.pairs);
    expect(met.length).toBe(report.round.met);
    expect(words).toContain(
      `${met.length} met (${Math.round((100 * met.length) / 100)}%), ${arranged.length} with a date, ${notmet.length} not met`,
    );
    expect(words).toMatch(/In \d+ of \d+ exchanges of the last 3 rounds something came back/);
    expect(words).toContain('100% of the pairs reach into another region, 100% outside trust and groups');
    expect(report.trend.map((round) => round.name)).toEqual(['Round 1', 'Round 2', 'Round 3']);
  });

  it('is whole on both platforms, with every list', async () => {
    const { report, suggestions } = await reports.lists(mine.network, undefined, NOW);

    expectWhole(reportView(report, ZONE));
    for (const section of LISTS) {
      const shown = listView(report, section, 0, suggestions);
      expectWhole(shown);
      expect(
        shown.blocks.filter((block) => block.kind === 'item'),
        section,
      ).toHaveLength(5);
    }
  });

  it('turns its pages, and an odd page number does no harm', async () => {
    const { report, suggestions } = await reports.lists(mine.network, 'met', NOW);
    const page = (number: number) => read(listView(report, 'met', number, suggestions));

    expect(page(1)).not.toBe(page(0));
    expect(page(9999)).toBe(page(Math.ceil(report.lists.met.length / 5) - 1));
    expect((await reports.lists(mine.network, 'nonsense', NOW)).section).toBe('isolated');
  });

  it('suggests to every school on its own one it may meet, nobody twice, and nobody with two partners', async () => {
    const { report, suggestions } = await reports.lists(mine.network, 'isolated', NOW);
    const schools = new Map((await schoolsForRound(database.prisma, mine.network.id)).map((one) => [one.urn, one]));
    const others = [...suggestions.values()].map((one) => one.school.urn);

    expect(suggestions.size).toBeGreaterThan(60);
    for (const [urn, { school, reasons }] of suggestions) {
      const [a, b] = [schools.get(urn), schools.get(school.urn)];
      expect(a && b && barsBetween(a, b, { barred: [], fixed: [] })).toEqual([]);
      expect(reasons.length).toBeGreaterThan(0);
    }
    expect(new Set(others).size).toBe(others.length);
    for (const { urn } of isolated(report)) expect(suggestions.get(urn)?.school.urn).not.toBe(urn);
  });

  it('tells no other network anything', async () => {
    const report = await reports.page(theirs.network, NOW);
    const shown = read(reportView(report, ZONE));

    expect(shown).toContain('10 pairs');
    for (const section of LISTS)
      for (const line of report.lists[section]) for (const { urn } of line.schools) expect(theirs.urns).toContain(urn);
    const stranger = mine.urns.find((urn) => !theirs.urns.includes(urn)) ?? 0;
    await expect(reports.school(theirs.network, String(stranger), NOW)).rejects.toThrow('does not take part');
  });

  it('has nothing to say before the first round', async () => {
    const none = await richNetwork(database, NOW, { name: 'New', schools: 4, rounds: 0, from: 3 });

    await expect(reports.page(none.network, NOW)).rejects.toThrow('No round has been published yet');
    expect(await together((inside) => inside.writeMonday(none.network, NOW, NOW))).toBe('no round yet');
    expect(await letters()).toEqual([]);
  });
});

describe('an introduction', () => {
  it('reaches the contacts of both schools, is a pair of the round, and is made once', async () => {
    const before = await reports.lists(mine.network, 'isolated', NOW);
    const [urn, suggestion] = [...before.suggestions][0] ?? [];
    const other = suggestion?.school.urn ?? 0;
    const introduce = (a = urn, b = other) =>
      together((inside) => inside.introduce(mine.lead, mine.network, String(a), String(b), NOW));

    const done = await introduce();
    const sent = await letters();

    expect(sent.map((one) => one.memberId).toSorted()).toEqual(
      [...(await contactsOf(urn ?? 0)), ...(await contactsOf(other))].toSorted(),
    );
    expect(done.messages).toBe(sent.length);
    expect(JSON.stringify(sent[0]?.view)).toContain('thought of you two');
    await expect(introduce()).rejects.toThrow('are introduced already. Nobody was written to again.');
    await expect(introduce(other, urn)).rejects.toThrow('are introduced already');
    expect(await letters()).toHaveLength(sent.length);
    const after = await reports.page(mine.network, NOW);
    expect(after.early).toBe(1);
    expect(isolated(after).map((one) => one.urn)).not.toContain(urn);
    const schools = new Map((await schoolsForRound(database.prisma, mine.network.id)).map((one) => [one.urn, one]));
    const past = schools.get(urn ?? 0)?.pastPartners ?? [];
    expect(past.filter((one) => one.roundsAgo === 1)).toHaveLength(2);
    expect(past).toContainEqual({ urn: other, roundsAgo: 1 });
  });

  it('is refused, in words, to schools that may not meet, are full, or are not there', async () => {
    const [pair] = (await reports.page(mine.network, NOW)).lists.notmet;
    const [a, b] = pair?.schools ?? [];
    const introduce = (one: string, other: string) =>
      together((inside) => inside.introduce(mine.lead, mine.network, one, other, NOW));
    const stranger = theirs.urns.find((urn) => !mine.urns.includes(urn)) ?? 0;

    await expect(introduce(String(a?.urn), String(b?.urn))).rejects.toThrow('are introduced already');
    await expect(introduce(String(a?.urn), String(stranger))).rejects.toThrow('does not take part any more');
    await expect(introduce(String(a?.urn), String(a?.urn))).rejects.toThrow('does not take part any more');
    await expect(introduce('1 OR 1=1', '\u0000')).rejects.toThrow('does not take part any more');
    const sameRegion = [...(await reports.page(mine.network, NOW)).lists.isolated].flatMap((line) => line.schools);
    const [x, y] = sameRegion.filter((one) => one.region === 'London').toReversed();
    await expect(introduce(String(x?.urn), String(y?.urn))).rejects.toThrow(/may not be paired: .*they share a region/);
    expect(await letters()).toEqual([]);
  });
});

describe('writing to a school', () => {
  it('reaches its contacts, named, and the answer reaches the coordinator who wrote', async () => {
    const [school] = isolated(await reports.page(mine.network, NOW));
    const contacts = await contactsOf(school?.urn ?? 0);

    const sent = await together((inside) =>
      inside.write(mine.lead, mine.network, `s${school?.urn}`, 'Can I help? *No* <b>', NOW),
    );
    const [first] = await letters();
    const reader = await insider(contacts[0] ?? '');
    await together((inside) => inside.answer(reader, mine.network, mine.lead.id, 'Yes please', NOW));
    const answers = (await letters()).filter((one) => one.memberId === mine.lead.id);

    expect(sent).toEqual({ people: contacts.length, schools: [school?.name] });
    expect(first?.view).toMatchObject({
      blocks: [
        { text: [{ text: mine.lead.name, bold: true }, { text: ', who coordinates Long Table, writes to you:' }] },
        { kind: 'quote', text: [{ text: 'Can I help? *No* <b>' }] },
        {},
      ],
    });
    expect(answers).toHaveLength(1);
    expect(JSON.stringify(answers[0]?.view)).toContain('Yes please');
  });

  it('reaches everybody of a pair, and all coordinators when the one who wrote has stopped', async () => {
    const [pair] = (await reports.page(mine.network, NOW)).lists.notmet;
    const { people, schools } = await together((inside) =>
      inside.write(mine.lead, mine.network, pair?.about ?? '', 'How is it going?', NOW),
    );
    const answered = await together((inside) => inside.answer(mine.lead, mine.network, 'nobody-by-this-id', 'Hello', NOW));

    expect(schools.toSorted()).toEqual(pair?.schools.map((one) => one.name).toSorted());
    expect(people).toBeGreaterThanOrEqual(2);
    expect(answered).toEqual({ people: 2 });
  });

  it('reaches nobody in another network', async () => {
    const [pair] = (await reports.page(mine.network, NOW)).lists.notmet;
    const stranger = mine.urns.find((urn) => !theirs.urns.includes(urn));
    const write = (about: string) => together((inside) => inside.write(theirs.lead, theirs.network, about, 'Hello', NOW));

    for (const about of [pair?.about ?? '', `s${stranger}`, 's', 'g', '', 's1e3'])
      await expect(write(about), about).rejects.toThrow('There is nobody to write to');
    await expect(together((inside) => inside.pause(theirs.lead, theirs.network, String(stranger), NOW))).rejects.toThrow(
      'not taking part',
    );
    expect(await letters()).toEqual([]);
  });
});

describe('a pause', () => {
  it('keeps a school out for a term, tells its contacts kindly, and is made once', async () => {
    const [school] = isolated(await reports.page(mine.network, NOW)).toReversed();
    const urn = school?.urn ?? 0;
    const pause = () => together((inside) => inside.pause(mine.lead, mine.network, String(urn), NOW));

    const { until, told } = await pause();

    expect(until).toEqual(new Date(NOW.getTime() + 91 * DAY_MS));
    expect((await letters()).map((one) => one.memberId).toSorted()).toEqual((await contactsOf(urn)).toSorted());
    expect(told).toBe((await contactsOf(urn)).length);
    await expect(pause()).rejects.toThrow('has a rest already');
    const report = await reports.page(mine.network, NOW);
    expect(isolated(report).map((one) => one.urn)).not.toContain(urn);
    expect(read(schoolView(await reports.school(mine.network, String(urn), NOW), ZONE, NOW))).toContain(
      'Has a rest from rounds until Monday 22 February 2027',
    );
    await database.prisma.partnerSchool.updateMany({ where: { urn }, data: { pausedUntil: null } });
  });
});

describe('what is read', () => {
  it('a note between partners counts as being in touch, for both', async () => {
    const [line] = (await reports.page(mine.network, NOW)).lists.isolated;
    const [sender] = await contactsOf(line?.schools[0]?.urn ?? 0);
    const [reader] = await contactsOf(isolated(await reports.page(mine.network, NOW))[1]?.urn ?? 0);
    const both = isolated(await reports.page(mine.network, NOW)).slice(0, 2);
    const note = { kind: 'notice', memberId: reader ?? '', view: {}, notBefore: NOW };
    const at = (days: number) => ({
      id: `note${days}`,
      key: `note:${sender}:${days}:${reader}`,
      createdAt: new Date(NOW.getTime() - days * DAY_MS),
    });
    const alone = async () =>
      isolated(await reports.page(mine.network, NOW)).filter((one) => both.some(({ urn }) => urn === one.urn)).length;

    await database.prisma.delivery.create({ data: { networkId: mine.network.id, ...note, ...at(50) } });
    const long = await alone();
    await database.prisma.delivery.create({ data: { networkId: mine.network.id, ...note, ...at(20) } });

    expect([long, await alone()]).toEqual([2, 0]);
  });

  it('who was left out is listed until somebody is found', async () => {
    const urn = (mine.urns[5] ?? 0).toString();
    const round = { networkId_id: { networkId: mine.network.id, id: mine.rounds.at(-1) ?? '' } };
    const { outcome } = await database.prisma.round.findUniqueOrThrow({ where: round });
    const leftOut = [{ urn: Number(urn), why: 'no-legal-partner', detail: { legalPartners: 0, bars: {} } }];
    await database.prisma.round.update({ where: round, data: { outcome: { ...(outcome as object), leftOut } } });
    const paired = await reports.page(mine.network, NOW);
    await database.prisma.roundGroup.updateMany({
      where: { roundId: mine.rounds.at(-1) ?? '', schools: { some: { urn: Number(urn) } } },
      data: { endedAt: NOW },
    });

    const alone = await reports.page(mine.network, NOW);

    expect(paired.lists.leftout).toEqual([]);
    expect(alone.lists.leftout.map((line) => line.about)).toEqual([`s${urn}`]);
    expect(alone.round.leftOut).toBe(1);
  });
});

describe('the table', () => {
  it('has a line for every school of every pair of every round, newest first, and runs no formula', async () => {
    await database.prisma.round.update({
      where: { id: mine.rounds[0] ?? '' },
      data: { name: '=HYPERLINK("https://evil.example")' },
    });

    const { csv, rounds, tooOld } = await reports.rounds(mine.network, NOW);
    const rows = parse<Record<string, string>>(csv, { columns: true, bom: true });
    const stored = await database.prisma.roundGroupSchool.count({ where: { networkId: mine.network.id } });

    expect([rounds, tooOld]).toEqual([3, 0]);
    expect(rows.filter((row) => row['Left out'] !== 'yes')).toHaveLength(stored);
    expect(rows.filter((row) => row['Left out'] === 'yes')).toHaveLength(1);
    expect(rows[0]?.Round).toBe('Round 3');
    expect(rows.at(-1)?.Round).toBe(`'=HYPERLINK("https://evil.example")`);
    expect(new Set(rows.map((row) => Number(row.URN)))).toEqual(new Set(mine.urns));
    const [met] = rows.filter((row) => row.Met === 'yes');
    expect(Number(met?.Score)).toBeGreaterThan(0);
    expect(rows.filter((row) => row.Silent === 'yes').length).toBeGreaterThan(100);
    expect(rows.filter((row) => row.Silent === 'so far').every((row) => row.Round === 'Round 3')).toBe(true);
  });
});

describe('Monday', () => {
  it('writes to every coordinator, privately, once a week, and to nobody who has a rest', async () => {
    const monday = new Date('2026-11-30T08:30:00Z');
    const write = (when: Date) => together((inside) => inside.writeMonday(mine.network, when, when));
    await database.prisma.member.updateMany({
      where: { id: mine.lead.id },
      data: { pausedUntil: new Date(monday.getTime() + DAY_MS) },
    });

    const said = [await write(monday), await write(monday)];
    await database.prisma.member.updateMany({ where: { id: mine.lead.id }, data: { pausedUntil: null } });
    const next = await write(new Date(monday.getTime() + 7 * DAY_MS));

    expect(said).toEqual(['1 coordinators written to', '0 coordinators written to']);
    expect(next).toBe('2 coordinators written to');
    for (const letter of await letters()) {
      expect(letter).toMatchObject({ kind: 'notice', channelId: null, networkId: mine.network.id });
      expect(JSON.stringify(letter.view)).toContain('See it with the chart');
    }
  });
});
