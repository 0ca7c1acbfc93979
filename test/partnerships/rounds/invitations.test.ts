import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HomeNetwork, Insider } from '../../../src/chat/who.ts';
import { answeredView } from '../../../src/partnerships/rounds/invitation-views.ts';
import { openRoundView } from '../../../src/partnerships/rounds/open-views.ts';
import type { RoundSettings } from '../../../src/partnerships/rounds/settings.ts';
import { statusView } from '../../../src/partnerships/status-views.ts';
import { controlsOf, InvalidInput, read } from '../../chat/bot.ts';
import { MONDAY, type Net, SCHOOLS, type SchoolKey, type SmallWorld, smallWorld, WEDNESDAY } from '../../networks/small-world.ts';

const ZONE = 'Europe/London';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Five school days after MONDAY, at 17:00. */
const USUAL_CLOSE = new Date('2026-11-30T17:00:00Z');
let world: SmallWorld;
let net: Net;
let network: HomeNetwork;
/** A coordinator, whose school takes part too. */
let lead: Insider;
let ann: Insider;
let cat: Insider;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  net = await world.found('Trees');
  network = { id: net.id, name: 'Trees', timeZone: ZONE };
  await world.database.prisma.community.update({ where: { id: net.communityId }, data: { channelId: 'C1' } });
  lead = await taking('Trees-admin', 'fir');
  ann = await taking('ann', 'alder');
  cat = await taking('cat', 'cedar');
});

async function taking(userId: string, school: SchoolKey): Promise<Insider> {
  const member = await world.join(net, userId, school);
  await world.together((app) => app.partners.join(member, MONDAY));
  return member;
}
const open = (settings: RoundSettings = {}, now = MONDAY, name = 'Spring') =>
  world.together((app) => app.rounds.open(lead, network, name, now, settings));
const change = (roundId: string, settings: RoundSettings, now = MONDAY) =>
  world.together((app) => app.rounds.change(lead, network, roundId, settings, now));
const answer = (member: Insider, roundId: string, given: 'yes' | 'no' | 'pause', now = WEDNESDAY, urn = member.schoolUrn) =>
  world.together((app) => app.rounds.answer(member, network, { roundId, urn, answer: given }, now));
const look = (roundId: string, now = WEDNESDAY) => world.app.rounds.openRound(lead, roundId, now);
const letters = (where: object = {}) =>
  world.database.prisma.delivery.findMany({ where: { networkId: net.id, ...where }, orderBy: { key: 'asc' } });
const invitations = () => letters({ kind: 'invitation', memberId: { not: null } });
const wordsOf = (letter: { view: unknown } | undefined) => read(letter?.view as never);

