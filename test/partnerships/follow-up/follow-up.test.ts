import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Insider } from '../../../src/chat/who.ts';
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

describe('a pair in which nobody writes', () => {
  it('is asked to begin, asked on day 10 and at the end, and its coordinators hear, each once', async () => {
    await pair();
    for (let hour = 0; hour < 24 * 70; hour += 5) await pairs.run(hoursAfter(PUBLISHED, hour));

    const letters = await pairs.letters();
    expect(letters.filter((one) => one.startsWith('nudge'))).toHaveLength(1 + 2 + 2);
    expect(letters.slice(1, 3).toSorted()).toEqual(['nudge ann', 'nudge cy']);
    expect(letters.filter((one) => one.startsWith('notice'))).toEqual(['notice lead']);
    expect(await pairs.entry('alder')).toMatchObject({ silentRounds: 1, inactiveSince: null });
    expect(await pairs.entry('cedar')).toMatchObject({ silentRounds: 1 });
  });

  it('offers one named person a first line that one press sends, once', async () => {
    const group = await pair();
    await pairs.run(TUESDAY);
    const [asked, other] = (await pairs.letters()).includes('nudge ann') ? [ann, cy] : [cy, ann];

    expect(await pairs.words(asked)).toContain(`Hello, I am ${asked.name} from ${asked === ann ? 'Alder' : 'Cedar'} School.`);
    expect(await pairs.labels(asked)).toEqual([
      'Send a hello',
      'Write my own words',
      'We are in touch already',
      'This is not working',
    ]);

    const hello = () => pairs.world.together((app) => app.followUp.hello(asked, pairs.network, group, TUESDAY));
    expect(await hello()).toMatchObject({ people: 1 });
    await expect(hello()).rejects.toThrow('Your hello was sent already.');
    expect(await pairs.words(other)).toContain('Which days are easiest for you?');
    expect((await pairs.side(group, asked === ann ? 'alder' : 'cedar')).wroteAt).toEqual(TUESDAY);
  });

  it('takes the request to begin back when somebody writes before it has left', async () => {
    const group = await pair();
    await pairs.run(TUESDAY);
    await pairs.world.together((app) =>
      app.rounds.write(ann, pairs.network, { groupId: group, to: '', words: 'Hello' }, TUESDAY),
    );

    expect((await pairs.letters()).filter((one) => one.startsWith('nudge'))).toEqual([]);
  });

  it('asks the school that has given least', async () => {
    const [old = ''] = await pairs.published([['alder', 'damson']], at('2026-09-14T10:00'), { endsAt: at('2026-09-30T10:00') });
    await db().roundGroupSchool.updateMany({ where: { groupId: old, urn: SCHOOLS.damson.urn }, data: { tried: 'yes' } });
    await db().round.updateMany({ data: { silenceCountedAt: PUBLISHED } });
    const groups = await pairs.published([['alder', 'cedar']], PUBLISHED);
    await pairs.run(TUESDAY);

    expect(groups).toHaveLength(1);
    expect(await pairs.letters()).toEqual(['nudge cy']);
  });
});

