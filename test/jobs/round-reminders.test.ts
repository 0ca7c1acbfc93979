import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HomeNetwork, Insider } from '../../src/chat/who.ts';
import type { Page } from '../../src/jobs/job.ts';
import { roundReminders } from '../../src/jobs/round-reminders.ts';
import type { RoundSettings } from '../../src/partnerships/rounds/settings.ts';
import { read } from '../chat/bot.ts';
import { MONDAY, type Net, SCHOOLS, type SchoolKey, type SmallWorld, smallWorld } from '../networks/small-world.ts';

/** A round opened on MONDAY closes a week later at 17:00; two school days before is Thursday, at 15:00. */
const REMIND = new Date('2026-11-26T15:00:00Z');
const CLOSE = new Date('2026-11-30T17:00:00Z');
const HOUR_MS = 60 * 60 * 1000;
const later = (date: Date, hours: number) => new Date(date.getTime() + hours * HOUR_MS);

let world: SmallWorld;
let net: Net;
let network: HomeNetwork;
let lead: Insider;
let ann: Insider;
let bea: Insider;
let cat: Insider;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  net = await world.found('Trees');
  network = { id: net.id, name: 'Trees', timeZone: 'Europe/London' };
  lead = await world.join(net, 'Trees-admin', 'fir');
  ann = await taking('ann', 'alder');
  bea = await taking('bea', 'alder');
  cat = await taking('cat', 'cedar');
});

async function taking(userId: string, school: SchoolKey): Promise<Insider> {
  const member = await world.join(net, userId, school);
  await world.together((app) => app.partners.join(member, MONDAY));
  return member;
}
const open = (settings: RoundSettings = {}, now = MONDAY) =>
  world.together((app) => app.rounds.open(lead, network, 'Spring', now, settings));
const answer = (member: Insider, roundId: string, given: 'yes' | 'no' | 'pause') =>
  world.together((app) =>
    app.rounds.answer(member, network, { roundId, urn: member.schoolUrn, answer: given }, later(MONDAY, 1)),
  );
/** The job does everything on its first page. */
const PAGE: Page = { cursor: undefined, kept: (_, make) => make() };
const run = (now: Date) => world.together((app) => roundReminders.run(app, network, now, now, PAGE));
const letters = (key: string) =>
  world.database.prisma.delivery.findMany({
    where: { networkId: net.id, key: { contains: key } },
    orderBy: { key: 'asc' },
  });
const readers = async (key: string) => (await letters(key)).map((one) => one.memberId).toSorted();
const wordsOf = (letter: { view: unknown } | undefined) => read(letter?.view as never);
const came = (member: Insider, state: string, reason: string | null = null) =>
  world.database.prisma.delivery.updateMany({
    where: { networkId: net.id, memberId: member.id, kind: 'invitation' },
    data: { state, reason, attempts: 1 },
  });

describe('the reminder', () => {
  it('comes once, two school days before the end, to the contacts of schools without an answer', async () => {
    const { id } = await open();
    await answer(cat, id, 'no');

    await run(later(REMIND, -1));
    expect(await readers(':reminder:')).toEqual([]);
    expect(await run(REMIND)).toBe('2 people reminded');
    expect(await run(later(REMIND, 1))).toBe('nothing to do');

    expect(await readers(':reminder:')).toEqual([ann.id, bea.id].toSorted());
    expect(wordsOf((await letters(':reminder:'))[0])).toMatch(
      /^Spring: is Alder School in\? We have no answer from your school yet\.\nAnswers close on Monday 30 November, 17:00\. Without an answer your school is in\.\n\nThis is the only reminder\./,
    );
    const asked = await world.database.prisma.roundInvitation.findMany({ where: { roundId: id, remindedAt: { not: null } } });
    expect(asked.map((one) => one.urn)).toEqual([SCHOOLS.alder.urn]);
  });

  it('not sent yet goes when somebody of the school answers, and when the round is cancelled', async () => {
    const { id } = await open();
    await run(REMIND);

    await answer(bea, id, 'yes');
    expect(await readers(':reminder:')).toEqual([cat.id]);
    await world.together((app) => app.rounds.cancel(lead, network, id, REMIND));
    expect(await readers(':reminder:')).toEqual([]);
  });

  it.each(['published', 'cancelled'])('does not come in a round that is %s', async (state) => {
    const { id } = await open();
    await world.database.prisma.round.update({ where: { id }, data: { state } });

    expect(await run(REMIND)).toBe('no round asks');
    expect(await readers(':reminder:')).toEqual([]);
  });

  it('does not come on the heels of the invitation', async () => {
    await open({ closes: '2026-11-25' });

    expect(await run(later(MONDAY, 20))).toBe('nothing to do');
    expect(await readers(':reminder:')).toEqual([]);
  });

  it('late in the evening waits for the morning', async () => {
    await open();

    await run(later(REMIND, 6));

    expect((await letters(':reminder:'))[0]?.notBefore.toISOString()).toBe('2026-11-27T07:30:00.000Z');
  });

  it('knows nothing of another network', async () => {
    await open();
    const other = await world.found('Shrubs');

    const elsewhere = { id: other.id, name: 'Shrubs', timeZone: 'Europe/London' };
    await world.together((app) => roundReminders.run(app, elsewhere, REMIND, REMIND, PAGE));

    expect(await readers(':reminder:')).toEqual([]);
  });
});

