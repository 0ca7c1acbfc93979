import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountsIn } from '../../src/members/store.ts';
import { profileView } from '../../src/members/views.ts';
import { read } from '../chat/bot.ts';
import { MONDAY, type Net, SCHOOLS, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees');
});
afterAll(() => world.database.close());

const account = (userId: string) => world.database.prisma.account.findFirstOrThrow({ where: { externalUserId: userId } });

describe('joining', () => {
  it('makes a member of the network of this workspace, with the phase of the school', async () => {
    const { profile, isNew } = await world.app.members.join(
      await world.visitor(net, 'ann'),
      { schoolUrn: SCHOOLS.alder.urn, subject: 'maths', topic: 'retrieval-practice', privateDigest: false },
      MONDAY,
    );

    expect(isNew).toBe(true);
    expect(profile).toMatchObject({
      name: 'ann',
      phase: 'primary',
      subject: 'maths',
      topics: ['retrieval-practice'],
      digest: 'off',
    });
    expect(profile.school.name).toBe('Alder School');
    expect(profile.coordinator).toBe(false);
  });

  it('again changes school, subject and first topic, and nothing else', async () => {
    const before = await world.join(net, 'bea', 'alder', { topic: 'writing' });
    await world.app.members.change(before, { seeks: ['eal'], seekNote: 'Company' });

    const after = await world.join(net, 'bea', 'cedar', { topic: 'oracy-dialogue', subject: 'english' });

    expect(after).toMatchObject({ id: before.id, accountId: before.accountId, schoolUrn: SCHOOLS.cedar.urn, phase: 'secondary' });
    expect(after.topics).toEqual(['oracy-dialogue', 'writing']);
    expect(await world.app.members.profile(after)).toMatchObject({ seeks: ['eal'], seekNote: 'Company' });
  });

  it('keeps eight topics at most, the newest first, none twice', async () => {
    const member = await world.join(net, 'cat', 'alder', { topic: 'writing' });
    await world.app.members.change(member, { topics: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'writing'] });

    const after = await world.join(net, 'cat', 'alder', { topic: 'writing' });

    expect(after.topics).toEqual(['writing', 'a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('the digest by one’s own click is the consent to be written to, at that account', async () => {
    const member = await world.join(net, 'dot', 'alder', { privateDigest: true });

    expect(await account('dot')).toMatchObject({ privateMessages: true });
    expect(await world.database.prisma.member.findFirst({ where: { id: member.id } })).toMatchObject({
      digest: 'private',
      digestAccountId: member.accountId,
    });
    expect((await world.app.members.profile(member)).digest).toBe('private');
  });

  it('without it nobody is written to', async () => {
    await world.join(net, 'eve', 'alder');

    expect(await account('eve')).toMatchObject({ privateMessages: null });
  });

  it('the digest can be turned off and on again', async () => {
    const member = await world.join(net, 'fay', 'alder', { privateDigest: true });

    await world.app.members.wantDigest(member, false);
    expect(await world.app.digests.wants(member)).toBe(false);
    await world.app.members.wantDigest(member, true);
    expect(await world.app.digests.wants(member)).toBe(true);
  });

  it('a school that is not in the register, or no network, is a plain sentence', async () => {
    const elsewhere = { platform: 'slack', externalId: 'nowhere' };
    const joining = { schoolUrn: 1, subject: 'maths', topic: 'writing', privateDigest: false };

    await expect(world.app.members.join(await world.visitor(net, 'gus'), joining, MONDAY)).rejects.toThrow(/not in the register/);
    await expect(world.app.members.join(await world.visitor(elsewhere, 'gus'), joining, MONDAY)).rejects.toThrow(
      /does not belong/,
    );
    await expect(world.app.members.join(await world.visitor(undefined, 'gus'), joining, MONDAY)).rejects.toThrow(
      /in a channel of your server/,
    );
  });

  it('a long name is cut, not refused', async () => {
    const member = await world.join(net, '👩‍🏫'.repeat(40), 'alder');

    expect(member.name.length).toBeLessThanOrEqual(80);
    expect(member.name).not.toMatch(/\p{Cs}/u);
  });
});

describe('writing to another member', () => {
  const letters = (memberId: string) => world.database.prisma.delivery.findMany({ where: { memberId, kind: 'notice' } });
  const home = () => ({ id: net.id, name: 'Trees', timeZone: 'Europe/London' });

  it('reaches them once, as words, and they can answer', async () => {
    const max = await world.join(net, 'max', 'alder');
    const nia = await world.join(net, 'nia', 'cedar');

    const sent = await world.app.members.write(max, home(), nia.id, 'Come and see us. *No* <b>', MONDAY);
    const [letter, more] = await letters(nia.id);

    expect(sent).toEqual({ name: 'nia', school: 'Cedar School', isResting: false });
    expect(more).toBeUndefined();
    expect(letter?.view).toMatchObject({
      blocks: [
        { text: [{ text: 'max', bold: true }, { text: ', Alder School, writes to you:' }] },
        { kind: 'quote', text: [{ kind: 'plain', text: 'Come and see us. *No* <b>' }] },
        { buttons: [{ label: 'Answer', id: `a1|profile.write|${max.id}` }] },
        {},
      ],
    });
  });

  it('does not leave the network, and is not for oneself', async () => {
    const oak = await world.join(net, 'oak', 'alder');
    const stranger = await world.join(await world.found('Meadows'), 'pam', 'cedar');

    await expect(world.app.members.write(oak, home(), stranger.id, 'Hello', MONDAY)).rejects.toThrow(
      'That person is not in this network.',
    );
    await expect(world.app.members.write(oak, home(), oak.id, 'Hello', MONDAY)).rejects.toThrow('That is you.');
    expect(await letters(stranger.id)).toEqual([]);
  });

  it('stops after ten in a day, and not the day after', async () => {
    const ray = await world.join(net, 'ray', 'alder');
    const sue = await world.join(net, 'sue', 'cedar');
    const write = (now: Date) => world.app.members.write(ray, home(), sue.id, 'Hello', now);
    for (let sent = 0; sent < 10; sent++) await write(MONDAY);

    await expect(write(MONDAY)).rejects.toThrow('the most I carry in a day');
    expect(await letters(sue.id)).toHaveLength(10);
    await write(WEDNESDAY);
    expect(await letters(sue.id)).toHaveLength(11);
  });
});

describe('who asks', () => {
  it('is somebody only where they joined', async () => {
    const other = await world.found('Shrubs');
    await world.join(net, 'hal', 'alder');

    expect((await world.visitor(net, 'hal')).member?.name).toBe('hal');
    expect((await world.visitor(other, 'hal')).member).toBeUndefined();
    expect((await world.visitor(other, 'hal')).network?.name).toBe('Shrubs');
  });

  it('in a direct message without a server is the member they are, or is asked when there are several', async () => {
    const ponds = await world.found('Ponds', 'discord');
    const lakes = await world.found('Lakes', 'discord');
    const direct = () => world.visitor(undefined, 'ida');

    expect((await direct()).member).toBeUndefined();
    await world.join(ponds, 'ida', 'alder');
    expect((await direct()).network?.name).toBe('Ponds');
    await world.join(lakes, 'ida', 'alder');
    const several = /You belong to (Ponds and Lakes|Lakes and Ponds)/;
    await expect(direct()).rejects.toThrow(several);
    const claiming = world.backend.once(['direct'], world.caller(undefined, 'ida'), async () => ({ done: true }));
    await expect(claiming).rejects.toThrow(several);
    expect(await world.database.prisma.inbox.count({ where: { id: 'direct' } })).toBe(0);
  });

  it('a request is claimed once, together with what it does', async () => {
    const claim = (...claims: string[]) => world.backend.once(claims, world.caller(net, 'jim'), async () => ({ done: true }));
    const fails = world.backend.once(['r1', 'form'], world.caller(net, 'jim'), () => Promise.reject(new Error('no')));

    await expect(fails).rejects.toThrow('no');
    expect(await claim('r1', 'form')).toEqual({ done: true });
    expect(await claim('r1', 'form')).toEqual({ claimed: 'r1' });
    expect(await claim('r2', 'form')).toEqual({ claimed: 'form' });
  });

  it('names are resolved on the reader’s own workspace only', async () => {
    const other = await world.found('Hedges');
    const kim = await world.join(net, 'kim', 'alder');
    const names = (externalId: string) => accountsIn(world.database.prisma, 'slack', externalId, [kim.id]);

    expect(await names(net.externalId)).toEqual({ [kim.id]: 'kim' });
    expect(await names(other.externalId)).toEqual({});
  });
});

it('a pause is shown until it is over', async () => {
  const member = await world.join(net, 'lou', 'alder');
  const profile = await world.app.members.change(member, { pausedUntil: WEDNESDAY });
  const shown = (now: Date) => read(profileView(profile, 'Europe/London', now));

  expect(shown(MONDAY)).toContain('Paused until Wednesday 25 November 2026');
  expect(shown(new Date(WEDNESDAY.getTime() + 1))).not.toContain('Paused');
});
