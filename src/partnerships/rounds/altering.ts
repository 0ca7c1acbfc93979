import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue, withdraw } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { changedRoundView, notForYouView } from './invitation-views.ts';
import { announce, type InvitingRound, invitationKey, said, toChannels } from './invitations.ts';
import { isOfRound, PLACE } from './who.ts';

/** After a round was changed: what has not left is written anew, and whoever read of it is told of the change. */
export async function retell(tx: Tx, network: HomeNetwork, round: InvitingRound, now: Date): Promise<void> {
  await withdraw(tx, invitationKey(round.id));
  const left = await tx.delivery.findMany({
    where: { networkId: network.id, key: { startsWith: invitationKey(round.id) } },
    select: { id: true, key: true, memberId: true, member: { select: { school: { select: PLACE } } } },
  });
  if (left.some((one) => one.memberId === null))
    await toChannels(tx, network, round.id, `changed:${now.getTime()}:`, changedRoundView(said(round, network, now)), now);
  else await announce(tx, network, round, now);
  const invitations = left.filter((one) => one.memberId !== null && one.key === invitationKey(round.id, one.memberId));
  const unmeant = invitations.filter(({ member }) => member && !isOfRound(member, round));
  const notBefore = nextSchoolTime(now, network.timeZone);
  await enqueue(
    tx,
    unmeant.map(({ memberId }) => ({
      networkId: network.id,
      kind: 'notice' as const,
      key: invitationKey(round.id, `notmeant:${now.getTime()}:${memberId}`),
      to: { memberId: memberId ?? '' },
      view: notForYouView(said(round, network, now)),
      notBefore,
    })),
    now,
  );
  // Should the round be theirs after all, they are invited as if for the first time.
  for (const { id, key } of unmeant) await tx.delivery.update({ where: { id }, data: { key: `${key}:before:${now.getTime()}` } });
}
