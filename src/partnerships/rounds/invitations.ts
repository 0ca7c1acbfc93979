import type { View } from '../../chat/view.ts';
import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue, type Letter } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { answersOf, type SchoolAnswer } from './answers.ts';
import { invitationsLeave } from './dates.ts';
import { announcementView, type Invitation, invitationView } from './invitation-views.ts';
import { beginLetters } from './letters-from.ts';
import { standings } from './places.ts';

/**
 * Schools written to in one go: a quarter of a second's work on the embedded database, where everybody else waits meanwhile. The first
 * page is written with what caused it, so that a round of an ordinary network is whole at once; the others follow (letters.ts).
 */
export const SCHOOLS_PER_PAGE = 250;

/** A round as it is written to people. */
export type InvitingRound = Omit<Invitation, 'network' | 'zone' | 'now'> & { id: string };

/** Every message of a round before it is published has a key that begins so: publishing and cancelling take back what has not left. */
export function invitationKey(roundId: string, rest = ''): string {
  return `invitation:${roundId}:${rest}`;
}

/**
 * Asks the schools a round is for, beginning with a page of them. Called again after a change it asks only schools that were not asked
 * before, and forgets those no longer meant. Returns how many schools are asked.
 */
export async function inviteSchools(tx: Tx, network: HomeNetwork, round: InvitingRound, now: Date): Promise<number> {
  const urns = (await standings(tx, network.id, round.id, now)).filter((one) => one.invited).map((one) => one.urn);
  await tx.$executeRaw`
    DELETE FROM "RoundInvitation"
    WHERE "networkId" = ${network.id} AND "roundId" = ${round.id} AND answer IS NULL AND decided IS NULL AND NOT urn = ANY(${urns}::int[])`;
  await beginLetters(tx, network.id, round.id, await writeInvitations(tx, network, round, 0, now));
  return urns.length;
}

/**
 * Asks a page of the schools beyond that number, and writes to the contacts of those that have not answered. Returns where the next
 * page begins; null: that was the last.
 */
export async function writeInvitations(
  tx: Tx,
  network: HomeNetwork,
  round: InvitingRound,
  after: number,
  now: Date,
): Promise<number | null> {
  const page = await tx.partnerSchool.findMany({
    where: { networkId: network.id, leftAt: null, urn: { gt: after } },
    select: { urn: true },
    orderBy: { urn: 'asc' },
    take: SCHOOLS_PER_PAGE,
  });
  const urns = page.map((one) => one.urn);
  const asked = (await answersOf(tx, network.id, round.id, now, urns)).filter((one) => one.invited);
  await tx.roundInvitation.createMany({
    data: asked.map((one) => ({ networkId: network.id, roundId: round.id, urn: one.school.urn })),
    skipDuplicates: true,
  });
  const silent = asked.filter((one) => one.answer === null && one.decided === null);
  const letter = { ...round, kind: 'invitation' as const, rest: '', notBefore: invitationsLeave(now, network.timeZone), now };
  await writeToContacts(tx, network, silent, letter, (school, other) => invitationView(said(round, network, now), school, other));
  return page.length < SCHOOLS_PER_PAGE ? null : (urns.at(-1) ?? null);
}

/** Says in every channel of the network that a round is opening, or that it changed. */
export async function announce(tx: Tx, network: HomeNetwork, round: InvitingRound, now: Date): Promise<void> {
  const view = announcementView(said(round, network, now));
  await toChannels(tx, network, { roundId: round.id, rest: '' }, view, now);
}

/** A message of a round to every channel of the network. */
export async function toChannels(
  tx: Tx,
  network: HomeNetwork,
  letter: { roundId: string; rest: string; notBefore?: Date },
  view: View,
  now: Date,
): Promise<void> {
  const notBefore = letter.notBefore ?? nextSchoolTime(now, network.timeZone);
  const channels = await tx.community.findMany({ where: { networkId: network.id, channelId: { not: null } } });
  await enqueue(
    tx,
    channels.map((one) => ({
      networkId: network.id,
      kind: 'invitation' as const,
      key: invitationKey(letter.roundId, `${letter.rest}${one.id}`),
      to: { communityId: one.id, channelId: one.channelId ?? '' },
      view,
      notBefore,
    })),
    now,
  );
}

/** Writes one letter for each contact of these schools, but not to those having a rest until after the round's answers close. Returns how many are new. */
export async function writeToContacts(
  tx: Tx,
  network: HomeNetwork,
  schools: readonly SchoolAnswer[],
  letter: { id: string; closesAt: Date | null; kind: Letter['kind']; rest: string; notBefore: Date; now: Date },
  write: (school: SchoolAnswer, other: string | undefined) => View,
): Promise<number> {
  const letters = schools.flatMap((school) =>
    school.contacts
      .filter(({ pausedUntil }) => pausedUntil === null || letter.closesAt === null || pausedUntil < letter.closesAt)
      .map((reader) => ({
        networkId: network.id,
        kind: letter.kind,
        key: invitationKey(letter.id, `${letter.rest}${reader.id}`),
        to: { memberId: reader.id },
        view: write(school, school.contacts.find((one) => one.id !== reader.id)?.name),
        notBefore: letter.notBefore,
      })),
  );
  return enqueue(tx, letters, letter.now);
}

/** A round in the words of its zone and day. */
export function said(round: InvitingRound, network: HomeNetwork, now: Date): Invitation {
  return { ...round, network: network.name, zone: network.timeZone, now };
}