describe('the answers', () => {
  it('are one press, then another about trying; both may be pressed again', async () => {
    const group = await pair();
    await pairs.run(DAY_10);
    expect(await pairs.words(ann)).toContain('Have you met Cedar School, Durham (North East) yet?');
    expect(await pairs.labels(ann)).toEqual(['We met', 'It is planned', 'Not yet', 'This is not working']);

    const answered = await met(ann, group, 'yes');
    expect(answered).toMatchObject({ about: 'met', met: 'yes', metPairs: 1, pairs: 1, inactive: false });
    const tried = await pairs.world.together((app) => app.followUp.tried(ann, group, 'yes', DAY_10));
    expect(tried).toMatchObject({ about: 'tried', tried: 'yes' });
    expect(await pairs.side(group, 'alder')).toMatchObject({ met: 'yes', tried: 'yes', wroteAt: DAY_10 });

    await met(ann, group, 'no');
    expect(await pairs.side(group, 'alder')).toMatchObject({ met: 'no', tried: null });
    await met(ann, group, 'planned', THREE_DAYS_ON);
    expect(await pairs.side(group, 'alder')).toMatchObject({ met: 'planned' });
    expect(await pairs.side(group, 'cedar')).toMatchObject({ met: null, wroteAt: null });
  });

  it('may come from either contact of the school, and from nobody of another school or network', async () => {
    const group = await pair();
    const bea = await pairs.contact('bea', 'alder');
    const other = await pairs.world.found('Shrubs');
    const spy = await pairs.world.join(other, 'spy', 'alder');

    await met(bea, group, 'planned');
    expect(await pairs.side(group, 'alder')).toMatchObject({ met: 'planned' });
    for (const stranger of [lead, spy]) {
      await expect(met(stranger, group, 'yes')).rejects.toThrow('Your school is not one of those that were introduced here.');
      await expect(
        pairs.world.together((app) => app.followUp.trouble(stranger, pairs.network, group, undefined, DAY_10)),
      ).rejects.toThrow('Your school is not one of those that were introduced here.');
      await expect(pairs.world.together((app) => app.followUp.inTouch(stranger, group, DAY_10))).rejects.toThrow(
        'not one of those that were introduced here',
      );
    }
    await expect(met(ann, group, 'maybe')).rejects.toThrow('another version');
    await db().roundGroup.updateMany({ data: { endedAt: DAY_10 } });
    await expect(met(ann, group, 'yes')).rejects.toThrow('have since been parted');
  });

  it('before day 10 spare that side the question, and the other is asked', async () => {
    const group = await pair();
    await met(ann, group, 'yes', TUESDAY);
    await pairs.run(DAY_10);

    expect(await pairs.letters()).toEqual(['nudge cy']);
  });

  it('of one side only leave the other to be asked again at the end, and to a coordinator if it stays silent', async () => {
    const group = await pair();
    await pairs.run(TUESDAY);
    await pairs.run(DAY_10);
    await met(ann, group, 'no');
    await pairs.run(THREE_DAYS_ON);
    await pairs.run(END);

    expect(await pairs.words(lead)).toMatch(/Alder School has written or answered \(ann\)\nCedar School: no word \(cy\)/);
    expect((await pairs.letters()).filter((one) => one === 'notice lead')).toHaveLength(1);
    expect(await pairs.words(ann)).toContain('The round "Spring" is over. Did you meet');
  });

  it('are asked of all three of a trio', async () => {
    await pairs.contact('dee', 'damson');
    const [group = ''] = await pairs.published([['alder', 'cedar', 'damson']], PUBLISHED);
    await pairs.run(DAY_10);

    expect((await pairs.letters()).toSorted()).toEqual(['nudge ann', 'nudge cy', 'nudge dee']);
    expect(await pairs.words(ann)).toMatch(/Have you met Cedar School.* and Damson School.* yet\?/);
    await met(ann, group, 'yes');
    expect(await pairs.run(THREE_DAYS_ON)).toContain('0 coordinators told');
  });

  it('at the end ask only about trying when they had met', async () => {
    const group = await pair();
    await met(ann, group, 'yes');
    await pairs.run(END);

    expect(await pairs.words(ann)).toContain('Did you try one thing you heard from Cedar School');
    expect(await pairs.labels(ann)).toEqual(['Yes, we tried one', 'Not yet']);
    expect(await pairs.words(cy)).toContain('Did you meet Alder School');
  });
});

