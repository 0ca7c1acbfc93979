import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoPlatform } from '../../prisma/demo/demo.ts';
import { newId } from '../../src/database/id.ts';
import { nextSchoolTime, schoolDaysAfter } from '../../src/vocabulary/school-time.ts';
import type { Person } from '../kit/person.ts';
import { labelsOf } from '../kit/shown.ts';
import { eventually, startWorld, type World } from '../kit/world.ts';

/** A contact who closed their direct messages. */
const CLOSED = 'Rhys Onions';

interface Side {
  urn: number;
  memberId: string;
  person: Person;
}

let world: World;
/** Two pairs, each across both platforms. The Discord side of the second has not asked for private messages. */
let [anna, bob, cleo, dan]: Side[] = [];
let pairs: [string, string];

beforeAll(async () => {
  world = await startWorld();
  const slack = await sides('slack');
  const discord = await sides('discord');
  [anna, dan] = slack;
  [bob, cleo] = discord;
  await world.database.prisma.account.updateMany({ where: { memberId: cleo?.memberId ?? '' }, data: { privateMessages: null } });
  pairs = await published([urnOf(anna), urnOf(bob)], [urnOf(cleo), urnOf(dan)]);
});
afterAll(() => world?.close());

/** Schools whose first contact is on this platform alone. */
async function sides(platform: DemoPlatform) {
  const entries = await world.database.prisma.partnerSchool.findMany({
    where: { leftAt: null, first: { accounts: { some: { platform }, every: { platform } }, pausedUntil: null } },
    include: { first: true },
    orderBy: { urn: 'asc' },
  });
  return entries.flatMap(({ urn, first }) =>
    first && first.name !== CLOSED && !first.coordinator
      ? [{ urn, memberId: first.id, person: world.person(platform, first.name) }]
      : [],
  );
}

/** A round with these pairs, published now. */
async function published(...schools: number[][]): Promise<[string, string]> {
  const { id: networkId } = await world.database.prisma.network.findFirstOrThrow();
  const round = newId();
  const common = { networkId, roundId: round, score: 1, reasons: [] };
  const now = world.week.monday;
  await world.database.prisma.round.create({
    data: { id: round, networkId, name: 'Spring', state: 'published', seed: 1, openedAt: now, publishedAt: now },
  });
  const ids: [string, string] = [newId(), newId()];
  for (const [position, id] of ids.entries()) {
    await world.database.prisma.roundGroup.create({ data: { id, position, ...common } });
    const urns = schools[position] ?? [];
    await world.database.prisma.roundGroupSchool.createMany({ data: urns.map((urn) => ({ networkId, groupId: id, urn })) });
  }
  return ids;
}

const urnOf = (side: Side | undefined) => side?.urn ?? 0;
const of = (side: Side | undefined): Person => {
  if (!side) throw new Error('the demo has no such contact');
  return side.person;
};
const direct = (side: Side | undefined, words: string) =>
  of(side)
    .sees('direct')
    .filter((message) => message.text.includes(words));
const row = (side: Side | undefined, group: string) =>
  world.database.prisma.roundGroupSchool.findUniqueOrThrow({ where: { groupId_urn: { groupId: group, urn: urnOf(side) } } });
const daysOn = (days: number) =>
  nextSchoolTime(DateTime.fromJSDate(world.week.monday, { zone: 'Europe/London' }).plus({ days, minutes: 1 }).toJSDate());
const GO_FIRST = 'Would you go first?';
const MET_YET = 'Have you met';

