import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { SchoolClock } from './calendar.ts';
import { isAnybodyToTell, tellCoordinators } from './letters.ts';
import { type QuietPair, type QuietSchool, quietView, SHOWN } from './notices.ts';
import { type LiveRound, unreachedAsks } from './read.ts';
import { endOf } from './rules.ts';
import { isHeard, isQuiet } from './silence.ts';

/** Tells the coordinators of pairs that are silent after being asked twice: once for all that were asked on the same day. Returns how many notices. */
export async function tellOfQuietPairs(
  tx: Tx,
  network: HomeNetwork,
  rounds: readonly LiveRound[],
  now: Date,
  calendar: SchoolClock,
): Promise<number> {
  let told = 0;
  for (const round of rounds) {
    if (now >= endOf(round)) continue;
    const times = await tx.roundGroup.findMany({
      where: { networkId: network.id, roundId: round.id, endedAt: null, askedMiddleAt: { not: null } },
      distinct: ['askedMiddleAt'],
      select: { askedMiddleAt: true },
    });
    for (const [day, asked] of byDay(times.flatMap((one) => one.askedMiddleAt ?? []))) {
      if (!isQuiet({ askedMiddleAt: asked.last, endedAt: null, schools: [NEVER_HEARD] }, now, calendar)) continue;
      const key = `follow-up:${round.id}:quiet:${day}`;
      if (!(await isAnybodyToTell(tx, network.id, key))) continue;
      const quiet = await quietGroups(tx, network.id, round, asked, now, calendar);
      if (quiet.length === 0) continue;
      const shown = await described(tx, network.id, round, quiet.slice(0, SHOWN), now);
      told += await tellCoordinators(tx, network.id, { key, view: quietView(round, shown, quiet.length), notBefore: now }, now);
    }
  }
  return told;
}

/** Stands for any silent school: tells whether it is the time to look. */
const NEVER_HEARD = { wroteAt: null, met: null, tried: null, troubleAt: null };

interface Asked {
  first: Date;
  last: Date;
}

/** When pairs were asked, day by day: a large round is asked in several parts, and still makes one notice. */
function byDay(times: readonly Date[]): Map<string, Asked> {
  const days = new Map<string, Asked>();
  for (const time of [...times].sort((a, b) => a.getTime() - b.getTime())) {
    const day = time.toISOString().slice(0, 10);
    days.set(day, { first: days.get(day)?.first ?? time, last: time });
  }
  return days;
}

/** Ids of the groups, in the round's order. */
async function quietGroups(
  tx: Tx,
  networkId: string,
  round: LiveRound,
  asked: Asked,
  now: Date,
  calendar: SchoolClock,
): Promise<string[]> {
  const groups = await tx.roundGroup.findMany({
    where: {
      networkId,
      roundId: round.id,
      askedMiddleAt: { gte: asked.first, lte: asked.last },
      endedAt: null,
      schools: { some: NEVER_HEARD },
    },
    include: { schools: true },
    orderBy: { position: 'asc' },
  });
  return groups.filter((group) => isQuiet(group, now, calendar)).map((group) => group.id);
}

/** Groups with names, contacts, and why somebody could not be asked. */
async function described(tx: Tx, networkId: string, round: LiveRound, ids: readonly string[], now: Date): Promise<QuietPair[]> {
  const groups = await tx.roundGroup.findMany({
    where: { networkId, id: { in: [...ids] } },
    include: { schools: { include: { school: { select: SCHOOL_NAME } }, orderBy: { urn: 'asc' } } },
    orderBy: { position: 'asc' },
  });
  const urns = groups.flatMap((group) => group.schools.map((one) => one.urn));
  const contact = { select: { id: true, name: true, pausedUntil: true } } as const;
  const entries = await tx.partnerSchool.findMany({
    where: { networkId, urn: { in: urns } },
    include: { first: contact, second: contact },
  });
  const failed = await unreachedAsks(tx, networkId, round.publishedAt);
  return groups.map((group) => ({
    groupId: group.id,
    schools: group.schools.map((one): QuietSchool => {
      const entry = entries.find((other) => other.urn === one.urn);
      const contacts = [entry?.first, entry?.second].filter((person) => person !== null && person !== undefined);
      const resting = contacts.length > 0 && contacts.every((person) => person.pausedUntil !== null && person.pausedUntil > now);
      const reason = resting
        ? 'having a rest'
        : failed.find((ask) => ask.groupId === group.id && ask.urn === one.urn && contacts.some(({ id }) => id === ask.memberId))
            ?.reason;
      return { school: one.school, heard: isHeard(one), contacts, ...(reason && { reason }) };
    }),
  }));
}
