import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, type SchoolClock } from '../../../src/partnerships/follow-up/calendar.ts';
import {
  type Ask,
  dueNow,
  type FollowedGroup,
  type FollowedSchool,
  questionFor,
  windowsOf,
} from '../../../src/partnerships/follow-up/rules.ts';
import { isHeard } from '../../../src/partnerships/follow-up/silence.ts';

const HOUR_MS = 60 * 60 * 1000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const YEAR = Date.parse('2026-09-01T00:00:00Z');
/** A round's six weeks, the answers after it, and a long holiday. */
const HOURS = 24 * 7 * 13;

/** The real calendar, asked the same questions many times. */
function remembering(clock: SchoolClock): SchoolClock {
  const known = new Map<string, unknown>();
  const once = <T>(key: string, work: () => T): T => {
    if (!known.has(key)) known.set(key, work());
    return known.get(key) as T;
  };
  return {
    isOpen: (at) => once(`open ${at.getTime()}`, () => clock.isOpen(at)),
    next: (at) => once(`next ${at.getTime()}`, () => clock.next(at)),
    after: (at, days) => once(`after ${at.getTime()} ${days}`, () => clock.after(at, days)),
  };
}
const calendar = remembering(calendarOf('Europe/London'));

interface Sent extends Ask {
  at: Date;
}

/** What happens to a round: answers that come, people who rest, hours in which the bot is down. */
const stories = fc.record({
  publishedHour: fc.integer({ min: 0, max: 24 * 300 }),
  publishedMinute: fc.integer({ min: 0, max: 59 }),
  weeks: fc.option(fc.integer({ min: 1, max: 8 })),
  sizes: fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 1, maxLength: 4 }),
  /** A contact shared by the first schools of two groups, as in two rounds at once. */
  shared: fc.boolean(),
  lateHours: fc.integer({ min: 0, max: 24 * 20 }),
  down: fc.array(fc.record({ from: fc.integer({ min: 0, max: HOURS }), hours: fc.integer({ min: 1, max: 71 }) }), {
    maxLength: 6,
  }),
  events: fc.array(
    fc.record({
      hour: fc.integer({ min: 0, max: HOURS }),
      school: fc.nat(11),
      what: fc.constantFrom('wrote', 'yes', 'planned', 'no', 'tried', 'trouble', 'apart'),
    }),
    { maxLength: 6 },
  ),
});
type Story = typeof stories extends fc.Arbitrary<infer T> ? T : never;

/** Lives through a story hour by hour, as the job and the store do, and returns what was sent. */
function live(story: Story): { sent: Sent[]; groups: FollowedGroup[]; runs: Date[]; history: Map<number, FollowedGroup[]> } {
  const start = YEAR + story.publishedHour * HOUR_MS + story.publishedMinute * 60_000;
  const publishedAt = new Date(start);
  const endsAt = story.weeks === null ? null : new Date(start + story.weeks * WEEK_MS);
  let urn = 0;
  let groups = story.sizes.map(
    (size, index): FollowedGroup => ({
      id: `g${index}`,
      publishedAt,
      introducedAt: index === 1 ? new Date(start + story.lateHours * HOUR_MS) : publishedAt,
      endsAt,
      nudgedAt: null,
      askedMiddleAt: null,
      askedEndAt: null,
      endedAt: null,
      schools: Array.from({ length: size }, (_, place) => fresh(++urn, story.shared && place === 0 ? 'shared' : `p${urn}`)),
    }),
  );
  const sent: Sent[] = [];
  const runs: Date[] = [];
  const history = new Map<number, FollowedGroup[]>();
  for (let hour = 0; hour < HOURS; hour++) {
    for (const event of story.events.filter((one) => one.hour === hour))
      groups = groups.map((group) => after(group, event, hour, start));
    if (story.down.some((one) => hour >= one.from && hour < one.from + one.hours)) continue;
    const now = new Date(Math.ceil(start / HOUR_MS) * HOUR_MS + hour * HOUR_MS);
    if (!calendar.isOpen(now)) continue;
    runs.push(now);
    const known = groups.map((group) => withNudges(group, sent, now));
    history.set(now.getTime(), known);
    const { asks, done } = dueNow(known, now, calendar);
    sent.push(...asks.map((ask) => ({ ...ask, at: now })));
    groups = groups.map((group) => marked(group, asks, done, now));
  }
  return { sent, groups, runs, history };
}

function fresh(urn: number, contact: string): FollowedSchool {
  const silent = { wroteAt: null, met: null, tried: null, troubleAt: null };
  return { urn, ...silent, given: 0, people: [{ id: contact, resting: false, lastNudge: null }], asked: [] };
}

function after(group: FollowedGroup, event: Story['events'][number], hour: number, start: number): FollowedGroup {
  const at = new Date(start + hour * HOUR_MS);
  if (!group.schools.some((one) => one.urn === event.school)) return group;
  if (event.what === 'apart') return { ...group, endedAt: at };
  const sign = {
    wrote: { wroteAt: at },
    yes: { met: 'yes' },
    planned: { met: 'planned' },
    no: { met: 'no' },
    tried: { met: 'yes', tried: 'yes' },
    trouble: { troubleAt: at },
  }[event.what];
  return { ...group, schools: group.schools.map((one) => (one.urn === event.school ? { ...one, ...sign } : one)) };
}

