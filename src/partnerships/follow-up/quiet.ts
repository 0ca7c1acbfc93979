import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { SchoolClock } from './calendar.ts';
import { tellCoordinators } from './letters.ts';
import { type QuietPair, type QuietSchool, quietView } from './notices.ts';
import { type LiveRound, unreachedAsks } from './read.ts';
import { endOf } from './rules.ts';
import { isHeard, isQuiet } from './silence.ts';

/** Tells the coordinators of pairs that are silent after being asked twice: once for all that were asked at the same time. Returns how many notices. */
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
    for (const { askedMiddleAt } of times) {
      if (askedMiddleAt === null || !isQuiet({ askedMiddleAt, endedAt: null, schools: [NEVER_HEARD] }, now, calendar)) continue;
      const pairs = await quietPairs(tx, network.id, round, askedMiddleAt, now, calendar);
      if (pairs.length === 0) continue;
      const key = `follow-up:${round.id}:quiet:${askedMiddleAt.getTime()}`;
      told += await tellCoordinators(tx, network.id, { key, view: quietView(round.name, pairs), notBefore: now }, now);
    }
  }
  return told;
}

/** Stands for any silent school: tells whether it is the time to look. */
const NEVER_HEARD = { wroteAt: null, met: null, tried: null, troubleAt: null };

async function quietPairs(
  tx: Tx,
  networkId: string,
  round: LiveRound,
  askedMiddleAt: Date,
  now: Date,
  calendar: SchoolClock,
): Promise<QuietPair[]> {
  const groups = await tx.roundGroup.findMany({
    where: { networkId, roundId: round.id, askedMiddleAt, endedAt: null, schools: { some: NEVER_HEARD } },
    include: { schools: { include: { school: { select: SCHOOL_NAME } }, orderBy: { urn: 'asc' } } },
    orderBy: { position: 'asc' },
  });
  const quiet = groups.filter((group) => isQuiet(group, now, calendar));
  const urns = quiet.flatMap((group) => group.schools.map((one) => one.urn));
  const contact = { select: { id: true, name: true, pausedUntil: true } } as const;
  const entries = await tx.partnerSchool.findMany({
    where: { networkId, urn: { in: urns } },
    include: { first: contact, second: contact },
  });
  const failed = await unreachedAsks(tx, networkId, round.publishedAt);
  return quiet.map((group) => ({
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
