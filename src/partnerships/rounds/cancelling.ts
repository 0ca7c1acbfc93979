import type { HomeNetwork, Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { enqueue, withdraw } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { answersOf } from './answers.ts';
import { locked } from './card.ts';
import { cancelledForAllView, cancelledView } from './invitation-views.ts';
import { invitationKey, SCHOOLS_PER_PAGE, toChannels } from './invitations.ts';
import { beginLetters } from './letters-from.ts';

/**
 * Ends a round before it is published: what has not left is taken back, the contacts of schools that said yes are told, and so are
 * the channels that read of it. Returns its name and how many people are told.
 */
export async function cancelRound(
  tx: Tx,
  member: Insider,
  network: HomeNetwork,
  roundId: string,
  now: Date,
): Promise<{ name: string; people: number; channels: boolean }> {
  const { name, state } = await locked(tx, member.networkId, roundId);
  if (state === 'published') throw new UserError('This round is published already: its schools have been introduced.');
  if (state === 'cancelled') throw new UserError('This round was cancelled before. Nobody was told twice.');
  const people = await peopleWhoSaidYes(tx, network.id, roundId);
  await tx.round.update({
    where: { networkId_id: { networkId: network.id, id: roundId } },
    data: { state: 'cancelled', cancelledAt: now },
    select: { id: true },
  });
  await withdraw(tx, invitationKey(roundId));
  await beginLetters(tx, network.id, roundId, await writeCancellations(tx, network, { id: roundId, name }, 0, now));
  const announced = await tx.delivery.count({
    where: {
      networkId: network.id,
      key: { startsWith: invitationKey(roundId) },
      memberId: null,
      state: { not: 'undeliverable' },
    },
  });
  if (announced > 0) await toChannels(tx, network, { roundId, rest: 'cancelled:' }, cancelledForAllView(name), now);
  return { name, people, channels: announced > 0 };
}

/** Tells the contacts of a page of the schools that said yes, beyond that number. Returns where the next page begins; null: that was the last. */
export async function writeCancellations(
  tx: Tx,
  network: HomeNetwork,
  { id, name }: { id: string; name: string },
  after: number,
  now: Date,
): Promise<number | null> {
  const page = await tx.roundInvitation.findMany({
    where: { networkId: network.id, roundId: id, answer: 'yes', urn: { gt: after } },
    select: { urn: true },
    orderBy: { urn: 'asc' },
    take: SCHOOLS_PER_PAGE,
  });
  const urns = page.map((one) => one.urn);
  const willing = await answersOf(tx, network.id, id, now, urns);
  const notBefore = nextSchoolTime(now, network.timeZone);
  const letters = [...new Set(willing.flatMap((one) => one.contacts.map((contact) => contact.id)))].map((memberId) => ({
    networkId: network.id,
    kind: 'notice' as const,
    key: `cancelled:${id}:${memberId}`,
    to: { memberId },
    view: cancelledView(name),
    notBefore,
  }));
  await enqueue(tx, letters, now);
  return page.length < SCHOOLS_PER_PAGE ? null : (urns.at(-1) ?? null);
}

async function peopleWhoSaidYes(tx: Tx, networkId: string, roundId: string): Promise<number> {
  const [found] = await tx.$queryRaw<{ people: number }[]>`
    SELECT count(DISTINCT contact)::int AS people
    FROM "RoundInvitation" i
    JOIN "PartnerSchool" p ON p."networkId" = i."networkId" AND p.urn = i.urn AND p."leftAt" IS NULL
    CROSS JOIN LATERAL unnest(ARRAY[p."firstContactId", p."secondContactId"]) AS contact
    WHERE i."networkId" = ${networkId} AND i."roundId" = ${roundId} AND i.answer = 'yes'`;
  return found?.people ?? 0;
}
