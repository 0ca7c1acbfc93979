import { createHash } from 'node:crypto';
import { FRESH_DAYS, type SchoolClock } from './calendar.ts';
import { isHeard, type Signs } from './silence.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** "Day 10": both sides are asked whether they met (domain.md 6, story 6). */
const MIDDLE_MS = 10 * DAY_MS;
/** How long a round lasts when nobody said: a half-term. */
const ROUND_MS = 42 * DAY_MS;
/** A pair introduced late in the round has at least so long before it is asked how it went. */
const AT_LEAST_MS = 14 * DAY_MS;
/** So long before the end question the middle one is not worth asking any more. */
const NEAR_END_MS = 7 * DAY_MS;
/** So long after the round's end the end question is still asked; the summer holidays are longer, so school days count too. */
const END_FRESH_MS = 21 * DAY_MS;
/** Nobody is nudged twice within this (domain.md 4.4: at most one a week). */
export const NUDGE_PAUSE_MS = 7 * DAY_MS;

/** The three times somebody is asked: to begin, half-way, at the end. */
export const STEPS = ['nudge', 'middle', 'end'] as const;
/** One of them. */
export type Step = (typeof STEPS)[number];

/** A contact of a school. */
export interface FollowedPerson {
  id: string;
  resting: boolean;
  /** When they were last nudged about anything, within the last week. */
  lastNudge: Date | null;
}

/** A school of a pair or trio, and what is known of it. */
export interface FollowedSchool extends Signs {
  urn: number;
  /** How many partners of past rounds tried something of this school's. */
  given: number;
  /** First contact, then second; those there are. */
  people: readonly FollowedPerson[];
  /** Steps at which this school was asked already. */
  asked: readonly Step[];
}

/** When a round was published and when it ends. */
export interface RoundDates {
  publishedAt: Date;
  /** Null: a half-term after publishing. */
  endsAt: Date | null;
}

/** A pair or trio of a published round. */
export interface FollowedGroup extends RoundDates {
  id: string;
  /** When its schools were introduced: the round's publishing, or later for a pair made after it. */
  introducedAt: Date;
  nudgedAt: Date | null;
  askedMiddleAt: Date | null;
  askedEndAt: Date | null;
  endedAt: Date | null;
  schools: readonly FollowedSchool[];
}

/** One person to be asked one thing. */
export interface Ask {
  groupId: string;
  step: Step;
  urn: number;
  memberId: string;
  /** 'begin': to write first; 'met' and 'tried': the two questions. */
  about: 'begin' | 'met' | 'tried';
}

/** What is due: whom to ask, and which groups are through with a step. */
export interface Due {
  asks: Ask[];
  done: { groupId: string; step: Step }[];
}

/** From when on a step is due, and until when it is worth doing late. */
export type Windows = Record<Step, { from: Date; until: Date }>;

/** The windows of a group. Every `from` is school time. */
export function windowsOf(group: RoundDates & { introducedAt: Date }, calendar: SchoolClock): Windows {
  const introduced = calendar.next(group.introducedAt);
  const nudge = calendar.after(introduced, 1);
  const end = calendar.next(later(endOf(group), plus(introduced, AT_LEAST_MS)));
  return {
    nudge: { from: nudge, until: calendar.after(nudge, FRESH_DAYS) },
    middle: { from: calendar.next(plus(introduced, MIDDLE_MS)), until: plus(end, -NEAR_END_MS) },
    end: { from: end, until: later(plus(end, END_FRESH_MS), calendar.after(end, FRESH_DAYS)) },
  };
}

/** The last instant of a round for its pairs. */
export function endOf(round: RoundDates): Date {
  return round.endsAt ?? plus(round.publishedAt, ROUND_MS);
}

/** Whether an instant is in a window. */
export function isWithin(window: { from: Date; until: Date }, now: Date): boolean {
  return window.from <= now && now < window.until;
}

