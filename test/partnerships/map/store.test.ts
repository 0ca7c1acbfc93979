import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Insider } from '../../../src/chat/who.ts';
import { MONDAY, type Net, SCHOOLS, type SchoolKey, type SmallWorld, smallWorld } from '../../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let lead: Insider;
let teacher: Insider;
let stranger: Insider;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Leaves');
  lead = await world.join(net, 'Leaves-admin', 'cedar');
  teacher = await world.join(net, 'teacher', 'alder');
  stranger = await world.join(await world.found('Others'), 'stranger', 'birch');
  for (const [index, { urn }] of Object.values(SCHOOLS).entries())
    await world.database.prisma.school.update({
      where: { urn },
      data: { easting: 300_000 + 10_000 * index, northing: 200_000 },
    });
  // The register has nought where it does not know a place.
  await world.database.prisma.school.update({ where: { urn: SCHOOLS.fir.urn }, data: { easting: 0, northing: 0 } });
});
afterAll(() => world.database.close());

let rounds = 0;
/** A round as drafting leaves it, each later than the one before. */
async function round(state: string, groups: SchoolKey[][], leftOut: SchoolKey[] = [], ended: number[] = []): Promise<string> {
  rounds += 1;
  const id = `round-${rounds}`;
  const networkId = net.id;
  const at = new Date(MONDAY.getTime() + rounds * 1000);
  await world.database.prisma.round.create({
    data: {
      id,
      networkId,
      name: `Round ${rounds}`,
      state,
      seed: 1,
      openedAt: at,
      draft: state === 'open' ? 0 : 3,
      ...(state === 'published' && { publishedAt: at }),
      outcome: { leftOut: leftOut.map((key) => ({ urn: SCHOOLS[key].urn, why: 'no-legal-partner' })) },
      groups: {
        create: groups.map((keys, position) => ({
          id: `${id}-${position}`,
          position,
          score: 1,
          reasons: [],
          ...(ended.includes(position) && { endedAt: at }),
          schools: { create: keys.map((key) => ({ urn: SCHOOLS[key].urn })) },
        })),
      },
    },
  });
  return id;
}
const urns = (groups: readonly (readonly { urn: number }[])[]) => groups.map((group) => group.map((one) => one.urn));

describe('what a map is made of', () => {
  it('is the newest round that is paired, in its order, with places and who is left out', async () => {
    await round('published', [['alder', 'cedar']]);
    await round(
      'drafted',
      [
        ['damson', 'birch'],
        ['alder', 'cedar', 'fir'],
      ],
      ['elder'],
    );

    const map = await world.app.maps.newest(lead);

    expect(map.round).toMatchObject({ name: `Round ${rounds}`, draft: '3', published: false });
    expect(urns(map.groups)).toEqual([
      [SCHOOLS.birch.urn, SCHOOLS.damson.urn],
      [SCHOOLS.alder.urn, SCHOOLS.cedar.urn, SCHOOLS.fir.urn],
    ]);
    expect(map.groups[0]?.[0]).toEqual({
      urn: SCHOOLS.birch.urn,
      name: 'Birch School',
      town: 'Truro',
      region: 'South West',
      place: { easting: 310_000, northing: 200_000 },
    });
    expect(map.groups[1]?.[2]?.place).toBeUndefined();
    expect(urns([map.leftOut])).toEqual([[SCHOOLS.elder.urn]]);
    // The closed school and the one without a place are no part of England's shape.
    expect(map.points).toHaveLength(5);
  });

  it('is refused where there is nothing to see, in words that say what to do', async () => {
    await round('open', []);

    await expect(world.app.maps.newest(lead)).rejects.toThrow(/Pair the schools with \/round draft/);
    await expect(world.app.maps.newest(stranger)).rejects.toThrow(/Open one with \/round open/);
    await expect(world.app.maps.published(stranger)).rejects.toThrow(/No round has been published yet/);
  });

  it('is of the draft that the button was made for, and of the own network only', async () => {
    const id = await round('drafted', [['alder', 'cedar']]);

    expect((await world.app.maps.ofDraft(lead, id, '3')).groups).toHaveLength(1);
    await expect(world.app.maps.ofDraft(lead, id, '2')).rejects.toThrow(/The draft has changed since/);
    await expect(world.app.maps.ofDraft(stranger, id, '3')).rejects.toThrow(/no longer there/);
  });

  it('for everybody is the published round: their own school named, nobody shown as left out, what was taken apart gone', async () => {
    await round(
      'published',
      [
        ['alder', 'cedar'],
        ['birch', 'damson'],
      ],
      ['elder'],
      [1],
    );
    await round('drafted', [['alder', 'elder']]);

    const map = await world.app.maps.published(teacher);

    expect(map.round).toMatchObject({ name: `Round ${rounds - 1}`, published: true });
    expect(urns(map.groups)).toEqual([[SCHOOLS.alder.urn, SCHOOLS.cedar.urn]]);
    expect(map.leftOut).toEqual([]);
    expect(map.own).toBe(SCHOOLS.alder.urn);
  });

  it('follows the register when schools open and close', async () => {
    const before = (await world.app.maps.newest(lead)).points.length;
    await world.database.prisma.school.update({ where: { urn: SCHOOLS.elder.urn }, data: { status: 'closed' } });

    expect((await world.app.maps.newest(lead)).points).toHaveLength(before - 1);
  });
});
