import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Insider } from '../../src/chat/who.ts';
import { statusView } from '../../src/partnerships/status-views.ts';
import { read } from '../chat/bot.ts';
import { MONDAY, type Net, SCHOOLS, type SchoolKey, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

const { alder } = SCHOOLS;
let world: SmallWorld;
let net: Net;
let lead: Insider;
let ann: Insider;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  net = await world.found('Trees');
  lead = await world.join(net, 'Trees-admin', 'fir');
  ann = await taking('ann', 'alder');
});

async function taking(userId: string, school: SchoolKey): Promise<Insider> {
  const member = await world.join(net, userId, school);
  await world.together((app) => app.partners.join(member, MONDAY));
  return member;
}
const handOver = (member: Insider, userId: string, urn: number = alder.urn) =>
  world.together((app) => app.partners.handOver(member, urn, userId, WEDNESDAY));
const contacts = async () => {
  const { first, second } = await world.app.partners.status(ann);
  return [first?.name, second?.name];
};
const notices = async () => {
  const rows = await world.database.prisma.delivery.findMany({ where: { networkId: net.id, kind: 'notice' } });
  return rows.map((one) => ({ to: one.memberId, words: read(one.view as never), key: one.key }));
};

describe('handing over', () => {
  it('to a colleague makes them first, keeps the old first as second where there is room, and tells them', async () => {
    const bea = await world.join(net, 'bea', 'alder');

    await handOver(ann, 'bea');

    expect(await contacts()).toEqual(['bea', 'ann']);
    expect(await notices()).toEqual([
      expect.objectContaining({ to: bea.id, words: expect.stringContaining('ann made you first contact of Alder School.') }),
    ]);
  });

  it('to the second contact is a swap; to a third, the first makes room', async () => {
    await taking('bea', 'alder');
    await world.join(net, 'don', 'alder');

    await handOver(ann, 'bea');
    expect(await contacts()).toEqual(['bea', 'ann']);
    await handOver(ann, 'don');
    expect(await contacts()).toEqual(['don', 'ann']);
  });

  it('is for contacts and coordinators, and only to people of the school who have joined', async () => {
    const bea = await world.join(net, 'bea', 'alder');
    await world.join(net, 'cat', 'cedar');

    await expect(handOver(bea, 'bea')).rejects.toThrow('Only a contact of Alder School or a coordinator can do that.');
    await expect(handOver(ann, 'nobody')).rejects.toThrow('They have not joined yet.');
    await expect(handOver(ann, 'cat')).rejects.toThrow('cat joined with another school.');
    await expect(handOver(ann, 'ann')).rejects.toThrow('ann is first contact already.');
    await expect(handOver(ann, 'bea', Number.NaN)).rejects.toThrow('That school is not taking part.');
    expect(await contacts()).toEqual(['ann', undefined]);
    await handOver(lead, 'bea');
    expect(await contacts()).toEqual(['bea', 'ann']);
  });
});

describe('a first contact who goes', () => {
  it('is followed by the second, who is told', async () => {
    const bea = await taking('bea', 'alder');

    await world.together((app) => app.partners.contactGone(net.id, ann.id, WEDNESDAY));

    expect(await contacts()).toEqual(['bea', undefined]);
    expect(await notices()).toEqual([
      expect.objectContaining({ to: bea.id, words: expect.stringContaining('because ann can no longer be reached there.') }),
    ]);
    // Nothing holds their row any more.
    await world.database.prisma.member.delete({ where: { networkId_id: { networkId: net.id, id: ann.id } } });
  });

  it('with nobody behind them puts the school on the coordinators’ list, and they hear of it', async () => {
    await world.together((app) => app.partners.contactGone(net.id, ann.id, WEDNESDAY));

    expect(await world.app.partners.schoolsWithoutContact(net.id)).toEqual([
      { school: expect.objectContaining({ urn: alder.urn }), why: 'nobody' },
    ]);
    expect((await notices()).map((one) => one.to)).toEqual([lead.id]);
  });

  it('whose last account is gone counts as nobody', async () => {
    await world.database.prisma.account.deleteMany({ where: { networkId: net.id, memberId: ann.id } });

    expect((await world.app.partners.schoolsWithoutContact(net.id)).map((one) => one.why)).toEqual(['no account']);
    expect(await world.together((app) => app.partners.tellContactless(net.id, WEDNESDAY))).toBe(1);
    expect(await world.together((app) => app.partners.tellContactless(net.id, WEDNESDAY))).toBe(0);
    expect((await notices()).map((one) => one.to)).toEqual([lead.id]);
  });

  it('is nobody’s business in another network, or of a school that left', async () => {
    const other = await world.found('Shrubs');
    await world.join(other, 'Shrubs-admin', 'fir');
    await world.together((app) => app.partners.contactGone(other.id, ann.id, WEDNESDAY));
    expect(await contacts()).toEqual(['ann', undefined]);

    await world.together((app) => app.partners.leave(ann, alder.urn, WEDNESDAY));
    expect(await world.app.partners.schoolsWithoutContact(net.id)).toEqual([]);
    expect(await notices()).toEqual([]);
  });
});

describe('what kind of partner', () => {
  it('is a wish of the school, said in its status, and can be taken back', async () => {
    const wish = (mood: 'family' | 'stretch' | null) => world.together((app) => app.partners.wish(ann, alder.urn, mood));
    const words = async () => read(statusView(await world.app.partners.status(ann), ann, { zone: 'Europe/London', now: MONDAY }));

    await wish('stretch');
    expect(await words()).toContain('You wish for partners with a different intake from ours.');
    await wish(null);
    expect(await words()).not.toContain('You wish');
    const bea = await world.join(net, 'bea', 'alder');
    await expect(world.app.partners.wish(bea, alder.urn, 'family')).rejects.toThrow('Only a contact of Alder School');
  });
});
