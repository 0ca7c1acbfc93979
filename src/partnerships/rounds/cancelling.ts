import type { HomeNetwork, Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { enqueue, withdraw } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { answersOf } from './answers.ts';
import { locked } from './card.ts';
import { cancelledForAllView, cancelledView } from './invitation-views.ts';
import { invitationKey, toChannels } from './invitations.ts';

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
  if (state === 'published') throw new UserError('This round is published already: its pairs have been introduced.');
  if (state === 'cancelled') throw new UserError('This round was cancelled before. Nobody was told twice.');
  const willing = (await answersOf(tx, network.id, roundId, now)).filter((one) => one.answer === 'yes');
  await tx.round.update({
    where: { networkId_id: { networkId: network.id, id: roundId } },
    data: { state: 'cancelled', cancelledAt: now },
  });
  await withdraw(tx, invitationKey(roundId));
  const people = [...new Set(willing.flatMap((one) => one.contacts.map(({ id }) => id)))];
  const notBefore = nextSchoolTime(now, network.timeZone);
  await enqueue(
    tx,
    people.map((memberId) => ({
      networkId: network.id,
      kind: 'notice' as const,
      key: `cancelled:${roundId}:${memberId}`,
      to: { memberId },
      view: cancelledView(name),
      notBefore,
    })),
    now,
  );
  const announced = await tx.delivery.count({
    where: {
      networkId: network.id,
      key: { startsWith: invitationKey(roundId) },
      memberId: null,
      state: { not: 'undeliverable' },
    },
  });
  if (announced > 0) await toChannels(tx, network, { roundId, rest: 'cancelled:' }, cancelledForAllView(name), now);
  return { name, people: people.length, channels: announced > 0 };
}