describe('opening a round', () => {
  it('by its name alone closes after five school days and lasts a half-term, said as a person reads it', async () => {
    const { id } = await open();
    const words = read(openRoundView(await look(id, MONDAY), { zone: ZONE, now: MONDAY }, 'Opened.'));

    expect(await world.database.prisma.round.findUnique({ where: { id } })).toMatchObject({
      closesAt: USUAL_CLOSE,
      endsAt: new Date('2027-01-11T17:00:00Z'),
      takes: 'all',
      openedBy: lead.id,
    });
    expect(words).toContain('Open until Monday 30 November, 17:00. 3 schools take part so far');
    expect(words).toContain('0 yes, 0 not this time, 3 no answer. Without an answer your school is in.');
    expect(words).toContain('For every region and phase. Pairs have until Monday 11 January 2027.');
  });

  it('does not count the days of a holiday', async () => {
    const { id } = await open({}, new Date('2026-12-16T10:00:00Z'));

    expect((await look(id)).closesAt?.toISOString()).toBe('2027-01-06T17:00:00.000Z');
  });

  it('invites every contact a little later, once, and tells the channels at once', async () => {
    const bea = await taking('bea', 'alder');
    const { id } = await open();

    const sent = await invitations();
    expect(sent.map((one) => one.memberId).toSorted()).toEqual([lead.id, ann.id, bea.id, cat.id].toSorted());
    expect(new Set(sent.map((one) => one.notBefore.toISOString()))).toEqual(new Set(['2026-11-23T16:10:00.000Z']));
    const [channel, ...none] = await letters({ channelId: 'C1' });
    expect(none).toEqual([]);
    expect(channel?.notBefore).toEqual(MONDAY);
    expect(wordsOf(channel)).toContain('A new round is opening: Spring');
    expect(await world.database.prisma.roundInvitation.count({ where: { roundId: id } })).toBe(3);
  });

  it('asks so that a tired teacher can answer with one press', async () => {
    await taking('bea', 'alder');
    await open({ closes: '2026-12-04', takes: 'yes' });
    const mine = (await invitations()).find((one) => one.memberId === ann.id);

    expect(wordsOf(mine)).toBe(
      [
        'Will Alder School take part?',
        'In Spring, the next round of Trees, your school would meet one from another region, outside your own trust: one call of 25 minutes, one thing each to try.',
        'Please answer by Friday 4 December, 17:00. Only schools that say yes take part. Pairs then have until Friday 15 January 2027.',
        '',
        'bea is asked too; one answer is enough, and you can change it until the round is published.',
      ].join('\n'),
    );
    expect(controlsOf(mine?.view as never)).toHaveLength(3);
  });

  it.each([
    [{ closes: '2026-11-22' }, 'Sunday 22 November, 17:00, is over. Please give a later day.'],
    [{ closes: '2026-11-23' }, 'Monday 23 November, 17:00, is over. Please give a later day.', '2026-11-23T17:30:00Z'],
    [{ closes: '2062-11-27' }, 'Monday 27 November 2062 is more than a year away.'],
    [{ closes: '2026-12-04', ends: '2026-12-04' }, 'The pairs need time after the answers close on Friday 4 December.'],
  ])('refuses %o', async (settings, problem, now = MONDAY.toISOString()) => {
    const failed = await open(settings, new Date(now)).catch((error: unknown) => error);

    expect(failed).toBeInstanceOf(InvalidInput);
    expect(Object.values((failed as InvalidInput).problems)).toEqual([problem]);
    expect(await letters({ kind: 'invitation' })).toEqual([]);
  });

  it('is for chosen regions and phases only, and refuses when no school is there', async () => {
    const { id } = await open({ regions: ['london'], phases: ['primary'], sameRegion: true });

    expect((await invitations()).map((one) => one.memberId)).toEqual([ann.id]);
    expect(await look(id)).toMatchObject({ taking: 1, unanswered: 1, sameRegion: true });
    expect(wordsOf((await letters({ channelId: 'C1' }))[0])).toContain('This round is for primary schools in London.');
    await world.database.prisma.round.deleteMany({ where: { networkId: net.id } });
    await expect(open({ regions: ['south-west'] })).rejects.toThrow('No school of these regions takes part yet.');
    await expect(open({ phases: ['nursery'] })).rejects.toThrow('No school of these phases takes part yet.');
  });

  it('refuses a second one, and may be done again after a cancel', async () => {
    const { id } = await open();

    await expect(open({}, MONDAY, 'Other')).rejects.toThrow('"Spring" is still open. Publish or cancel it first: /round show');
    await world.together((app) => app.rounds.cancel(lead, network, id, MONDAY));
    await expect(world.app.rounds.current(lead)).rejects.toThrow('There is no round yet.');
    expect((await open({}, WEDNESDAY, 'Other')).name).toBe('Other');
  });

  it('does not write to somebody who rests until after the end, and waits for the others', async () => {
    await world.database.prisma.member.update({
      where: { networkId_id: { networkId: net.id, id: ann.id } },
      data: { pausedUntil: new Date(USUAL_CLOSE.getTime() + DAY_MS) },
    });
    await world.database.prisma.member.update({
      where: { networkId_id: { networkId: net.id, id: cat.id } },
      data: { pausedUntil: WEDNESDAY },
    });
    await open();

    const sent = (await invitations()).map((one) => one.memberId);
    expect(sent).not.toContain(ann.id);
    expect(sent).toContain(cat.id);
  });
});

