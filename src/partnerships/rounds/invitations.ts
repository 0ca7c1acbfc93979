import type { View } from '../../chat/view.ts';
import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue, type Letter } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { answersOf, type SchoolAnswer } from './answers.ts';
import { invitationsLeave } from './dates.ts';
import { announcementView, type Invitation, invitationView } from './invitation-views.ts';

/** Schools written to in one statement: about a megabyte of messages. */
const SCHOOLS_PER_PAGE = 250;

/** A round as it is written to people. */
export type InvitingRound = Omit<Invitation, 'network' | 'zone' | 'now'> & { id: string };

/** Every message of a round before it is published has a key that begins so: publishing and cancelling take back what has not left. */
export function invitationKey(roundId: string, rest = ''): string {
  return `invitation:${roundId}:${rest}`;
}

/**
 * Notes which schools are asked, and writes to the contacts of those that have not answered. Called again after a change it asks
 * only schools that were not asked before, and forgets those no longer meant. Returns how many schools are asked.
 */
export async function inviteSchools(tx: Tx, network: HomeNetwork, round: InvitingRound, now: Date): Promise<number> {
  const asked = (await answersOf(tx, network.id, round.id, now)).filter((one) => one.invited);
  const urns = asked.map((one) => one.school.urn);
  await tx.roundInvitation.deleteMany({
    where: { networkId: network.id, roundId: round.id, answer: null, decided: null, urn: { notIn: urns } },
  });
  await tx.roundInvitation.createMany({
    data: urns.map((urn) => ({ networkId: network.id, roundId: round.id, urn })),
    skipDuplicates: true,
  });
  const waiting = asked.filter((one) => one.answer === null && one.decided === null);
  const notBefore = invitationsLeave(now, network.timeZone);
  await writeToContacts(tx, network, waiting, { ...round, kind: 'invitation', rest: '', notBefore, now }, (school, other) =>
    invitationView(said(round, network, now), school, other),
  );
  return asked.length;
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

/**
 * Writes one letter for each contact of these schools, but not to those having a rest until after the round's answers close. A page
 * at a time, so that a round of thousands of schools keeps nobody waiting for long. Returns how many letters are new.
 */
export async function writeToContacts(
  tx: Tx,
  network: HomeNetwork,
  schools: readonly SchoolAnswer[],
  letter: { id: string; closesAt: Date | null; kind: Letter['kind']; rest: string; notBefore: Date; now: Date },
  write: (school: SchoolAnswer, other: string | undefined) => View,
): Promise<number> {
  let written = 0;
  for (let from = 0; from < schools.length; from += SCHOOLS_PER_PAGE) {
    const letters = schools.slice(from, from + SCHOOLS_PER_PAGE).flatMap((school) =>
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
    written += await enqueue(tx, letters, letter.now);
  }
  return written;
}

/** A round in the words of its zone and day. */
export function said(round: InvitingRound, network: HomeNetwork, now: Date): Invitation {
  return { ...round, network: network.name, zone: network.timeZone, now };
}