function withNudges(group: FollowedGroup, sent: readonly Sent[], now: Date): FollowedGroup {
  const last = (id: string) =>
    sent.findLast((one) => one.memberId === id && now.getTime() - one.at.getTime() < WEEK_MS)?.at ?? null;
  const schools = group.schools.map((one) => ({
    ...one,
    people: one.people.map((person) => ({ ...person, lastNudge: last(person.id) })),
  }));
  return { ...group, schools };
}

function marked(group: FollowedGroup, asks: readonly Ask[], done: ReturnType<typeof dueNow>['done'], now: Date): FollowedGroup {
  const isDone = (step: string) => done.some((one) => one.groupId === group.id && one.step === step);
  const asked = (urn: number) => asks.filter((one) => one.groupId === group.id && one.urn === urn).map((one) => one.step);
  return {
    ...group,
    ...(isDone('nudge') && { nudgedAt: now }),
    ...(isDone('middle') && { askedMiddleAt: now }),
    ...(isDone('end') && { askedEndAt: now }),
    schools: group.schools.map((one) => ({ ...one, asked: [...one.asked, ...asked(one.urn)] })),
  };
}

const always = (check: (story: Story) => void) =>
  fc.assert(fc.property(stories, check), { numRuns: 60, examples: [[INTO_SUMMER]] });

/** The end question falls on the last days of the summer term, and the bot is down until schools have closed. */
const INTO_SUMMER: Story = {
  ...{ publishedHour: 6728, publishedMinute: 1, weeks: null, sizes: [2], shared: false, lateHours: 0, events: [] },
  down: [0, 0, 0, 0].map((from) => ({ from, hours: 1 })).concat({ from: 946, hours: 34 }),
};

/** Whether the middle question comes within the days in which a nudge may still be late. */
function isCrowded(story: Story): boolean {
  const publishedAt = new Date(YEAR + story.publishedHour * HOUR_MS + story.publishedMinute * 60_000);
  const { nudge, middle } = windowsOf({ publishedAt, introducedAt: publishedAt, endsAt: null }, calendar);
  return middle.from < nudge.until;
}

describe('whenever the job runs, and however long the bot was down', () => {
  it('each question comes at most once to a school, and one nudge to a pair', () => {
    always((story) => {
      const { sent } = live(story);
      const keys = sent.map((one) => (one.step === 'nudge' ? `nudge ${one.groupId}` : `${one.step} ${one.groupId} ${one.urn}`));
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  it('nothing comes outside school time, before it is due, or to a pair taken apart', () => {
    always((story) => {
      const { sent, history } = live(story);
      for (const one of sent) {
        const group = history.get(one.at.getTime())?.find((other) => other.id === one.groupId);
        expect(calendar.isOpen(one.at)).toBe(true);
        expect(group?.endedAt).toBeNull();
        if (group) expect(one.at >= windowsOf(group, calendar)[one.step].from).toBe(true);
      }
    });
  });

  it('nobody is asked for anything twice in a week', () => {
    always((story) => {
      const { sent } = live(story);
      for (const [index, one] of sent.entries())
        for (const other of sent.slice(index + 1))
          if (one.memberId === other.memberId) expect(other.at.getTime() - one.at.getTime()).toBeGreaterThanOrEqual(WEEK_MS);
    });
  });

  it('nobody is asked what is known already', () => {
    always((story) => {
      const { sent, history } = live(story);
      for (const one of sent) {
        const group = history.get(one.at.getTime())?.find((other) => other.id === one.groupId);
        const school = group?.schools.find((other) => other.urn === one.urn);
        if (one.step === 'nudge') expect(group?.schools.some(isHeard)).toBe(false);
        else expect(school && questionFor(school, one.step)).toBe(one.about);
      }
    });
  });

  it('a silent pair hears every question, if the bot was never down for three days', () => {
    always((story) => {
      const { sent } = live({ ...story, events: [], shared: false, weeks: null, lateHours: 0, down: apart(story.down) });
      for (const [index, size] of story.sizes.entries()) {
        const steps = sent.filter((one) => one.groupId === `g${index}`).map((one) => one.step);
        const questions = [...Array(size).fill('middle'), ...Array(size).fill('end')];
        expect(steps.filter((one) => one !== 'nudge').toSorted()).toEqual(questions.toSorted());
        // Introduced just before a holiday, a pair is asked how it goes as soon as it would be nudged: one question is enough.
        const nudged = steps.includes('nudge') || isCrowded(story);
        expect(nudged).toBe(true);
      }
    });
  });

  it('a school that was never asked had answered, or its contact was busy each time', () => {
    always((story) => {
      const { sent, runs, history } = live(story);
      for (const now of runs)
        for (const group of history.get(now.getTime()) ?? []) {
          const window = windowsOf(group, calendar).end;
          if (group.endedAt !== null || group.askedEndAt !== null || now < window.from || now >= window.until) continue;
          for (const school of group.schools) {
            const busy = sent.some(
              (one) => one.memberId === school.people[0]?.id && one.at <= now && now.getTime() - one.at.getTime() < WEEK_MS,
            );
            const asked = sent.some(
              (one) => one.step === 'end' && one.groupId === group.id && one.urn === school.urn && one.at <= now,
            );
            expect(asked || busy || questionFor(school, 'end') === undefined).toBe(true);
          }
        }
    });
  });
});

/** Downtimes that do not run into each other: in the middle of the round every ten days. */
function apart(down: Story['down']): Story['down'] {
  return down.map((one, index) => ({ from: index * 240 + (one.from % 100), hours: one.hours }));
}