describe('an answer', () => {
  it('is taken from any contact, thanked with what comes next, and may be changed', async () => {
    const bea = await taking('bea', 'alder');
    const { id } = await open();

    const yes = await answer(ann, id, 'yes');
    const no = await answer(bea, id, 'no');

    expect(read(answeredView(yes, ZONE, WEDNESDAY))).toMatch(
      /^Good\. Alder School is in "Spring"\.\n.*In the days after Monday 30 November you hear by a message like this one whom you meet\. bea need not answer any more\./,
    );
    expect(read(answeredView(no, ZONE, WEDNESDAY))).toContain('Alder School sits out "Spring"');
    expect(await look(id)).toMatchObject({ yes: 0, no: 1, unanswered: 2, taking: 2 });
    await answer(ann, id, 'yes');
    expect(await look(id)).toMatchObject({ yes: 1, no: 0, unanswered: 2, taking: 3 });
  });

  it('takes back the invitations of that school that have not left, and no others', async () => {
    const bea = await taking('bea', 'alder');
    const { id } = await open();

    await answer(ann, id, 'yes');

    const left = (await invitations()).map((one) => one.memberId);
    expect(left).not.toContain(ann.id);
    expect(left).not.toContain(bea.id);
    expect(left.toSorted()).toEqual([lead.id, cat.id].toSorted());
  });

  it('decides who is in where only a yes counts', async () => {
    const { id } = await open({ takes: 'yes' });
    expect((await look(id)).taking).toBe(0);

    await answer(ann, id, 'yes');
    await answer(cat, id, 'no');

    expect((await look(id)).taking).toBe(1);
  });

  it('of a pause is thirteen weeks, is shown, and ends by a press or a yes', async () => {
    const { id } = await open();
    const paused = await answer(ann, id, 'pause');
    const shown = async () => read(statusView(await world.app.partners.status(ann), ann, { zone: ZONE, now: WEDNESDAY }));

    expect(read(answeredView(paused, ZONE, WEDNESDAY))).toContain(
      'Alder School has a rest until Wednesday 24 February 2027. You are not asked about rounds before then.',
    );
    expect(await look(id)).toMatchObject({ no: 1, taking: 2 });
    expect(await shown()).toContain('Having a rest until Wednesday 24 February 2027');
    const back = await world.together((app) => app.partners.back(ann, ann.schoolUrn, WEDNESDAY));
    expect(back).toMatchObject({ pausedUntil: null, round: { name: 'Spring', answer: null } });
    expect(await shown()).toContain('The round "Spring", open until Monday 30 November, 17:00. No answer from your school yet.');
    await answer(ann, id, 'pause');
    await answer(ann, id, 'yes');
    expect((await world.app.partners.status(ann)).pausedUntil).toBeNull();
  });

  it('is not asked of a school that rests; /partner join ends the rest', async () => {
    await world.database.prisma.partnerSchool.updateMany({
      where: { networkId: net.id, urn: SCHOOLS.alder.urn },
      data: { pausedUntil: new Date(MONDAY.getTime() + 40 * DAY_MS), silentRounds: 3 },
    });
    const { id } = await open();

    expect((await invitations()).map((one) => one.memberId)).not.toContain(ann.id);
    expect(await look(id, MONDAY)).toMatchObject({ taking: 2, unanswered: 2 });
    await world.together((app) => app.partners.join(ann, MONDAY));
    expect(await look(id, MONDAY)).toMatchObject({ taking: 3, unanswered: 3 });
  });

  it('of somebody else’s school, or of a colleague who is no contact, is refused', async () => {
    await taking('bea', 'alder');
    const don = await world.join(net, 'don', 'alder');
    const { id } = await open();

    await expect(answer(cat, id, 'yes', WEDNESDAY, SCHOOLS.alder.urn)).rejects.toThrow('for the contacts of another school');
    await expect(answer(cat, id, 'yes', WEDNESDAY, Number.NaN)).rejects.toThrow('for the contacts of another school');
    await expect(answer(don, id, 'yes')).rejects.toThrow('Only a contact of Alder School can answer: ann and bea.');
    expect(await look(id)).toMatchObject({ yes: 0, no: 0 });
  });

  it('is refused after the round was cancelled or published, or when the school has left or is not meant', async () => {
    const { id } = await open({ regions: ['london', 'east-of-england'] });
    await expect(answer(cat, id, 'yes')).rejects.toThrow('This round is for schools of other regions or phases.');
    await world.together((app) => app.partners.leave(ann, ann.schoolUrn, MONDAY));
    await expect(answer(ann, id, 'yes')).rejects.toThrow('Alder School no longer takes part.');

    await world.database.prisma.round.update({ where: { id }, data: { state: 'published' } });
    await expect(answer(lead, id, 'no')).rejects.toThrow('"Spring" is published already.');
    await world.database.prisma.round.update({ where: { id }, data: { state: 'cancelled' } });
    await expect(answer(lead, id, 'no')).rejects.toThrow('"Spring" was cancelled');
    await expect(answer(lead, 'nothing', 'no')).rejects.toThrow('This round is no longer there.');
  });

  it('of another network’s round finds nothing', async () => {
    const { id } = await open();
    const other = await world.found('Shrubs');
    const spy = await world.join(other, 'spy', 'alder');
    const elsewhere = { id: other.id, name: 'Shrubs', timeZone: ZONE };

    await expect(
      world.together((app) =>
        app.rounds.answer(spy, elsewhere, { roundId: id, urn: SCHOOLS.alder.urn, answer: 'yes' }, WEDNESDAY),
      ),
    ).rejects.toThrow('This round is no longer there.');
    await expect(world.app.rounds.openRound(spy, id, WEDNESDAY)).rejects.toThrow('This round is no longer there.');
    await expect(world.app.rounds.schoolAnswers(spy, id, WEDNESDAY)).rejects.toThrow('This round is no longer there.');
    await expect(world.together((app) => app.rounds.cancel(spy, elsewhere, id, WEDNESDAY))).rejects.toThrow('no longer there');
  });
});

