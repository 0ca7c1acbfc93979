import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/errors.ts';
import { readGroupLines } from '../../src/networks/group-lines.ts';
import { groupsView } from '../../src/networks/views.ts';
import { read } from '../chat/bot.ts';
import { MONDAY, type Net, SCHOOLS, type SmallWorld, smallWorld } from './small-world.ts';
import { talker } from './talk.ts';

let world: SmallWorld;
let net: Net;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees');
});
afterAll(() => world.database.close());

const server = (externalId: string, channelId?: string) => ({ platform: 'discord', externalId, name: externalId, channelId });
/** A network's servers stand in the order in which they came. */
const LATER = new Date(MONDAY.getTime() + 60_000);
const SETTINGS = { name: 'Trees', digestWeekday: 3, digestTime: '15:45' };

describe('a new network', () => {
  it('has its administrator as coordinator from the moment they join, and nobody else', async () => {
    const admin = await world.join(net, 'Trees-admin', 'alder');
    const other = await world.join(net, 'other', 'alder');

    expect([admin.coordinator, other.coordinator]).toEqual([true, false]);
    expect(await world.app.networks.coordinators(net.id)).toEqual([expect.objectContaining({ memberId: admin.id })]);
  });

  it('is not founded twice in one workspace', async () => {
    const again = world.app.networks.create({ platform: 'slack', externalId: net.externalId, name: 'x' }, 'x', 'Twice', MONDAY);

    await expect(again).rejects.toThrow('This workspace or server already belongs to Trees.');
  });

  it('has a code that is easy to read aloud', () => {
    expect(net.code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
  });
});

describe('the code', () => {
  it('brings another server in, however it is typed, with its channel', async () => {
    const card = await world.app.networks.joinByCode(server('G1', 'C1'), ` ${net.code.toLowerCase()} `, LATER);

    expect(card.communities.map((one) => [one.platform, one.channelId])).toEqual([
      ['slack', null],
      ['discord', 'C1'],
    ]);
    const { coordinator } = await world.join({ ...net, platform: 'discord', externalId: 'G1' }, 'newcomer', 'cedar');
    expect(coordinator).toBe(false);
  });

  it('typed again there chooses another channel, and moves nothing', async () => {
    const card = await world.app.networks.joinByCode(server('G1', 'C2'), net.code, LATER);

    expect(card.communities.map((one) => one.channelId)).toEqual([null, 'C2']);
    await expect(world.app.networks.joinByCode(server('G1'), net.code, MONDAY)).rejects.toThrow(/already belongs to Trees/);
  });

  it('of another network does not take a server away', async () => {
    const other = await world.found('Shrubs');

    await expect(world.app.networks.joinByCode(server('G1', 'C3'), other.code, MONDAY)).rejects.toThrow(
      /already belongs to Trees/,
    );
  });

  it('that nobody has is a plain sentence', async () => {
    await expect(world.app.networks.joinByCode(server('G2'), 'AAAA-AAAA', MONDAY)).rejects.toThrow(/No network has this code/);
  });
});

describe('coordinators', () => {
  it('are named now or on joining, and joining uses the name up', async () => {
    const member = await world.join(net, 'named-now', 'alder');
    const name = (userId: string) => world.app.networks.nameCoordinator(net.id, net.communityId, 'slack', userId, MONDAY);

    expect([await name('named-now'), await name('named-later'), await name('named-later')]).toEqual([
      'now',
      'on joining',
      'on joining',
    ]);
    expect((await world.again(net, 'named-now')).coordinator).toBe(true);
    expect((await world.join(net, 'named-later', 'alder')).coordinator).toBe(true);
    expect((await world.app.networks.coordinators(net.id)).every((one) => one.memberId !== undefined)).toBe(true);
    await world.app.networks.removeCoordinator(net.id, member.id);
    expect((await world.again(net, 'named-now')).coordinator).toBe(false);
  });

  it('of one network are none of another', async () => {
    const other = await world.found('Bushes');
    await world.app.networks.nameCoordinator(other.id, other.communityId, 'slack', 'elsewhere', MONDAY);

    expect((await world.join(net, 'elsewhere', 'alder')).coordinator).toBe(false);
  });

  it('the last one stays', async () => {
    const hedges = await world.found('Hedges');
    const only = await world.join(hedges, 'Hedges-admin', 'alder');

    await expect(world.app.networks.removeCoordinator(hedges.id, only.id)).rejects.toThrow(/at least one coordinator/);
    expect((await world.again(hedges, 'Hedges-admin')).coordinator).toBe(true);
  });

  it('only named so far are listed, shown by their platform, and can be taken back', async () => {
    const fields = await world.found('Fields');
    await world.join(fields, 'Fields-admin', 'alder');
    await world.join(fields, 'other', 'alder');
    const admin = talker(world, fields, 'Fields-admin');
    const listed = await admin.type('network coordinators', { person: 'U0LATER' });

    expect(read(listed)).toContain('Somebody on another platform, named; coordinator as soon as they join');
    expect(listed.people).toEqual({ 'slack:U0LATER': 'U0LATER' });
    const taken = await admin.press('Take back');
    expect(read(taken)).toMatch(/^Taken back\./);
    expect(read(taken)).not.toContain('named;');
    expect((await world.join(fields, 'U0LATER', 'alder')).coordinator).toBe(false);
    expect(
      read(await talker(world, fields, 'other').ask({ kind: 'press', id: 'a1|network.takeback|slack%3AU0LATER' })),
    ).toContain("Only your network's coordinators");
  });

  it('where there are none, because who was named never joined, an administrator becomes one', async () => {
    const woods = await world.found('Woods');
    const admin = (userId: string) => talker(world, woods, userId, { isAdmin: async () => true });
    const anybody = talker(world, woods, 'teacher');

    expect(read(await admin('head').type('network create', { name: 'Mine' }))).toContain('Nobody coordinates it yet');
    expect(read(await admin('head').type('network coordinate'))).toBe('Please join first: /staffroom join');
    await world.join(woods, 'head', 'alder');
    await world.join(woods, 'teacher', 'alder');
    await world.join(woods, 'deputy', 'alder');
    expect(read(await anybody.type('network coordinate'))).toContain('Only an administrator');
    expect(read(await admin('head').type('network coordinate'))).toContain('You coordinate Woods now.');
    expect(read(await admin('deputy').type('network coordinate'))).toContain('This network has coordinators: head.');
    expect((await world.again(woods, 'deputy')).coordinator).toBe(false);
  });

  it('of another network, or nobody, cannot be removed', async () => {
    const lawns = await world.found('Lawns');
    const theirs = await world.join(lawns, 'Lawns-admin', 'alder');

    for (const id of [theirs.id, 'nobody'])
      await expect(world.app.networks.removeCoordinator(net.id, id)).rejects.toThrow('That person is not in this network.');
    expect((await world.again(lawns, 'Lawns-admin')).coordinator).toBe(true);
  });
});

describe('settings', () => {
  it('are kept, the channel for this workspace only', async () => {
    const saved = await world.app.networks.saveSettings(net.id, net.communityId, {
      ...SETTINGS,
      digestTime: '07:30',
      channelId: 'C9',
    });

    expect(saved).toMatchObject({ digestTime: '07:30', digestWeekday: 3 });
    expect(saved.communities.map((one) => one.channelId)).toEqual(['C9', 'C2']);
    await world.app.networks.saveSettings(net.id, net.communityId, SETTINGS);
    expect((await world.app.networks.card(net.id)).communities[0]?.channelId).toBe('C9');
  });

  it.each(['07:29', '18:00', '24:00', '3:45', '15.45', 'noon', ''])('"%s" is no time in school hours', async (digestTime) => {
    const saving = world.app.networks.saveSettings(net.id, net.communityId, { ...SETTINGS, digestTime });

    await expect(saving).rejects.toThrow(InvalidInput);
  });
});

describe('pasted groups', () => {
  const { alder, birch, cedar } = SCHOOLS;

  it('are read however a spreadsheet writes them', () => {
    const pasted = '\nURN,Group\n900001, North Hub\r\n900002;North  Hub\n\n"900003"\t"Sea, Sand"\n900004, none';

    expect(readGroupLines(pasted)).toEqual([
      { line: 3, urn: 900001, group: 'North Hub' },
      { line: 4, urn: 900002, group: 'North Hub' },
      { line: 6, urn: 900003, group: 'Sea, Sand' },
      { line: 7, urn: 900004, group: undefined },
    ]);
  });

  it.each<[string, RegExp]>([
    ['Alder School, North Hub', /does not begin with a URN/],
    ['900001 North Hub', /does not begin with a URN/],
    ['900001,', /the group is missing/],
    ['900001,""', /the group is missing/],
    [`900001, ${'x'.repeat(101)}`, /more than 100/],
    ['123, North Hub', /does not begin with a URN/],
    ['12345678, North Hub', /does not begin with a URN/],
    ['\u202e900001, x', /does not begin with a URN/],
  ])('%s is given back with why', (line, why) => {
    expect(readGroupLines(line)).toEqual([{ line: 1, words: line.trim(), why: expect.stringMatching(why) }]);
  });

  it('put schools in and take them out, and list every line that was not understood', async () => {
    const pasted = `${alder.urn}, Hub\n${birch.urn}, hub\n${cedar.urn}, Coast\n111111, Hub\nnonsense @everyone <!channel>`;

    const result = await world.app.networks.pasteGroups(net.id, pasted);

    expect(result).toMatchObject({ added: 3, removed: 0, groups: ['Coast', 'Hub'] });
    expect(result.notUnderstood.map((one) => [one.line, one.why])).toEqual([
      [4, expect.stringMatching(/no school in the register/)],
      [5, expect.stringMatching(/does not begin with a URN/)],
    ]);
    expect(read(groupsView(result))).toContain('Line 5, "nonsense @everyone <!channel>"');
    const after = await world.app.networks.pasteGroups(net.id, `${cedar.urn}, none`);
    expect(after).toMatchObject({ added: 0, removed: 1, groups: ['Hub'] });
  });

  it('twice is once, and another network sees none of it', async () => {
    const other = await world.found('Parks');
    const result = await world.app.networks.pasteGroups(net.id, `${alder.urn}, Hub\n${alder.urn}, HUB`);

    expect(result.added).toBe(1);

    expect((await world.app.networks.groups(net.id)).map((one) => [one.urn, one.group])).toEqual([
      [alder.urn, 'Hub'],
      [birch.urn, 'Hub'],
    ]);
    expect(await world.app.networks.groups(other.id)).toEqual([]);
  });

  it('hundreds of wrong lines are counted, not all shown', async () => {
    const result = await world.app.networks.pasteGroups(net.id, 'x\n'.repeat(300));

    expect(result.notUnderstood).toHaveLength(300);
    expect(read(groupsView(result))).toContain('And 288 more lines.');
  });
});