describe('following up, on both platforms', () => {
  it('asks one person of a silent pair, the next school day, with a hello that one press sends', async () => {
    await world.moveTo(daysOn(1));
    const [asked, other] = await eventually(() => {
      const nudged = [anna, bob].filter((one) => direct(one, GO_FIRST).length > 0);
      expect(nudged).toHaveLength(1);
      return nudged[0] === anna ? [anna, bob] : [bob, anna];
    });

    expect(labelsOf(direct(asked, GO_FIRST)[0] ?? never())).toEqual([
      'Send a hello',
      'Write my own words',
      'We are in touch already',
      'This is not working',
    ]);
    expect(await of(asked).press('Send a hello')).toMatch(/Your hello is on its way to . (person|people) at /);
    expect(await of(asked).press('Send a hello')).toContain('Your hello was sent already.');
    await eventually(() => expect(direct(other, `Hello, I am ${of(asked).name} from `)).toHaveLength(1));
  });

  it('asks both sides on day 10, and takes their answers with one press, changed by another', async () => {
    await world.moveTo(daysOn(10));
    await eventually(() => {
      for (const side of [anna, bob]) expect(direct(side, MET_YET)).toHaveLength(1);
    });

    const met = await of(anna).press('We met');
    const tried = await of(anna).press('Yes, we tried one');
    const notYet = await of(bob).press('Not yet');
    const planned = await of(bob).press('It is planned');

    expect(met).toContain('Good to hear. You are the first of this round to say so.');
    expect(tried).toContain('has now been tried at');
    expect(notYet).toContain('That is fine; terms are full.');
    expect(planned).toContain('Enjoy the talk.');
    expect(await row(anna, pairs[0])).toMatchObject({ met: 'yes', tried: 'yes' });
    expect(await row(bob, pairs[0])).toMatchObject({ met: 'planned' });
  });

  it('asks who wants no private messages behind a button in the channel, which only they can open', async () => {
    const waiting = of(cleo)
      .sees('announcements')
      .filter((message) => message.text.includes('There is a message for you.'));
    expect(waiting.map((message) => message.text).join()).not.toContain(MET_YET);

    const read = await of(cleo).press('Read it');
    expect(read).toMatch(/Have you met|Would you go first/);
    expect(
      of(cleo)
        .came()
        .every((message) => message.onlyYou),
    ).toBe(true);
    expect(await of(bob).press('Read it')).toContain('This message is for somebody else.');
  });

  it('carries "this is not working" to the coordinators alone', async () => {
    await of(cleo).press('Read it');
    await of(cleo).press('This is not working');
    const said = await of(cleo).fill({ 'Anything to add?': 'Three *weeks* and no answer' });
    await world.bot.outbox.drain();

    expect(said).toMatch(/Thank you for saying so\. .* will hear it, and nobody else\./);
    for (const coordinator of [world.person('slack', 'Petra Wolstenholme'), world.person('discord', 'Verity Colclough')])
      await eventually(() => expect(coordinator.sees('direct').at(-1)?.text).toContain('Three *weeks* and no answer'));
    expect(of(dan).seesAnywhere()).not.toContain('not working.');
    expect(await world.database.prisma.pairRule.findMany()).toEqual([
      expect.objectContaining({ roundId: null, kind: 'barred', cause: 'not-working' }),
    ]);
    expect((await row(cleo, pairs[1])).troubleAt).not.toBeNull();
  });

  it('asks at the end only what is not known yet', async () => {
    await world.moveTo(daysOn(42));
    await eventually(() => expect(direct(bob, 'The round "Spring" is over. Did you meet')).toHaveLength(1));

    expect(await of(bob).press('We met')).toContain('Did you try one thing of theirs?');
    expect(direct(anna, 'is over')).toEqual([]);
  });

  it('lets a school that was silent three times rest, kindly, and back with one press', async () => {
    await world.database.prisma.partnerSchool.updateMany({ where: { urn: urnOf(dan) }, data: { silentRounds: 2 } });
    await world.moveTo(new Date(schoolDaysAfter(daysOn(42), 5).getTime() + 60 * 60 * 1000));

    await eventually(() => expect(direct(dan, 'has a rest from the rounds now')).toHaveLength(1));
    expect(await of(dan).press('We are back')).toContain('Welcome back.');
    const entry = await world.database.prisma.partnerSchool.findFirstOrThrow({ where: { urn: urnOf(dan) } });
    expect(entry).toMatchObject({ inactiveSince: null, silentRounds: 0 });
  });

  it('was understood by both platforms', () => {
    expect(world.complaints()).toEqual([]);
  });
});

function never(): never {
  throw new Error('no message');
}
