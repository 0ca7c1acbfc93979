import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../src/partnerships/follow-up/calendar.ts';
import {
  dueNow,
  type FollowedGroup,
  type FollowedPerson,
  type FollowedSchool,
  windowsOf,
} from '../../../src/partnerships/follow-up/rules.ts';
import { isOver, isQuiet } from '../../../src/partnerships/follow-up/silence.ts';

const calendar = calendarOf('Europe/London');
/** A Monday in term, 16:00. */
const PUBLISHED = new Date('2026-11-02T16:00:00Z');
const at = (iso: string) => new Date(`${iso}:00Z`);

const person = (id: string, more: Partial<FollowedPerson> = {}): FollowedPerson => ({
  id,
  resting: false,
  lastNudge: null,
  ...more,
});
const school = (urn: number, more: Partial<FollowedSchool> = {}): FollowedSchool => ({
  urn,
  wroteAt: null,
  met: null,
  tried: null,
  troubleAt: null,
  given: 0,
  people: [person(`first of ${urn}`), person(`second of ${urn}`)],
  asked: [],
  ...more,
});
const group = (more: Partial<FollowedGroup> = {}): FollowedGroup => ({
  id: 'g1',
  publishedAt: PUBLISHED,
  introducedAt: PUBLISHED,
  endsAt: null,
  nudgedAt: null,
  askedMiddleAt: null,
  askedEndAt: null,
  endedAt: null,
  schools: [school(1), school(2)],
  ...more,
});
const asks = (one: FollowedGroup, now: Date) =>
  dueNow([one], now, calendar).asks.map((ask) => `${ask.step} ${ask.about} ${ask.memberId}`);

const TUESDAY = at('2026-11-03T16:00');
const DAY_10 = at('2026-11-12T16:00');
const END = at('2026-12-14T16:00');

describe('the dates of a round', () => {
  const from = (introduced: string, endsAt: string | null = null) => {
    const windows = windowsOf(
      { publishedAt: at(introduced), introducedAt: at(introduced), endsAt: endsAt === null ? null : at(endsAt) },
      calendar,
    );
    return [windows.nudge.from, windows.middle.from, windows.end.from].map((one) => one.toISOString().slice(0, 16));
  };

  it('are a school day, ten days and six weeks after the introduction', () => {
    expect(from('2026-11-02T16:00')).toEqual(['2026-11-03T16:00', '2026-11-12T16:00', '2026-12-14T16:00']);
  });

  it('wait for schools to be open: an evening, a weekend, Christmas', () => {
    expect(from('2026-11-06T20:00')).toEqual(['2026-11-10T07:30', '2026-11-19T07:30', '2027-01-04T07:30']);
    expect(from('2026-12-18T15:00')[0]).toBe('2027-01-04T15:00');
    expect(from('2026-12-10T15:00')[1]).toBe('2027-01-04T07:30');
  });

  it('end when the round says, but not before a pair has had two weeks', () => {
    expect(from('2026-11-02T16:00', '2026-11-27T17:00')[2]).toBe('2026-11-27T17:00');
    expect(from('2026-11-26T16:00', '2026-11-27T17:00')[2]).toBe('2026-12-10T16:00');
  });
});

