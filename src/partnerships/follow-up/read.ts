import { Prisma } from '../../database/generated/client.ts';
import type { Tx } from '../../database/open.ts';
import { introductionKey } from '../rounds/introduction-key.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { SchoolName } from '../types.ts';
import type { SchoolClock } from './calendar.ts';
import { askKey, readAskKey } from './letters.ts';
import { type FollowedGroup, type FollowedSchool, isWithin, NUDGE_PAUSE_MS, type Step, windowsOf } from './rules.ts';
import type { PairAbout } from './types.ts';

/**
 * Groups looked at in one run: half a second's work (measured on the embedded database), in which nobody else waits long. A round of the
 * whole country, 12,000 groups, takes 24 runs: less than a school day.
 */
const GROUPS_A_RUN = 500;
const STEPS: readonly Step[] = ['nudge', 'middle', 'end'];

/** A published round that is still followed up. */
export interface LiveRound {
  id: string;
  name: string;
  publishedAt: Date;
  endsAt: Date | null;
  groupSize: number;
}

/** A group with all that the rules and the messages need. */
export interface LiveGroup extends FollowedGroup {
  roundId: string;
  roundName: string;
  names: SchoolName[];
}

/** Published rounds whose silences were not counted yet, oldest first. */
export async function liveRounds(tx: Tx, networkId: string): Promise<LiveRound[]> {
  const rounds = await tx.round.findMany({
    where: { networkId, state: 'published', publishedAt: { not: null }, silenceCountedAt: null },
    select: { id: true, name: true, publishedAt: true, endsAt: true, groupSize: true },
    orderBy: { publishedAt: 'asc' },
  });
  return rounds.flatMap(({ publishedAt, ...round }) => (publishedAt === null ? [] : [{ ...round, publishedAt }]));
}

/** The groups of these rounds with which something may be due now. */
export async function groupsToAsk(
  tx: Tx,
  networkId: string,
  rounds: readonly LiveRound[],
  now: Date,
  calendar: SchoolClock,
): Promise<LiveGroup[]> {
  const found: LiveGroup[] = [];
  for (const round of rounds) {
    const late = await introducedLater(tx, networkId, round);
    const wanted = wantedOf(round, [...late.keys()], now, calendar);
    if (wanted.length === 0) continue;
    found.push(...(await groupsOf(tx, networkId, round, { endedAt: null, OR: wanted }, late, now)));
    if (found.length >= GROUPS_A_RUN) break;
  }
  return found;
}

/** Which groups of a round are worth reading: those whose next step can be due, as their round's dates or their own say. */
function wantedOf(round: LiveRound, late: readonly string[], now: Date, calendar: SchoolClock): Prisma.RoundGroupWhereInput[] {
  const windows = windowsOf({ ...round, introducedAt: round.publishedAt }, calendar);
  const unheard = { none: { wroteAt: { not: null } } };
  return [
    ...(isWithin(windows.nudge, now) ? [{ nudgedAt: null, schools: unheard }] : []),
    ...(isWithin(windows.middle, now) ? [{ askedMiddleAt: null }] : []),
    ...(now >= windows.end.from ? [{ askedEndAt: null }] : []),
    // Pairs made after publishing have dates of their own; the rules will say.
    ...(late.length > 0
      ? [{ id: { in: [...late] }, OR: [{ nudgedAt: null }, { askedMiddleAt: null }, { askedEndAt: null }] }]
      : []),
  ];
}

async function groupsOf(
  tx: Tx,
  networkId: string,
  round: LiveRound,
  where: Prisma.RoundGroupWhereInput,
  late: ReadonlyMap<string, Date>,
  now: Date,
): Promise<LiveGroup[]> {
  const groups = await tx.roundGroup.findMany({
    where: { networkId, roundId: round.id, ...where },
    include: { schools: { include: { school: { select: SCHOOL_NAME } }, orderBy: { urn: 'asc' } } },
    orderBy: { position: 'asc' },
    take: GROUPS_A_RUN,
  });
  const urns = groups.flatMap((group) => group.schools.map((one) => one.urn));
  const people = await peopleOf(tx, networkId, urns, now);
  const given = await givenBy(tx, networkId, urns);
  const asked = await askedOf(
    tx,
    groups.flatMap((group) => group.schools.flatMap((one) => STEPS.map((step) => askKey(group.id, step, one.urn)))),
  );
  return groups.map((group) => ({
    ...round,
    ...group,
    roundName: round.name,
    introducedAt: late.get(group.id) ?? round.publishedAt,
    names: group.schools.map((one) => one.school),
    schools: group.schools.map(
      (one): FollowedSchool => ({
        ...one,
        given: given.get(one.urn) ?? 0,
        people: people.get(one.urn) ?? [],
        asked: STEPS.filter((step) => asked.has(askKey(group.id, step, one.urn))),
      }),
    ),
  }));
}

