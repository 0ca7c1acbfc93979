import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Insider } from '../../../src/chat/who.ts';
import { answeredView } from '../../../src/partnerships/follow-up/views.ts';
import { read } from '../../chat/bot.ts';
import { SCHOOLS } from '../../networks/small-world.ts';
import { at, DAY_10, END, hoursAfter, type Pairs, PUBLISHED, pairsWorld, THREE_DAYS_ON, TUESDAY } from './pairs.ts';

let pairs: Pairs;
let ann: Insider;
let cy: Insider;
let lead: Insider;

beforeAll(async () => {
  pairs = await pairsWorld();
});
afterAll(() => pairs.close());
beforeEach(async () => {
  await pairs.anew();
  ann = await pairs.contact('ann', 'alder');
  cy = await pairs.contact('cy', 'cedar');
  lead = await pairs.coordinator('lead', 'fir');
});

const db = () => pairs.world.database.prisma;
const pair = async () => (await pairs.published([['alder', 'cedar']], PUBLISHED))[0] ?? '';
const met = (member: Insider, group: string, answer: string, now = DAY_10) =>
  pairs.world.together((app) => app.followUp.met(member, group, answer, now));

describe('"this is not working"', () => {
  const trouble = (member: Insider, group: string, said?: string, now = DAY_10) =>
    pairs.world.together((app) => app.followUp.trouble(member, pairs.network, group, said, now));

  it('goes to the coordinators alone, bars the pair for good and ends nothing', async () => {
    const group = await pair();
    const partnerLead = await pairs.coordinator('partnerLead', 'cedar');

    expect(await trouble(ann, group, 'They never <b>answer</b>')).toMatchObject({ told: 1 });
    await expect(trouble(ann, group, 'Again')).rejects.toThrow('have heard this from your school today');

    expect(await pairs.letters()).toEqual(['notice lead']);
    expect(await pairs.words(lead)).toContain(
      'In private: Alder School, London (London) says that its partnership with Cedar School',
    );
    expect(await pairs.words(lead)).toContain('They never <b>answer</b>');
    expect(await db().delivery.count({ where: { memberId: { in: [cy.id, partnerLead.id] } } })).toBe(0);
    expect(await db().pairRule.findMany()).toEqual([
      expect.objectContaining({
        roundId: null,
        urnA: SCHOOLS.alder.urn,
        urnB: SCHOOLS.cedar.urn,
        kind: 'barred',
        cause: 'not-working',
      }),
    ]);
    expect((await db().roundGroup.findFirstOrThrow()).endedAt).toBeNull();
    await trouble(cy, group);
    expect(await db().pairRule.count()).toBe(1);
  });

  it('is followed by no further question to that school, and by no nudge', async () => {
    const group = await pair();
    await trouble(ann, group, undefined, at('2026-11-03T10:00'));
    for (const now of [TUESDAY, DAY_10, THREE_DAYS_ON, END]) await pairs.run(now);

    const letters = await pairs.letters();
    expect(letters.filter((one) => one === 'nudge ann')).toEqual([]);
    expect(letters.filter((one) => one === 'nudge cy')).toHaveLength(2);
    expect(letters.filter((one) => one.startsWith('notice'))).toEqual(['notice lead']);
  });

  it('says so when there is no coordinator to tell', async () => {
    const group = await pair();
    await db().member.updateMany({ data: { coordinator: false } });

    expect(await trouble(ann, group)).toMatchObject({ told: 0 });
  });
});

describe('quiet pairs', () => {
  it('asked at several times of one day make one notice, which counts them all and shows the first', async () => {
    const groups = await pairs.published(
      Array.from({ length: 10 }, () => ['alder', 'cedar'] as const).map((one) => [...one]),
      PUBLISHED,
    );
    for (const [index, id] of groups.entries())
      await db().roundGroup.update({
        where: { networkId_id: { networkId: pairs.net.id, id } },
        data: { nudgedAt: TUESDAY, askedMiddleAt: new Date(DAY_10.getTime() + index * 60_000) },
      });
    await pairs.run(THREE_DAYS_ON);
    expect(await pairs.letters()).toEqual([]);
    await pairs.run(hoursAfter(THREE_DAYS_ON, 1));
    await pairs.run(hoursAfter(THREE_DAYS_ON, 16));

    expect(await pairs.letters()).toEqual(['notice lead']);
    expect(await pairs.words(lead)).toMatch(/10 pairs are quiet so far.*And 2 more\./s);
  });
});