describe('a nudge', () => {
  it('goes to one person, a school day after the introduction, and not before', () => {
    expect(asks(group(), at('2026-11-03T15:59'))).toEqual([]);
    expect(asks(group(), TUESDAY)).toHaveLength(1);
    expect(dueNow([group()], TUESDAY, calendar).done).toEqual([{ groupId: 'g1', step: 'nudge' }]);
  });

  it('goes to the first contact of the school that has given least; a hash decides between equals, always the same', () => {
    expect(asks(group({ schools: [school(1, { given: 2 }), school(2, { given: 1 })] }), TUESDAY)).toEqual([
      'nudge begin first of 2',
    ]);
    expect(asks(group({ schools: [school(1), school(2)] }), TUESDAY)).toEqual(
      asks(group({ schools: [school(2), school(1)] }), TUESDAY),
    );
    const asked = new Set(
      Array.from({ length: 20 }, (_, index) => asks(group({ id: `g${index}` }), TUESDAY)[0]?.replace('nudge begin ', '')),
    );
    expect(asked).toEqual(new Set(['first of 1', 'first of 2']));
  });

  it.each([
    ['wrote', { wroteAt: PUBLISHED }],
    ['met', { met: 'yes' }],
    ['answered', { met: 'no' }],
    ['says it is not working', { troubleAt: PUBLISHED }],
  ])('is not needed when one side %s', (_, sign) => {
    expect(asks(group({ schools: [school(1), school(2, sign)] }), TUESDAY)).toEqual([]);
  });

  it('passes over people having a rest and people nudged this week', () => {
    const resting = person('resting', { resting: true });
    const nudged = person('nudged', { lastNudge: at('2026-10-28T16:00') });
    const two = school(2, { given: 5 });

    expect(asks(group({ schools: [school(1, { people: [resting, person('b')] }), two] }), TUESDAY)).toEqual(['nudge begin b']);
    expect(asks(group({ schools: [school(1, { people: [nudged] }), two] }), TUESDAY)).toEqual(['nudge begin first of 2']);
    expect(asks(group({ schools: [school(1, { people: [nudged] }), two] }), at('2026-11-04T16:00'))).toEqual([
      'nudge begin nudged',
    ]);
  });

  it('asks nobody to write to a school without a contact', () => {
    const nobody = school(2, { people: [] });

    expect(asks(group({ schools: [school(1), nobody] }), TUESDAY)).toEqual([]);
    expect(asks(group({ schools: [school(1, { given: 1 }), nobody, school(3, { given: 2 })] }), TUESDAY)).toEqual([
      'nudge begin first of 1',
    ]);
  });

  it('is asked once, and not of a pair taken apart, nor after four school days', () => {
    expect(asks(group({ nudgedAt: TUESDAY }), at('2026-11-03T17:00'))).toEqual([]);
    expect(asks(group({ endedAt: TUESDAY }), TUESDAY)).toEqual([]);
    expect(asks(group(), at('2026-11-09T15:59'))).toHaveLength(1);
    expect(asks(group(), at('2026-11-09T16:00'))).toEqual([]);
  });

  it('never comes in the evening or at a weekend', () => {
    for (const closed of ['2026-11-03T18:00', '2026-11-04T07:00', '2026-11-07T12:00'])
      expect(asks(group(), at(closed))).toEqual([]);
  });
});

describe('on day 10', () => {
  it('both sides are asked, by their first contacts', () => {
    expect(asks(group(), DAY_10)).toEqual(['middle met first of 1', 'middle met first of 2']);
    expect(dueNow([group()], DAY_10, calendar).done).toEqual([{ groupId: 'g1', step: 'middle' }]);
  });

  it('all three of a trio are', () => {
    expect(asks(group({ schools: [school(1), school(2), school(3)] }), DAY_10)).toHaveLength(3);
  });

  it('a side that has said it met is not, nor one for which it is not working; one that said no or "planned" is', () => {
    const answered = (sign: object) => asks(group({ schools: [school(1, sign), school(2)] }), DAY_10);

    expect(answered({ met: 'yes' })).toEqual(['middle met first of 2']);
    expect(answered({ troubleAt: PUBLISHED })).toEqual(['middle met first of 2']);
    expect(answered({ met: 'no' })).toHaveLength(2);
    expect(answered({ met: 'planned' })).toHaveLength(2);
    expect(asks(group({ schools: [school(1, { met: 'yes' }), school(2, { met: 'yes' })] }), DAY_10)).toEqual([]);
  });

  it('somebody nudged this week is asked when the week is over, the other side at once', () => {
    const nudged = school(1, { people: [person('a', { lastNudge: at('2026-11-06T16:00') })] });
    const first = dueNow([group({ schools: [nudged, school(2)] })], DAY_10, calendar);
    const asked = school(2, { asked: ['middle'] });

    expect(first.asks.map((ask) => ask.urn)).toEqual([2]);
    expect(first.done).toEqual([]);
    expect(asks(group({ schools: [nudged, asked] }), at('2026-11-13T15:59'))).toEqual([]);
    expect(asks(group({ schools: [nudged, asked] }), at('2026-11-13T16:00'))).toEqual(['middle met a']);
  });

  it('a school with nobody, or whose people have a rest, is passed over for good', () => {
    const due = dueNow(
      [group({ schools: [school(1, { people: [] }), school(2, { people: [person('b', { resting: true })] })] })],
      DAY_10,
      calendar,
    );

    expect(due).toEqual({ asks: [], done: [{ groupId: 'g1', step: 'middle' }] });
  });

  it('nobody is, when the end is a week away', () => {
    expect(asks(group({ endsAt: at('2026-11-18T16:00') }), DAY_10)).toEqual([]);
  });
});

