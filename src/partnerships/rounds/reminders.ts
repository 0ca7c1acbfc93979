import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { tellFirst, toCoordinators } from '../contacts.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import { askedRound } from '../schools.ts';
import type { Unreached } from '../types.ts';
import { unreachedView } from '../views.ts';
import { answersOf } from './answers.ts';
import { reminderTime } from './dates.ts';
import { reminderView } from './invitation-views.ts';
import { invitationKey, SCHOOLS_PER_PAGE, said, writeToContacts } from './invitations.ts';
import { answersInView } from './open-views.ts';
import { countsOf, standings } from './places.ts';

/** What happens to a round's answers by the clock. */
export function createReminders(tx: Tx) {
  return {
    /**
     * Reminds schools without an answer, once a round; lets a second contact step up for a first who cannot be reached; tells
     * coordinators, once each, whom no invitation reached and that the answers are in. Says what was done; where there are many schools
     * to be reminded it does a page, and says where the next begins.
     */
    async followAnswers(network: HomeNetwork, now: Date, cursor?: string): Promise<string | { cursor: string }> {
      const round = await askedRound(tx, network.id);
      if (!round) return 'no round asks';
      const reminded = await remind(tx, network, round, now, cursor === undefined ? BEGINNING : JSON.parse(cursor));
      if (typeof reminded !== 'string') return { cursor: JSON.stringify(reminded) };
      const done = [
        reminded,
        await stepUp(tx, network, round.id, now),
        await tellUnreached(tx, network, round, now),
        await tellClosed(tx, network, round, now),
      ];
      return done.filter((one) => one !== '').join('; ') || 'nothing to do';
    },
  };
}

type Asking = NonNullable<Awaited<ReturnType<typeof askedRound>>>;

/** Where reminding stands: beyond which school it goes on, and how many people were reminded so far. */
interface Reminding {
  after: number;
  people: number;
}

const BEGINNING: Reminding = { after: 0, people: 0 };

async function remind(
  tx: Tx,
  network: HomeNetwork,
  round: Asking,
  now: Date,
  { after, people }: Reminding,
): Promise<string | Reminding> {
  if (round.closesAt === null || round.closesAt <= now || round.remindedAt !== null) return '';
  const at = reminderTime(round.openedAt, round.closesAt, network.timeZone);
  if (at === undefined || at > now) return '';
  // Late in the day it waits for the next school morning; one that would come after the end is no help.
  const notBefore = nextSchoolTime(now, network.timeZone);
  if (notBefore >= round.closesAt) return '';
  const silent = { networkId: network.id, roundId: round.id, answer: null, decided: null };
  const page = await tx.roundInvitation.findMany({
    where: { ...silent, urn: { gt: after } },
    select: { urn: true },
    orderBy: { urn: 'asc' },
    take: SCHOOLS_PER_PAGE,
  });
  const urns = page.map((one) => one.urn);
  const asked = (await answersOf(tx, network.id, round.id, now, urns)).filter((one) => one.invited);
  const letter = { ...round, kind: 'notice' as const, rest: 'reminder:', notBefore, now };
  const written = await writeToContacts(tx, network, asked, letter, (school, other) =>
    reminderView(said(round, network, now), school, other),
  );
  await tx.roundInvitation.updateMany({
    where: { ...silent, urn: { in: asked.map((one) => one.school.urn) } },
    data: { remindedAt: now },
  });
  if (page.length === SCHOOLS_PER_PAGE) return { after: urns.at(-1) ?? after, people: people + written };
  await tx.round.updateMany({ where: { networkId: network.id, id: round.id }, data: { remindedAt: now } });
  return `${people + written} people reminded`;
}

/** Where the first contact cannot be reached and the second can, the two change places, and the second is told. */
async function stepUp(tx: Tx, network: HomeNetwork, roundId: string, now: Date): Promise<string> {
  const failed = await failedInvitations(tx, network.id, roundId);
  const reached = { deliveries: { some: { ...invitationsOf(network.id, roundId), state: 'sent' } } };
  const entries = await tx.partnerSchool.findMany({
    where: {
      networkId: network.id,
      leftAt: null,
      firstContactId: { in: failed.map((one) => one.memberId ?? '') },
      second: reached,
    },
    include: { first: { select: { name: true } }, school: { select: { name: true } } },
  });
  for (const { urn, firstContactId, secondContactId, first, school } of entries) {
    await tx.partnerSchool.update({
      where: { networkId_urn: { networkId: network.id, urn } },
      data: { firstContactId: secondContactId, secondContactId: firstContactId },
    });
    await tellFirst(
      tx,
      network.id,
      { urn, id: secondContactId ?? '', school: school.name, instead: first?.name ?? 'your colleague' },
      now,
    );
  }
  return entries.length === 0 ? '' : `${entries.length} second contacts stepped up`;
}

async function tellUnreached(tx: Tx, network: HomeNetwork, round: Asking, now: Date): Promise<string> {
  const waiting = await tx.delivery.count({
    where: { ...invitationsOf(network.id, round.id), state: { in: ['due', 'sending'] }, notBefore: { lte: now } },
  });
  const unreached = waiting > 0 ? [] : await unreachedInvitations(tx, network.id, round.id);
  if (unreached.length === 0) return '';
  const key = `uninvited:${round.id}`;
  const letters = await toCoordinators(tx, network.id, key, unreachedView(round.name, unreached), now);
  const told = await enqueue(tx, letters, now);
  return told === 0 ? '' : `${told} coordinators told whom no invitation reached`;
}

async function tellClosed(tx: Tx, network: HomeNetwork, round: Asking, now: Date): Promise<string> {
  if (round.closesAt === null || round.closesAt > now) return '';
  const counts = countsOf(await standings(tx, network.id, round.id, now));
  // A round whose closing day was moved is told of again, on that day.
  const key = `closed:${round.id}:${round.closesAt.getTime()}`;
  const letters = await toCoordinators(tx, network.id, key, answersInView(round, counts), now);
  const told = await enqueue(tx, letters, now);
  return told === 0 ? '' : `${told} coordinators told that answers are in`;
}

/** Schools none of whose contacts an invitation reached, by the contacts it failed for. */
export async function unreachedInvitations(tx: Tx, networkId: string, roundId: string): Promise<Unreached[]> {
  const failed = await failedInvitations(tx, networkId, roundId);
  const others = await tx.delivery.findMany({
    where: {
      ...invitationsOf(networkId, roundId),
      state: { notIn: FAILED },
      member: { schoolUrn: { in: failed.flatMap((one) => one.member?.schoolUrn ?? []) } },
    },
    select: { member: { select: { schoolUrn: true } } },
  });
  const asked = new Set(others.map((one) => one.member?.schoolUrn));
  return failed
    .filter((one) => !asked.has(one.member?.schoolUrn))
    .map((one) => ({ name: one.member?.name ?? '', school: one.member?.school.name ?? '', reason: one.reason ?? '' }));
}

const FAILED = ['undeliverable', 'parked'];

async function failedInvitations(tx: Tx, networkId: string, roundId: string) {
  return tx.delivery.findMany({
    where: { ...invitationsOf(networkId, roundId), state: { in: FAILED } },
    select: {
      reason: true,
      memberId: true,
      member: { select: { name: true, schoolUrn: true, school: { select: SCHOOL_NAME } } },
    },
    orderBy: { key: 'asc' },
  });
}

function invitationsOf(networkId: string, roundId: string) {
  return { networkId, kind: 'invitation', memberId: { not: null }, key: { startsWith: invitationKey(roundId) } };
}
