import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controlsOf } from '../kit/shown.ts';
import { eventually, PLATFORMS, startWorld, type World } from '../kit/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const petra = () => world.person('slack', 'Petra Wolstenholme');
const verity = () => world.person('discord', 'Verity Colclough');

/** The first choice of the newest menu with these words that Petra sees. */
function menuOf(placeholder: string): string | undefined {
  const { client } = petra();
  return client
    .channels()
    .flatMap(({ id }) => client.messages(id))
    .flatMap(controlsOf)
    .flatMap((one) => (one.type === 'select' && one.placeholder === placeholder ? [one.options[0]?.label] : []))
    .at(-1);
}

interface Pair {
  id: string;
  urns: number[];
  names: string[];
}
/** The pairs (not trios) as they stand. */
async function pairs(): Promise<Pair[]> {
  const rows = await world.database.prisma.roundGroup.findMany({
    where: { endedAt: null },
    orderBy: { position: 'asc' },
    include: { schools: { include: { school: true } } },
  });
  return rows
    .filter((row) => row.schools.length === 2)
    .map(({ id, schools }) => ({ id, urns: schools.map((one) => one.urn), names: schools.map((one) => one.school.name) }));
}
const isTogether = async (wanted: Pair | undefined) =>
  (await pairs()).some((pair) => pair.urns.toSorted().join() === wanted?.urns.toSorted().join());

describe('a coordinator changes a draft', () => {
  it('on Discord: told the price first, then before and after; taken back with one press', async () => {
    await petra().type('/round open Spring');
    const drafted = await petra().type('/round draft');
    const [first] = await pairs();

    const asked = await verity().type(
      `/round change what:Keep these two apart in this round school:${first?.urns[0]} with:${first?.urns[1]}`,
    );
    const nothingYet = await isTogether(first);
    const done = await verity().press('Keep them apart and pair again');
    const apart = await isTogether(first);
    const back = await verity().press('Take it back');

    expect(drafted).toMatch(/The best there is: [\d,]+ possible pairs checked, none can raise it/);
    expect(asked).toMatch(/Keep .+ and .+ apart in this round\?[\s\S]*Their pair is worth [\d.]+ of [\d.]+ points/);
    expect(nothingYet).toBe(true);
    expect(done).toMatch(/Done\. In all [\d.]+ points before, [\d.]+ now: it (costs|wins)/);
    expect(apart).toBe(false);
    expect(back).toContain('Taken back.');
    expect(await isTogether(first)).toBe(true);
  });

  it('on Slack: in a form, and from the list of pairs', async () => {
    const [first] = await pairs();
    await petra().type('/round show');
    await petra().press('See the pairs');
    // The round's announcement may arrive in between, as a message of its own.
    const option = await eventually(() => {
      const label = menuOf('Change a pair …');
      expect(label).toBeDefined();
      return label;
    });
    const listed = petra().seesAnywhere();
    const one = await petra().choose('Change a pair …', option ?? '');
    expect(listed).toMatch(/Page 1 of \d+/);
    expect(one).toMatch(/^Pair 1\n[\s\S]*Fit: /);
    expect(await petra().press('Never together')).toMatch(/^Never put .+ and .+ together, in this round and all that follow\?/);
    await petra().type(`/round change what:remove school:${first?.urns[0]}`);
    const done = await petra().press('Take it out and pair again');

    expect(done).toMatch(/Done\./);
    expect((await pairs()).flatMap((pair) => pair.urns)).not.toContain(first?.urns[0]);
    await petra().press('Take it back');
  });

  it('the other one hears that the draft has changed', async () => {
    const [first] = await pairs();
    await verity().type(`/round change what:Take this school out of the round school:${first?.urns[0]}`);
    await petra().type('/round draft');

    expect(await verity().press('Take it out and pair again')).toContain('The draft has changed since.');
  });

  it('what counts is a form that stands as it was left', async () => {
    await petra().type('/round weights');
    expect(petra().field('Working on the same thing').value).toEqual(['3']);
    const kept = await petra().fill({ 'Working on the same thing': '6' });
    await verity().type('/round weights');

    expect(kept).toContain('Every draft from now on weighs schools that way.');
    expect([verity().field('Working on the same thing').value].flat()).toEqual(['6']);
  });
});

describe('after publishing', () => {
  it('a school that leaves is replaced: its partner meets others, who hear of it, on both platforms', async () => {
    await petra().type('/round draft');
    await petra().type('/round publish');
    const many = /This sends (\d+) messages/.exec(petra().sees().at(-1)?.text ?? '')?.[1];
    await petra().press(`Send ${many} messages`);
    await eventually(async () =>
      expect(await world.database.prisma.delivery.count({ where: { kind: 'introduction', state: 'due' } })).toBe(0),
    );
    const [first] = await pairs();
    const before = await world.database.prisma.delivery.count({ where: { kind: 'introduction' } });

    const asked = await verity().type(`/round change what:Take this school out of the round school:${first?.urns[0]}`);
    const label = /Do it and send \d+ messages?/;
    const shown = verity().sees().at(-1);
    const button = JSON.stringify(shown).match(label)?.[0] ?? '';
    const done = await verity().press(button);

    expect(asked).toContain('so this writes to the schools concerned, and to nobody else.');
    expect(asked).toContain(`Taken apart: ${first?.names.join(' + ')}`);
    expect(done).toMatch(/Done\. \d+ messages are on the way\./);
    const partner = first?.urns[1];
    const group = await world.database.prisma.roundGroupSchool.findFirst({
      where: { urn: partner, group: { endedAt: null } },
      include: { group: { include: { schools: true } } },
    });
    expect(group?.group.schools.map((one) => one.urn)).not.toContain(first?.urns[0]);
    await eventually(async () => {
      const fresh = await world.database.prisma.delivery.findMany({
        where: { kind: 'introduction' },
        skip: before,
        orderBy: { createdAt: 'asc' },
      });
      expect(fresh.length).toBeGreaterThan(0);
      expect(fresh.every((one) => one.state === 'sent' || one.state === 'undeliverable')).toBe(true);
    });
  });

  it('nothing was refused by either platform', () => {
    expect(PLATFORMS).toHaveLength(2);
    expect(world.complaints()).toEqual([]);
  });
});