describe('at the end', () => {
  it('both sides are asked what is not known yet', () => {
    const end = (sign: object) => asks(group({ schools: [school(1, sign), school(2, { met: 'yes', tried: 'yes' })] }), END);

    expect(end({})).toEqual(['end met first of 1']);
    expect(end({ met: 'planned' })).toEqual(['end met first of 1']);
    expect(end({ met: 'yes' })).toEqual(['end tried first of 1']);
    expect(end({ met: 'yes', tried: 'no' })).toEqual(['end tried first of 1']);
    expect(end({ met: 'yes', tried: 'yes' })).toEqual([]);
  });

  it('a person with two pairs is asked for one a week: the end before the nudge', () => {
    const shared = person('both');
    const ending = group({ id: 'old', schools: [school(1, { people: [shared] }), school(2)] });
    const fresh = group({
      id: 'new',
      introducedAt: at('2026-12-11T15:00'),
      publishedAt: at('2026-12-11T15:00'),
      schools: [school(1, { people: [shared] }), school(3, { people: [person('c')], given: 9 })],
    });

    expect(dueNow([fresh, ending], END, calendar).asks.map((ask) => `${ask.groupId} ${ask.memberId}`)).toEqual([
      'old both',
      'old first of 2',
      'new c',
    ]);
  });
});

describe('silence', () => {
  const asked = { askedMiddleAt: DAY_10, endedAt: null };
  const THREE_DAYS_ON = at('2026-11-17T16:00');
  const quiet = (signs: object[], now = THREE_DAYS_ON) =>
    isQuiet({ ...asked, schools: signs.map((one, index) => school(index, one)) }, now, calendar);

  it('is told three school days after the middle question, of pairs in which a school was never heard', () => {
    expect(quiet([{}, {}])).toBe(true);
    expect(quiet([{ wroteAt: PUBLISHED }, {}])).toBe(true);
    expect(quiet([{ met: 'no' }, {}])).toBe(true);
    expect(quiet([{}, {}], at('2026-11-17T15:59'))).toBe(false);
    expect(quiet([{}, {}], at('2026-11-20T16:00'))).toBe(false);
  });

  it('is none when both were heard, when one says they met or will, or when the coordinators know', () => {
    expect(quiet([{ wroteAt: PUBLISHED }, { met: 'no' }])).toBe(false);
    expect(quiet([{ met: 'yes' }, {}])).toBe(false);
    expect(quiet([{ met: 'planned' }, {}])).toBe(false);
    expect(quiet([{ troubleAt: PUBLISHED }, {}])).toBe(false);
    expect(isQuiet({ ...asked, endedAt: DAY_10, schools: [school(1)] }, THREE_DAYS_ON, calendar)).toBe(false);
    expect(isQuiet({ ...asked, askedMiddleAt: null, schools: [school(1)] }, THREE_DAYS_ON, calendar)).toBe(false);
  });

  it('is not counted before there was time to answer, though the summer holidays came in between', () => {
    const end = at('2027-07-20T14:00');
    const asked = calendar.next(at('2027-08-30T08:00'));
    const over = (unasked: number, lastAskedAt: Date | null, now: Date) => isOver({ end, unasked, lastAskedAt }, now, calendar);

    expect(asked.getTime() - end.getTime()).toBeGreaterThan(35 * 24 * 60 * 60 * 1000);
    expect(over(1, null, asked)).toBe(false);
    expect(over(0, asked, asked)).toBe(false);
    expect(over(0, asked, calendar.after(asked, 5))).toBe(true);
    expect(over(1, null, calendar.after(asked, 10))).toBe(true);
  });

  it('is not counted of a pair that was asked long after the others, until it had time to answer', () => {
    const asked = at('2027-09-02T08:00');
    const over = (now: Date) => isOver({ end: at('2027-07-05T14:00'), unasked: 0, lastAskedAt: asked }, now, calendar);

    expect(over(asked)).toBe(false);
    expect(over(calendar.after(asked, 4))).toBe(false);
    expect(over(calendar.after(asked, 5))).toBe(true);
  });

  it('is counted five school days after everybody was asked, or five weeks after the end', () => {
    const over = (unasked: number, lastAskedAt: Date | null, now: string) =>
      isOver({ end: END, unasked, lastAskedAt }, at(now), calendar);

    // Friday 18 December is the last day of term: five school days after Monday 14 is Monday 4 January.
    expect(over(0, END, '2027-01-04T15:59')).toBe(false);
    expect(over(0, END, '2027-01-04T16:00')).toBe(true);
    expect(over(1, END, '2027-01-04T16:00')).toBe(false);
    expect(over(1, null, '2027-01-18T16:00')).toBe(true);
    expect(over(0, null, '2026-12-14T16:00')).toBe(true);
  });
});