describe('when the answers are in', () => {
  it('the coordinators are told once how they stand, with the way to a draft', async () => {
    const { id } = await open();
    await answer(ann, id, 'yes');
    await answer(cat, id, 'no');

    expect(await run(later(CLOSE, -1))).not.toContain('answers are in');
    expect(await run(CLOSE)).toBe('1 coordinators told that answers are in');
    expect(await run(later(CLOSE, 1))).toBe('nothing to do');

    const [told, ...more] = await letters(`closed:${id}`);
    expect(more).toEqual([]);
    expect(told?.memberId).toBe(lead.id);
    expect(wordsOf(told)).toContain('"Spring": answers are in. 1 yes, 1 not this time, 0 no answer.\n1 school would be paired.');
    expect(JSON.stringify(told?.view)).toContain('Draft the pairs');
  });

  it('a day that was moved is told of again, when it has come', async () => {
    const { id } = await open();
    await run(CLOSE);

    await world.together((app) => app.rounds.change(lead, network, id, { closes: '2026-12-04' }, later(CLOSE, 1)));

    await run(later(CLOSE, 2));
    expect(await letters(`closed:${id}`)).toHaveLength(1);
    await run(new Date('2026-12-04T17:00:00Z'));
    expect(await letters(`closed:${id}`)).toHaveLength(2);
  });
});

describe('an invitation that cannot arrive', () => {
  it('lets the second contact step up, who is told why', async () => {
    await open();
    await came(ann, 'undeliverable', 'they have no account where the bot is');
    await came(bea, 'sent');

    expect(await run(later(MONDAY, 1))).toBe('1 second contacts stepped up');
    expect(await run(later(MONDAY, 2))).toBe('nothing to do');

    expect(await world.app.partners.status(bea)).toMatchObject({ first: { name: 'bea' }, second: { name: 'ann' } });
    const [told] = await letters('contact:');
    expect(told?.memberId).toBe(bea.id);
    expect(wordsOf(told)).toContain('You are now first contact of Alder School, because ann can no longer be reached there.');
  });

  it('to anybody of a school is told to the coordinators once, and stands in the list', async () => {
    const { id } = await open();
    await came(ann, 'undeliverable', 'they closed their direct messages');
    await came(bea, 'sent');
    await came(cat, 'undeliverable', 'they closed their direct messages');

    expect(await run(later(MONDAY, 1))).toContain('1 coordinators told whom no invitation reached');
    expect(await run(later(MONDAY, 2))).toBe('nothing to do');

    const [told] = await letters(`uninvited:${id}`);
    expect(wordsOf(told)).toContain('cat, Cedar School: they closed their direct messages');
    expect(wordsOf(told)).not.toContain('ann');
    expect((await world.app.rounds.openRound(lead, id, MONDAY)).unreached).toEqual([
      { name: 'cat', school: 'Cedar School', reason: 'they closed their direct messages' },
    ]);
  });
});

describe('a school without a contact', () => {
  it('is told to the coordinators once, and again when it has lost the next one', async () => {
    const told = async () => (await letters('contactless:')).map(wordsOf);
    const move = async (member: Insider, name: string, now: Date) => {
      const moved = await world.join(net, name, 'damson');
      await world.together((app) => app.partners.changedSchool(net.id, member.id, moved.schoolUrn, now));
    };
    await move(cat, 'cat', later(MONDAY, 1));
    expect(await told()).toEqual([expect.stringContaining('Nobody to write to at Cedar School, Durham (North East)')]);
    await run(later(MONDAY, 2));
    expect(await told()).toHaveLength(1);

    const don = await taking('don', 'cedar');
    await run(later(MONDAY, 3));
    await move(don, 'don', later(MONDAY, 4));

    expect(await told()).toHaveLength(2);
  });
});