/** Who is to be asked what now. Nothing outside school time; nobody twice in a week, counting this call too. */
export function dueNow(groups: readonly FollowedGroup[], now: Date, calendar: SchoolClock): Due {
  const due: Due = { asks: [], done: [] };
  if (!calendar.isOpen(now)) return due;
  const nudgedNow = new Set<string>();
  const free = (person: FollowedPerson) =>
    !person.resting &&
    !nudgedNow.has(person.id) &&
    (person.lastNudge === null || now.getTime() - person.lastNudge.getTime() >= NUDGE_PAUSE_MS);
  const alive = groups.filter((group) => group.endedAt === null);
  const windows = rememberedWindows(calendar);
  // The end question first: where somebody can be asked only one thing this week, it is the one that cannot wait.
  for (const step of ['end', 'middle', 'nudge'] as const) {
    for (const group of alive) {
      if (doneAt(group, step) !== null || !isWithin(windows(group)[step], now)) continue;
      const { asks, waiting } = step === 'nudge' ? toBegin(group, free) : toAnswer(group, step, free);
      for (const ask of asks) nudgedNow.add(ask.memberId);
      due.asks.push(...asks);
      // A nudge nobody could be given is tried again while it is fresh; a question is done when nobody is left to ask.
      if (step === 'nudge' ? asks.length > 0 : !waiting) due.done.push({ groupId: group.id, step });
    }
  }
  return due;
}

/** Most groups of a round have the same dates. */
function rememberedWindows(calendar: SchoolClock): (group: FollowedGroup) => Windows {
  const known = new Map<string, Windows>();
  return (group) => {
    const key = `${group.introducedAt.getTime()} ${endOf(group).getTime()}`;
    const windows = known.get(key) ?? windowsOf(group, calendar);
    known.set(key, windows);
    return windows;
  };
}

interface Found {
  asks: Ask[];
  /** Somebody is to be asked later: they were nudged this week. */
  waiting: boolean;
}

/** One named person of one school, if nobody of any has written: of the school that has given least, a hash deciding between equals. */
function toBegin(group: FollowedGroup, free: (person: FollowedPerson) => boolean): Found {
  const none = { asks: [], waiting: false };
  if (group.schools.some(isHeard)) return none;
  const inOrder = [...group.schools].sort((a, b) => a.given - b.given || hash(group.id, a.urn) - hash(group.id, b.urn));
  for (const school of inOrder) {
    const someoneToWriteTo = group.schools.some((other) => other !== school && other.people.length > 0);
    const person = someoneToWriteTo && school.people.find(free);
    if (!person) continue;
    return {
      asks: [{ groupId: group.id, step: 'nudge', urn: school.urn, memberId: person.id, about: 'begin' }],
      waiting: false,
    };
  }
  return none;
}

/** One person of every school whose answer is still wanted. Schools without anybody to ask, or only people having a rest, are passed over. */
function toAnswer(group: FollowedGroup, step: 'middle' | 'end', free: (person: FollowedPerson) => boolean): Found {
  const asks: Ask[] = [];
  let waiting = false;
  for (const school of group.schools) {
    const about = questionFor(school, step);
    if (about === undefined || school.asked.includes(step)) continue;
    const person = school.people.find(free);
    if (person) asks.push({ groupId: group.id, step, urn: school.urn, memberId: person.id, about });
    else if (school.people.some((one) => !one.resting)) waiting = true;
  }
  return { asks, waiting };
}

/** What a school is still to be asked; nothing when it has answered, or said in private that it is not working. */
export function questionFor(school: Signs, step: 'middle' | 'end'): 'met' | 'tried' | undefined {
  if (school.troubleAt !== null) return undefined;
  if (school.met !== 'yes') return 'met';
  return step === 'end' && school.tried !== 'yes' ? 'tried' : undefined;
}

function doneAt(group: FollowedGroup, step: Step): Date | null {
  return { nudge: group.nudgedAt, middle: group.askedMiddleAt, end: group.askedEndAt }[step];
}

function hash(groupId: string, urn: number): number {
  return createHash('sha256').update(`${groupId}:${urn}`).digest().readUInt32BE(0);
}

function plus(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