describe('people', () => {
  it('a contact who changed between is asked as the school has it now', async () => {
    await pair();
    const bea = await pairs.contact('bea', 'alder');
    const moved = await pairs.world.join(pairs.net, 'ann', 'elder');
    await pairs.world.together((app) => app.partners.changedSchool(pairs.net.id, moved.id, moved.schoolUrn, TUESDAY));
    await pairs.run(DAY_10);

    expect((await pairs.letters()).filter((one) => one.startsWith('nudge')).toSorted()).toEqual(['nudge bea', 'nudge cy']);
    expect(await pairs.words(bea)).toContain('Have you met Cedar School');
  });

  it('of a school without a contact nobody is asked, its partner is, and a coordinator hears why', async () => {
    await pair();
    await db().partnerSchool.updateMany({ where: { urn: SCHOOLS.cedar.urn }, data: { firstContactId: null } });
    await pairs.run(TUESDAY);
    await pairs.run(DAY_10);
    await pairs.run(THREE_DAYS_ON);

    expect(await pairs.letters()).toEqual(['nudge ann', 'notice lead']);
    expect(await pairs.words(lead)).toContain('Cedar School: no word (no contact)');
  });

  it('having a rest are not asked; their colleague is', async () => {
    await pair();
    const bea = await pairs.contact('bea', 'alder');
    await db().member.updateMany({ where: { id: { in: [ann.id, cy.id] } }, data: { pausedUntil: END } });
    await pairs.run(TUESDAY);
    await pairs.run(DAY_10);

    expect((await pairs.letters()).filter((one) => one.startsWith('nudge'))).toEqual(['nudge bea', 'nudge bea']);
    expect(await pairs.words(bea)).toContain('Have you met');
  });

  it('who were not reached pass the question to their colleague, once', async () => {
    await pair();
    const bea = await pairs.contact('bea', 'alder');
    await pairs.run(DAY_10);
    await db().delivery.updateMany({ where: { memberId: ann.id }, data: { state: 'undeliverable', reason: 'they left' } });
    await pairs.run(hoursAfter(DAY_10, 1));
    await pairs.run(hoursAfter(DAY_10, 16));

    expect((await pairs.letters()).toSorted()).toEqual(['nudge ann', 'nudge bea', 'nudge cy']);
    expect(await pairs.words(bea)).toContain('Have you met Cedar School');
    await db().delivery.updateMany({ where: { memberId: bea.id }, data: { state: 'undeliverable', reason: 'they left too' } });
    await pairs.run(hoursAfter(DAY_10, 17));
    await pairs.run(THREE_DAYS_ON);
    expect(await pairs.words(lead)).toMatch(/Alder School: no word \(ann, bea: they left/);
  });
});

describe('nothing is asked', () => {
  it('of pairs taken apart, of rounds that are cancelled, drafted or of another network, or outside school time', async () => {
    await pairs.published([['alder', 'cedar']], PUBLISHED);
    await db().roundGroup.updateMany({ data: { endedAt: TUESDAY } });
    for (const state of ['cancelled', 'drafted']) {
      const [id = ''] = await pairs.published([['alder', 'cedar']], PUBLISHED);
      await db().round.updateMany({ where: { groups: { some: { id } } }, data: { state } });
    }
    const other = await pairs.world.found('Shrubs');
    const run = (now: Date) => pairs.world.together((app) => app.followUp.run({ ...pairs.network, id: other.id }, now));

    for (const now of [TUESDAY, DAY_10, END]) {
      await pairs.run(now);
      expect(await run(now)).toBe('no round to follow up');
    }
    expect(await pairs.run(at('2026-11-12T19:00'))).toBe('schools are closed');
    expect(await pairs.letters()).toEqual([]);
  });

  it('too early of a pair made after publishing: its days begin with its introduction', async () => {
    await pair();
    const { id, roundId } = await db().roundGroup.findFirstOrThrow();
    const introduced = at('2026-11-10T11:00');
    const letter = { networkId: pairs.net.id, kind: 'introduction', view: {}, notBefore: introduced, createdAt: introduced };
    await db().delivery.create({
      data: { id: 'late', key: `introduction:${roundId}:${id}:${cy.id}`, memberId: cy.id, ...letter },
    });
    const nudges = async () => (await pairs.letters()).filter((one) => one.startsWith('nudge')).length;

    await pairs.run(TUESDAY);
    expect(await nudges()).toBe(0);
    await pairs.run(at('2026-11-11T11:00'));
    expect(await nudges()).toBe(1);
    await pairs.run(DAY_10);
    expect(await nudges()).toBe(1);
    await pairs.run(at('2026-11-20T11:00'));
    expect(await nudges()).toBe(3);
  });
});
