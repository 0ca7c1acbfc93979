import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Insider } from '../../src/chat/who.ts';
import { statusView } from '../../src/partnerships/status-views.ts';
import { read } from '../chat/bot.ts';
import { MONDAY, type Net, SCHOOLS, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let ann: Insider;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  net = await world.found('Trees');
  ann = await world.join(net, 'ann', 'alder');
});

const join = (member: Insider) => world.together((app) => app.partners.join(member, MONDAY));
const { alder } = SCHOOLS;

describe('taking part', () => {
  it('makes one the first contact, a colleague the second, and no third', async () => {
    const bea = await world.join(net, 'bea', 'alder');
    const cat = await world.join(net, 'cat', 'alder');

    expect(await join(ann)).toMatchObject({ joined: true, first: { name: 'ann' }, second: null, taking: 1 });
    expect(await join(ann)).toMatchObject({ first: { name: 'ann' }, second: null });
    expect(await join(bea)).toMatchObject({ first: { name: 'ann' }, second: { name: 'bea' } });
    await expect(join(cat)).rejects.toThrow(/has its two contacts/);
  });

  it.runIf(process.env.TEST_DATABASE_URL)('two colleagues at the same moment become first and second', async () => {
    const bea = await world.join(net, 'bea', 'alder');

    await Promise.all([join(ann), join(bea)]);

    const { first, second } = await world.app.partners.status(ann);
    expect([first?.name, second?.name].toSorted()).toEqual(['ann', 'bea']);
  });

  it('says what to do next', async () => {
    const words = async () => read(statusView(await world.app.partners.status(ann), ann, { zone: 'Europe/London', now: MONDAY }));

    expect(await words()).toContain('Your school does not take part yet; 0 others do.');
    await join(ann);
    await join(await world.join(net, 'fir', 'fir'));
    expect(await words()).toContain(
      'with 1 other. First contact: ann. Second contact: nobody yet; a colleague can type /partner join.',
    );
  });
});

describe('leaving', () => {
  it('is for the contacts and coordinators', async () => {
    const bea = await world.join(net, 'bea', 'alder');
    const lead = await world.join(net, 'Trees-admin', 'cedar');
    const leave = (member: Insider) => world.app.partners.leave(member, alder.urn, WEDNESDAY);
    await join(ann);

    await expect(leave(bea)).rejects.toThrow(/two contacts or a coordinator/);
    expect((await leave(lead)).name).toBe('Alder School');
    await expect(leave(ann)).rejects.toThrow('That school is not taking part.');
    expect(await join(bea)).toMatchObject({ joined: true, first: { name: 'bea' }, second: null });
  });

  it('of another network’s school does nothing', async () => {
    const other = await world.found('Shrubs');
    const lead = await world.join(other, 'Shrubs-admin', 'cedar');
    await join(ann);

    await expect(world.app.partners.leave(lead, alder.urn, WEDNESDAY)).rejects.toThrow('That school is not taking part.');
    expect((await world.app.partners.status(ann)).joined).toBe(true);
  });
});

describe('somebody who changed school', () => {
  it('is no longer the old one’s contact: its second steps up', async () => {
    const bea = await world.join(net, 'bea', 'alder');
    await join(ann);
    await join(bea);

    const moved = await world.join(net, 'ann', 'cedar');
    await world.app.partners.changedSchool(net.id, moved.id, moved.schoolUrn, WEDNESDAY);

    expect(await world.app.partners.status(bea)).toMatchObject({ joined: true, first: { name: 'bea' }, second: null });
    await expect(world.app.partners.leave(moved, alder.urn, WEDNESDAY)).rejects.toThrow(/two contacts/);
  });

  it('stays contact of the school they are at', async () => {
    await join(ann);

    await world.app.partners.changedSchool(net.id, ann.id, ann.schoolUrn, WEDNESDAY);

    expect((await world.app.partners.status(ann)).first?.name).toBe('ann');
  });
});