describe('a school that leaves', () => {
  it('is out of the round, and its contacts are not asked', async () => {
    const { id } = await open();

    await world.together((app) => app.partners.leave(ann, ann.schoolUrn, MONDAY));

    expect((await invitations()).map((one) => one.memberId)).not.toContain(ann.id);
    expect(await look(id)).toMatchObject({ taking: 2, unanswered: 2 });
  });
});

describe('changing an open round', () => {
  const sent = (where: object = {}) =>
    world.database.prisma.delivery.updateMany({ where: { networkId: net.id, ...where }, data: { state: 'sent', attempts: 1 } });

  it('before anything left writes everything anew, once', async () => {
    const { id } = await open();

    await change(id, { closes: '2026-12-11', regions: ['london'] });

    const [channel, ...more] = await letters({ channelId: 'C1' });
    expect(more).toEqual([]);
    expect(wordsOf(channel)).toContain('Friday 11 December, 17:00');
    expect((await invitations()).map((one) => one.memberId)).toEqual([ann.id]);
    expect(wordsOf((await invitations())[0])).toContain('Please answer by Friday 11 December, 17:00.');
    expect(await look(id)).toMatchObject({ taking: 1, unanswered: 1 });
  });

  it('after it was read tells the channels, invites only who is new, and those no longer meant', async () => {
    const { id } = await open({ regions: ['london', 'north-east'] });
    await sent();

    await change(id, { regions: ['london', 'east-of-england'] }, WEDNESDAY);

    const due = await letters({ state: 'due' });
    expect(due.map((one) => [one.kind, one.memberId ?? one.channelId])).toEqual(
      expect.arrayContaining([
        ['invitation', 'C1'],
        ['invitation', lead.id],
        ['notice', cat.id],
      ]),
    );
    expect(due).toHaveLength(3);
    expect(wordsOf(due.find((one) => one.memberId === cat.id))).toContain('"Spring" is not for your school after all.');
    await sent();
    await change(id, { regions: [] }, new Date(WEDNESDAY.getTime() + DAY_MS));
    expect((await letters({ state: 'due' })).map((one) => one.memberId ?? 'C1').toSorted()).toEqual(['C1', cat.id].toSorted());
  });

  it('says in the channels only what they read differently, and once for changes in a row', async () => {
    const { id } = await open();
    await sent();
    const changes = async () => (await letters({ channelId: 'C1', state: 'due' })).map(wordsOf);

    await change(id, { takes: 'yes' });
    expect(await changes()).toEqual([]);
    await change(id, { closes: '2026-12-11' });
    await change(id, { closes: '2026-12-18' });
    expect(await changes()).toEqual([
      'Spring has changed\nAnswers until Friday 18 December, 17:00. This round is for every region and phase.\n',
    ]);
    await change(id, { closes: '2026-11-30' });
    expect(await changes()).toEqual([]);
  });

  it('keeps what schools have answered', async () => {
    const { id } = await open();
    await answer(ann, id, 'yes');

    await change(id, { closes: '2026-12-11' });

    expect(await look(id)).toMatchObject({ yes: 1, unanswered: 2 });
    expect((await invitations()).map((one) => one.memberId)).not.toContain(ann.id);
  });

  it('no longer counts answers of schools it is not for', async () => {
    const { id } = await open();
    await answer(ann, id, 'yes');
    await answer(cat, id, 'yes');

    await change(id, { regions: ['london'] });

    expect(await look(id)).toMatchObject({ yes: 1, unanswered: 0, taking: 1 });
  });

  it('takes the last day of the pairs along, keeps one that fits, and refuses what is over', async () => {
    const { id } = await open({ closes: '2026-12-04', ends: '2026-12-18' });

    await change(id, { closes: '2026-12-11' });
    expect((await look(id)).endsAt?.toISOString()).toBe('2026-12-18T17:00:00.000Z');
    await change(id, { closes: '2027-01-08' });
    expect((await look(id)).endsAt?.toISOString()).toBe('2027-02-19T17:00:00.000Z');
    await expect(change(id, { closes: '2026-11-20' })).rejects.toThrow('is over');
    await expect(change(id, { regions: ['south-west'] })).rejects.toThrow('No school of these regions takes part yet.');
    await world.database.prisma.round.update({ where: { id }, data: { state: 'drafted' } });
    await expect(change(id, { regions: ['london'] })).rejects.toThrow('There is a draft already');
    await world.database.prisma.round.update({ where: { id }, data: { state: 'published' } });
    await expect(change(id, { closes: '2027-01-15' })).rejects.toThrow('published already');
  });
});

