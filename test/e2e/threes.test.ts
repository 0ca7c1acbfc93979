import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRound } from '../../src/partnerships/rounds/check.ts';
import { pastOf, pastRounds } from '../../src/partnerships/rounds/history.ts';
import { storedResult } from '../../src/partnerships/rounds/stored.ts';
import { eventually, startWorld, type World } from '../kit/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const petra = () => world.person('slack', 'Petra Wolstenholme');
const verity = () => world.person('discord', 'Verity Colclough');

const groups = () =>
  world.database.prisma.roundGroup.findMany({
    where: { endedAt: null },
    orderBy: { position: 'asc' },
    include: { schools: { include: { school: true } } },
  });

describe('a round of threes', () => {
  it('is opened on Slack, and says so; the form on Discord stands as it was left', async () => {
    const opened = await petra().type('/round open Summer size:Threes');
    const announced = await eventually(async () => {
      const found = await world.database.prisma.delivery.findFirst({
        where: { memberId: null, key: { startsWith: 'invitation:' } },
      });
      expect(found).not.toBeNull();
      return JSON.stringify(found?.view);
    });
    await verity().type('/round show');
    await verity().press('More settings');

    expect(opened).toContain('Schools meet in threes.');
    expect(opened).toContain('Draft the groups');
    expect(announced).toContain('meets two others, each from another region, outside its own trust');
    expect([verity().field('Size of the groups').value].flat()).toEqual(['3']);
  });

  it('is drafted: everybody in a three but for one or two pairs, and how good they are at least', async () => {
    await verity().type('/round draft');
    // On a slow machine it says first that it is at work.
    const shown = await eventually(() => {
      const last = verity().seesAnywhere();
      expect(last).toContain('groups of three');
      return last;
    });
    const rows = await groups();
    const sizes = rows.map((row) => row.schools.length);
    const pairs = sizes.filter((size) => size === 2).length;

    expect(sizes.every((size) => size === 3 || size === 2)).toBe(true);
    expect(pairs).toBeLessThanOrEqual(2);
    expect(shown).toContain(`${sizes.length - pairs} groups of three`);
    expect(shown).toMatch(/that would be the limit; these groups reach \d+% of it/);
    expect(shown).toMatch(/No exchange of two schools raises that\. Random groups by the same rules get \d+% of its fit/);
    expect(shown).not.toContain('The best there is');
  });

  it('is changed without a price that nobody could know, and the draft is made anew', async () => {
    const [first] = await groups();
    const [a, b] = first?.schools.map((one) => one.urn) ?? [];
    const asked = await petra().type(`/round change what:Keep these two apart in this round school:${a} with:${b}`);
    await petra().press('Keep them apart and pair again');
    await eventually(() => expect(petra().seesAnywhere()).toMatch(/Done\. In all [\d.]+ points before, [\d.]+ now/));

    expect(asked).toContain('is known once the schools are paired again');
    for (const { schools } of await groups()) {
      const urns = schools.map((one) => one.urn);
      expect(urns.includes(a ?? 0) && urns.includes(b ?? 0)).toBe(false);
    }
  });

  it('can be checked afterwards', async () => {
    const round = await world.database.prisma.round.findFirstOrThrow();
    const result = await world.database.prisma.$transaction((tx) => storedResult(tx, round.networkId, round.id));
    if (!result) throw new Error('not drafted');
    const rows = (await groups()).map(({ position, schools }) => ({
      position,
      urns: schools.map((one) => one.urn),
      ended: false,
    }));
    const checked = checkRound({ name: round.name, state: round.state, result, rows });

    expect(checked).toMatchObject({ sound: true });
    expect(checked.lines.join('\n')).toMatch(/at least \d+% of what any threes could have/);
    expect(checked.lines.join('\n')).toContain('the same groups, the same total');
  });

  it('is published: each contact is introduced to both others; and it counts as no second best next time', async () => {
    await petra().type('/round publish');
    const many = /This sends (\d+) messages/.exec(petra().sees().at(-1)?.text ?? '')?.[1];
    await petra().press(`Send ${many} messages`);
    await eventually(async () =>
      expect(await world.database.prisma.delivery.count({ where: { kind: 'introduction', state: 'due' } })).toBe(0),
    );
    const three = (await groups()).find((row) => row.schools.length === 3);
    const names = three?.schools.map((one) => one.school.name) ?? [];
    const letters = await world.database.prisma.delivery.findMany({
      where: { kind: 'introduction', key: { contains: three?.id ?? 'none' } },
    });
    const past = await world.database.prisma.$transaction((tx) => pastRounds(tx, three?.networkId ?? '', undefined));

    expect(letters.length).toBeGreaterThan(0);
    for (const { view } of letters) {
      const [meet] = JSON.stringify(view).match(/Meet [^"]*/) ?? [''];
      expect(names.filter((name) => meet.includes(name))).toHaveLength(2);
      expect(JSON.stringify(view)).toContain('your school meets ');
    }
    const urns = three?.schools.map((one) => one.urn) ?? [];
    expect(pastOf(urns[0] ?? 0, past)).toMatchObject({ timesInTrio: 0, inTrioLastTime: false });
    expect(
      pastOf(urns[0] ?? 0, past)
        .pastPartners.map((one) => one.urn)
        .toSorted(),
    ).toEqual(urns.slice(1).toSorted());
  });

  it('is called what it is in the report and on the map', async () => {
    const report = await verity().type('/round report');
    await petra().type('/round map');
    // It is drawn first.
    const map = await eventually(() => {
      expect(petra().seesAnywhere()).toContain('on the map');
      return petra().seesAnywhere();
    });

    expect(report).toMatch(/day 1[^:]*: \d+ groups of three/);
    expect(report).toContain('of the introductions reach into another region');
    expect(map).toMatch(/\d+ groups of three.* on the map/);
    expect(report + map).not.toContain('trio');
  });
});
