import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentPair } from '../../../src/partnerships/pairs.ts';
import type { Change } from '../../../src/partnerships/rounds/types.ts';
import { askRegroupView, regroupedView } from '../../../src/partnerships/rounds/views.ts';
import type { RoundCard } from '../../../src/partnerships/types.ts';
import { read } from '../../chat/bot.ts';
import { type SchoolKey, type SmallWorld, smallWorld, WEDNESDAY } from '../../networks/small-world.ts';
import { type SmallRound, smallRound, urn } from './small-round.ts';

let world: SmallWorld;
let small: SmallRound;
let round: RoundCard;

beforeAll(async () => {
  world = await smallWorld();
});
beforeEach(async () => {
  small = await smallRound(world);
  round = await small.published();
});
afterAll(() => world.database.close());

const regroup = (change: Change, draft = round.draft) =>
  small.world.together((app) => app.rounds.regroup(small.lead, small.network, round.id, String(draft), change, WEDNESDAY));
const ask = (change: Change) =>
  small.world.app.rounds.regrouping(small.lead, small.network, round.id, String(round.draft), change, WEDNESDAY);
const letters = () =>
  small.world.database.prisma.delivery.findMany({ where: { networkId: small.net.id }, orderBy: { createdAt: 'asc' } });
/** Who has a letter waiting, by kind: contact's school and how many. */
async function waiting(kind: string): Promise<Record<string, number>> {
  const rows = await small.world.database.prisma.delivery.findMany({
    where: { networkId: small.net.id, kind },
    include: { member: { include: { school: true } } },
  });
  const counts: Record<string, number> = {};
  for (const row of rows)
    counts[row.member?.school.name.replace(' School', '') ?? ''] =
      (counts[row.member?.school.name.replace(' School', '') ?? ''] ?? 0) + 1;
  return counts;
}
const allSent = () =>
  small.world.database.prisma.delivery.updateMany({ where: { networkId: small.net.id }, data: { state: 'sent' } });
async function pairs(): Promise<[SchoolKey, SchoolKey][]> {
  return (await small.groups(round.id)).map((one) => one.toLowerCase().split(' + ') as [SchoolKey, SchoolKey]);
}

