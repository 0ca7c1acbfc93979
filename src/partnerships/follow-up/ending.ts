import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue, type Letter } from '../../outbox/enqueue.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { SchoolClock } from './calendar.ts';
import { tellCoordinators } from './letters.ts';
import { becameInactiveView } from './notices.ts';
import type { LiveRound } from './read.ts';
import { endOf } from './rules.ts';
import { isHeard, isOver, SILENT_ROUNDS } from './silence.ts';
import { inactiveView } from './views.ts';

/** Counts the silences of rounds that are over, once each. Schools silent three rounds running become inactive, kindly. Returns how many. */
export async function countSilence(
  tx: Tx,
  network: HomeNetwork,
  rounds: readonly LiveRound[],
  now: Date,
  calendar: SchoolClock,
): Promise<number> {
  let inactive = 0;
  for (const round of rounds) {
    if (now < endOf(round)) continue;
    const alive = { networkId: network.id, roundId: round.id, endedAt: null };
    const unasked = await tx.roundGroup.count({ where: { ...alive, askedEndAt: null } });
    const { _max } = await tx.roundGroup.aggregate({ where: alive, _max: { askedEndAt: true } });
    if (!isOver({ end: endOf(round), unasked, lastAskedAt: _max.askedEndAt }, now, calendar)) continue;
    inactive += await close(tx, network, round, now);
  }
  return inactive;
}

async function close(tx: Tx, network: HomeNetwork, round: LiveRound, now: Date): Promise<number> {
  const closed = await tx.round.updateMany({
    where: { networkId: network.id, id: round.id, silenceCountedAt: null },
    data: { silenceCountedAt: now },
  });
  if (closed.count === 0) return 0;
  // Only who was asked can have been silent: a bot that was down all the while counts nobody.
  const schools = await tx.roundGroupSchool.findMany({
    where: { networkId: network.id, group: { roundId: round.id, endedAt: null, askedEndAt: { not: null } } },
    select: { urn: true, wroteAt: true, met: true, tried: true, troubleAt: true },
  });
  const heard = schools.filter(isHeard);
  // A school with several partners, one introduced later, is not silent when it was heard with any of them.
  const heardUrns = new Set(heard.map((one) => one.urn));
  const silent = schools.filter((one) => !heardUrns.has(one.urn));
  const of = (some: readonly { urn: number }[]) => ({ networkId: network.id, urn: { in: some.map((one) => one.urn) } });
  await tx.partnerSchool.updateMany({ where: { ...of(heard), silentRounds: { gt: 0 } }, data: { silentRounds: 0 } });
  // A school that has asked for a rest, or was given one, has said enough.
  const awake = { leftAt: null, OR: [{ pausedUntil: null }, { pausedUntil: { lte: now } }] };
  await tx.partnerSchool.updateMany({ where: { ...of(silent), ...awake }, data: { silentRounds: { increment: 1 } } });
  return rest(
    tx,
    network,
    round,
    silent.map((one) => one.urn),
    now,
  );
}

/** Schools of these that have been silent too often are no longer drawn; their contacts and the coordinators hear of it. */
async function rest(tx: Tx, network: HomeNetwork, round: LiveRound, silent: readonly number[], now: Date): Promise<number> {
  const where = {
    networkId: network.id,
    urn: { in: [...silent] },
    leftAt: null,
    inactiveSince: null,
    silentRounds: { gte: SILENT_ROUNDS },
  };
  const entries = await tx.partnerSchool.findMany({
    where,
    select: { silentRounds: true, firstContactId: true, secondContactId: true, school: { select: SCHOOL_NAME } },
    orderBy: { urn: 'asc' },
  });
  if (entries.length === 0) return 0;
  await tx.partnerSchool.updateMany({ where, data: { inactiveSince: now } });
  const letters = entries.flatMap(({ school, silentRounds, firstContactId, secondContactId }) =>
    [firstContactId, secondContactId].flatMap((memberId): Letter[] =>
      memberId === null
        ? []
        : [
            {
              networkId: network.id,
              kind: 'notice',
              key: `follow-up:${round.id}:inactive:${school.urn}:${memberId}`,
              to: { memberId },
              view: inactiveView(school, silentRounds),
              notBefore: now,
            },
          ],
    ),
  );
  await enqueue(tx, letters, now);
  const schools = entries.map((one) => one.school);
  const view = becameInactiveView(round.name, schools, SILENT_ROUNDS);
  await tellCoordinators(tx, network.id, { key: `follow-up:${round.id}:inactive`, view, notBefore: now }, now);
  return entries.length;
}