/** Groups made after the round was published, and when their schools were introduced. A school that only joined one does not count. */
async function introducedLater(tx: Tx, networkId: string, round: LiveRound): Promise<Map<string, Date>> {
  const letters = await tx.delivery.findMany({
    where: {
      networkId,
      kind: 'introduction',
      key: { startsWith: introductionKey(round.id, '') },
      createdAt: { gt: round.publishedAt },
    },
    select: { key: true, createdAt: true },
    orderBy: { createdAt: 'desc' },
  });
  return new Map(
    letters.flatMap(({ key, createdAt }) => {
      const [, , group = ''] = key.split(':');
      return group === '' || group.includes('+') ? [] : [[group, createdAt] as const];
    }),
  );
}

/** The contacts of schools, first then second, and whether they can be nudged now. */
async function peopleOf(
  tx: Tx,
  networkId: string,
  urns: readonly number[],
  now: Date,
): Promise<Map<number, FollowedSchool['people']>> {
  const contact = { select: { id: true, pausedUntil: true } } as const;
  const entries = await tx.partnerSchool.findMany({
    where: { networkId, urn: { in: [...urns] }, leftAt: null },
    select: { urn: true, first: contact, second: contact },
  });
  const contacts = entries.flatMap((one) => [one.first, one.second]).filter((one) => one !== null);
  const nudges = await tx.delivery.findMany({
    where: {
      networkId,
      kind: 'nudge',
      memberId: { in: contacts.map((one) => one.id) },
      createdAt: { gt: new Date(now.getTime() - NUDGE_PAUSE_MS) },
      state: { notIn: ['undeliverable', 'parked'] },
    },
    select: { memberId: true, createdAt: true },
    orderBy: { createdAt: 'asc' },
  });
  const lastNudge = new Map(nudges.map((one) => [one.memberId, one.createdAt]));
  return new Map(
    entries.map((entry) => [
      entry.urn,
      [entry.first, entry.second].flatMap((one) =>
        one
          ? [{ id: one.id, resting: one.pausedUntil !== null && one.pausedUntil > now, lastNudge: lastNudge.get(one.id) ?? null }]
          : [],
      ),
    ]),
  );
}

/** How many partners tried something of each of these schools, in any round. */
async function givenBy(tx: Tx, networkId: string, urns: readonly number[]): Promise<Map<number, number>> {
  if (urns.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ urn: number; given: number }[]>(Prisma.sql`
    SELECT mine.urn, count(*)::int AS given
    FROM "RoundGroupSchool" mine
    JOIN "RoundGroupSchool" theirs ON theirs."groupId" = mine."groupId" AND theirs.urn <> mine.urn AND theirs.tried = 'yes'
    WHERE mine."networkId" = ${networkId} AND mine.urn = ANY(${[...urns]})
    GROUP BY mine.urn`);
  return new Map(rows.map((row) => [row.urn, row.given]));
}

async function askedOf(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const letters = await tx.delivery.findMany({ where: { key: { in: [...keys] } }, select: { key: true } });
  return new Set(letters.map((one) => one.key));
}

/** Questions that reached nobody, and were not passed on yet. */
export async function unreachedAsks(tx: Tx, networkId: string, since: Date) {
  const failed = await tx.delivery.findMany({
    where: {
      networkId,
      kind: 'nudge',
      key: { startsWith: 'follow-up:' },
      state: { in: ['undeliverable', 'parked'] },
      createdAt: { gt: since },
    },
    select: { key: true, memberId: true, reason: true },
  });
  return failed.flatMap((one) => {
    const ask = readAskKey(one.key);
    return ask ? [{ ...ask, memberId: one.memberId, reason: one.reason }] : [];
  });
}

/** Groups by id, whatever may be due with them. */
export function groupsById(tx: Tx, networkId: string, round: LiveRound, ids: readonly string[], now: Date): Promise<LiveGroup[]> {
  return groupsOf(tx, networkId, round, { id: { in: [...ids] } }, new Map(), now);
}

/** A group as one of its schools sees it. */
export function seenFrom(group: LiveGroup, urn: number): PairAbout | undefined {
  const mine = group.names.find((one) => one.urn === urn);
  return mine && { groupId: group.id, roundName: group.roundName, mine, others: group.names.filter((one) => one !== mine) };
}