describe('three silent rounds', () => {
  async function silentRound(published: Date, work: (group: string) => Promise<unknown> = async () => {}): Promise<void> {
    const [group = ''] = await pairs.published([['alder', 'cedar']], published, { endsAt: hoursAfter(published, 24 * 20) });
    await work(group);
    for (let day = 0; day < 50; day++) await pairs.run(hoursAfter(published, 24 * day));
  }

  it('make a school inactive, with a kind word, a way back, and a line to the coordinators; once', async () => {
    const first = at('2027-01-11T12:00');
    for (const weeks of [0, 8, 16]) await silentRound(hoursAfter(first, weeks * 7 * 24));

    expect(await pairs.entry('cedar')).toMatchObject({ silentRounds: 3 });
    expect((await pairs.entry('cedar')).inactiveSince).not.toBeNull();
    expect(await pairs.words(cy)).toContain(
      'Cedar School has a rest from the rounds now. Nothing was heard from it in the last 3 of them.',
    );
    expect(await pairs.labels(cy)).toEqual(['We are back']);
    expect(await pairs.words(lead)).toContain('2 schools have been silent for 3 rounds');
    const told = await db().delivery.count({ where: { memberId: cy.id, kind: 'notice' } });
    expect(told).toBe(1);

    const status = await pairs.world.together((app) => app.partners.back(cy, cy.schoolUrn, END));
    expect(status.inactiveSince).toBeNull();
    expect(await pairs.entry('cedar')).toMatchObject({ silentRounds: 0, inactiveSince: null });
  });

  it('are in a row: any sign of life begins anew', async () => {
    const first = at('2027-01-11T12:00');
    await silentRound(first);
    await silentRound(hoursAfter(first, 8 * 7 * 24), (group) =>
      pairs.world.together((app) => app.followUp.inTouch(ann, group, hoursAfter(first, 8 * 7 * 24 + 1))),
    );

    expect(await pairs.entry('alder')).toMatchObject({ silentRounds: 0 });
    expect(await pairs.entry('cedar')).toMatchObject({ silentRounds: 2 });
    const late = (await db().roundGroup.findFirstOrThrow({ orderBy: { id: 'asc' } })).id;
    await met(cy, late, 'no', hoursAfter(first, 24 * 200));
    expect(await pairs.entry('cedar')).toMatchObject({ silentRounds: 0 });
  });

  it('are not counted of a school that is having a rest', async () => {
    await db().partnerSchool.updateMany({ where: { urn: SCHOOLS.cedar.urn }, data: { pausedUntil: at('2027-09-01T12:00') } });
    await silentRound(at('2027-01-11T12:00'));

    expect(await pairs.entry('alder')).toMatchObject({ silentRounds: 1 });
    expect(await pairs.entry('cedar')).toMatchObject({ silentRounds: 0 });
  });

  it('leave the way back beside a late answer', async () => {
    const group = await pair();
    await db().partnerSchool.updateMany({ data: { inactiveSince: END, silentRounds: 3 } });

    const answered = await met(cy, group, 'no', END);

    expect(answered.inactive).toBe(true);
    expect(read(answeredView(answered))).toContain('A short hello is often enough');
    expect(JSON.stringify(answeredView(answered))).toContain('We are back');
  });

  it('are not counted when the bot was down all the while', async () => {
    await pair();
    await pairs.run(at('2027-03-01T12:00'));

    expect(await pairs.entry('alder')).toMatchObject({ silentRounds: 0 });
    expect((await db().round.findFirstOrThrow()).silenceCountedAt).not.toBeNull();
    expect(await pairs.letters()).toEqual([]);
  });
});