describe('cancelling', () => {
  const cancel = (id: string) => world.together((app) => app.rounds.cancel(lead, network, id, WEDNESDAY));

  it('before anybody heard of it is silent', async () => {
    const { id } = await open();

    expect(await cancel(id)).toEqual({ name: 'Spring', people: 0, channels: false });
    expect(await letters()).toEqual([]);
  });

  it('tells the contacts of schools that said yes and the channels, takes back the rest, and is done once', async () => {
    const bea = await taking('bea', 'alder');
    const { id } = await open();
    await world.database.prisma.delivery.updateMany({ where: { channelId: 'C1' }, data: { state: 'sent', attempts: 1 } });
    await answer(ann, id, 'yes');
    await answer(cat, id, 'no');

    expect(await cancel(id)).toEqual({ name: 'Spring', people: 2, channels: true });

    const due = await letters({ state: 'due' });
    expect(due.flatMap((one) => one.memberId ?? []).toSorted()).toEqual([ann.id, bea.id].toSorted());
    expect(due.map(wordsOf).every((words) => words.startsWith('"Spring" will not take place.'))).toBe(true);
    await expect(cancel(id)).rejects.toThrow('Nobody was told twice.');
    await world.database.prisma.round.update({ where: { id }, data: { state: 'published' } });
    await expect(cancel(id)).rejects.toThrow('published already');
  });
});