describe('after publishing', () => {
  it('a pair taken apart: both schools join others, everybody concerned gets one message, nobody else any', async () => {
    const [[a, b]] = (await pairs()) as [[SchoolKey, SchoolKey]];
    await allSent();
    const before = await letters();

    const asked = await ask({ kind: 'bar', a: urn(a), b: urn(b) });
    const done = await regroup({ kind: 'bar', a: urn(a), b: urn(b) });

    const fresh = (await letters()).filter((one) => !before.some((old) => old.id === one.id));
    expect(fresh).toHaveLength(done.messages);
    expect(asked.messages).toBe(done.messages);
    expect(read(askRegroupView(asked))).toContain('so this writes to the schools concerned, and to nobody else');
    expect(read(regroupedView(done))).toContain(`${done.messages} messages are on the way`);
    const told = new Set(fresh.map((one) => one.memberId));
    expect(told.size).toBe(fresh.length);
    const concerned = [
      ...done.made.flatMap((pair) => pair.schools),
      ...done.joined.flatMap(({ pair }) => pair.schools),
      ...done.alone,
    ];
    expect(told.size).toBe(new Set(concerned.map((one) => one.urn)).size);
    const ended = await small.world.database.prisma.roundGroup.findMany({
      where: { networkId: small.net.id, endedAt: { not: null } },
    });
    expect(ended).toHaveLength(1);
    expect((await small.groups(round.id)).every((one) => !(one.toLowerCase().includes(a) && one.toLowerCase().includes(b)))).toBe(
      true,
    );
  });

  it('a change is made once, however often it is pressed', async () => {
    const [[a, b]] = (await pairs()) as [[SchoolKey, SchoolKey]];
    await regroup({ kind: 'bar', a: urn(a), b: urn(b) });
    const before = (await letters()).length;

    await expect(regroup({ kind: 'bar', a: urn(a), b: urn(b) })).rejects.toThrow(/The draft has changed since/);
    await expect(regroup({ kind: 'bar', a: urn(a), b: urn(b) }, round.draft + 1)).rejects.toThrow(/kept apart already/);
    expect(await letters()).toHaveLength(before);
  });

  it('an introduction that has not left yet is taken back with its pair', async () => {
    const [[a, b]] = (await pairs()) as [[SchoolKey, SchoolKey]];
    const [old] = await small.world.database.prisma.roundGroup.findMany({
      where: { networkId: small.net.id, schools: { some: { urn: urn(a) } } },
    });

    await regroup({ kind: 'remove', a: urn(a) });

    const keys = (await letters()).map((one) => one.key);
    expect(keys.filter((key) => key.startsWith(`introduction:${round.id}:${old?.id}:`))).toEqual([]);
    expect(await waiting('introduction')).toMatchObject({ [b.charAt(0).toUpperCase() + b.slice(1)]: 1 });
  });

  it('a question that has not left yet is taken back with its pair, what coordinators were told is not', async () => {
    const db = small.world.database.prisma;
    const [[a, b]] = (await pairs()) as [[SchoolKey, SchoolKey]];
    await allSent();
    const groups = await db.roundGroup.findMany({
      where: { networkId: small.net.id, roundId: round.id },
      include: { schools: true },
    });
    const [lead] = await db.member.findMany({ where: { networkId: small.net.id, coordinator: true } });
    const keys = groups.flatMap((group) =>
      ['nudge', 'middle', 'end', 'trouble'].map((step) => `follow-up:${group.id}:${step}:${group.schools[0]?.urn}:1`),
    );
    const to = { networkId: small.net.id, memberId: lead?.id ?? '', kind: 'nudge', view: {} };
    await db.delivery.createMany({
      data: keys.map((key) => ({ id: key, key, ...to, notBefore: WEDNESDAY, createdAt: WEDNESDAY })),
    });

    await regroup({ kind: 'bar', a: urn(a), b: urn(b) });

    const parted = groups.find((group) => group.schools.some((one) => one.urn === urn(a)))?.id;
    const left = (await letters()).map((one) => one.key).filter((key) => key.startsWith('follow-up:'));
    expect(left.sort()).toEqual(keys.filter((key) => !key.includes(`${parted}:`) || key.includes(':trouble:')).sort());
    expect(left).toHaveLength(keys.length - 3);
  });

  it('two pairs swap partners; four schools hear of it', async () => {
    const all = await pairs();
    const [first, second] =
      all.filter((pair) => !pair.includes('birch') && !pair.includes('alder')).length >= 2
        ? all.filter((pair) => !pair.includes('birch') && !pair.includes('alder'))
        : all;
    if (!first || !second) throw new Error('two pairs are needed');
    const legal = !([first[0], second[1]].includes('alder') && [first[0], second[1]].includes('birch'));
    const [x, y] = legal ? [second[0], second[1]] : [second[1], second[0]];
    await allSent();

    const done = await regroup({ kind: 'swap', a: urn(first[0]), b: urn(x) });

    expect(done).toMatchObject({ messages: 4, joined: [], alone: [] });
    const now = await currentPair(small.world.database.prisma, small.net.id, urn(first[0]));
    expect(now?.schools.map((one) => one.urn).toSorted()).toEqual([urn(first[0]), urn(y)].toSorted());
  });

  it('a school that leaves by itself: its partner joins others, and the other coordinators hear', async () => {
    const { prisma } = small.world.database;
    const [, b] = (await pairs()).find((pair) => pair.includes('fir')) ?? [];
    const partner = (await pairs()).find((pair) => pair.includes('fir'))?.find((one) => one !== 'fir') ?? b;
    const fir = small.people.fir;
    if (!fir || !partner) throw new Error('Fir has a partner');
    await allSent();

    const done = await small.world.together(async (app) => {
      await app.partners.leave(fir, urn('fir'), WEDNESDAY);
      return app.rounds.schoolLeft(small.network, fir.id, urn('fir'), WEDNESDAY);
    });

    expect(done?.joined.map((one) => one.school.urn)).toEqual([urn(partner)]);
    const told = await prisma.delivery.findMany({ where: { networkId: small.net.id, state: 'due' } });
    expect(told.filter((one) => one.key.startsWith('left:')).map((one) => one.memberId)).toEqual([small.lead.id]);
    expect(told.filter((one) => one.kind === 'introduction')).toHaveLength(3);
    expect(JSON.stringify(told.map((one) => one.view))).toContain('you no longer meet');
    expect(
      await small.world.together((app) => app.rounds.schoolLeft(small.network, fir.id, urn('fir'), WEDNESDAY)),
    ).toBeUndefined();
  });

  it('nobody is dropped unseen: who finds no other school is told, counted and first next time', async () => {
    const { prisma } = small.world.database;
    const partner = (await pairs()).find((pair) => pair.includes('cedar'))?.find((one) => one !== 'cedar') ?? 'fir';
    const others = (['alder', 'birch', 'damson', 'elder', 'fir'] as const).filter((one) => one !== partner);
    await prisma.schoolGroup.createMany({
      data: [partner, ...others].map((one) => ({ networkId: small.net.id, urn: urn(one), name: 'Hub' })),
    });
    await allSent();

    const done = await regroup({ kind: 'remove', a: urn('cedar') });

    expect(done.alone.map((one) => one.urn)).toEqual([urn(partner)]);
    expect(done.round.leftOut.map((one) => one.school.urn)).toEqual([urn(partner)]);
    const told = await prisma.delivery.findMany({ where: { networkId: small.net.id, state: 'due' } });
    expect(told.map((one) => one.kind)).toEqual(['notice', 'notice']);
    expect(JSON.stringify(told.map((one) => one.view))).toContain('there is no other school it may meet');
  });

  it('a draft is not published, and another network sees nothing', async () => {
    const other = await small.world.found('Others');
    const spy = { ...small.lead, networkId: other.id };
    const network = { ...small.network, id: other.id };

    await expect(
      small.world.together((app) =>
        app.rounds.regroup(spy, network, round.id, String(round.draft), { kind: 'remove', a: urn('fir') }, WEDNESDAY),
      ),
    ).rejects.toThrow('This round is no longer there.');
    await small.world.database.prisma.round.updateMany({ data: { state: 'drafted' } });
    await expect(regroup({ kind: 'remove', a: urn('fir') })).rejects.toThrow(/not published yet/);
  });
});
