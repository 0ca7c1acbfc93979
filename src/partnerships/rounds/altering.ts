import { isDeepStrictEqual } from 'node:util';
import { knownView } from '../../chat/view.ts';
import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue, withdraw } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { invitationsLeave } from './dates.ts';
import { announcedFacts, changedRoundView, type Invitation, notForYouView } from './invitation-views.ts';
import { announce, type InvitingRound, invitationKey, said, toChannels } from './invitations.ts';
import { isOfRound, PLACE } from './who.ts';

/** After a round was changed: what has not left is written anew, and whoever read of it is told of the change. */
export async function retell(tx: Tx, network: HomeNetwork, round: InvitingRound, now: Date): Promise<void> {
  await withdraw(tx, invitationKey(round.id));
  const left = await tx.delivery.findMany({
    where: { networkId: network.id, key: { startsWith: invitationKey(round.id) } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, key: true, view: true, memberId: true, member: { select: { school: { select: PLACE } } } },
  });
  const told = left.find((one) => one.memberId === null);
  if (!told) await announce(tx, network, round, now);
  else if (!isUpToDate(told.view, said(round, network, now)))
    // Waits as invitations do: a coordinator who changes one thing after the other makes one message.
    await toChannels(
      tx,
      network,
      { roundId: round.id, rest: `changed:${now.getTime()}:`, notBefore: invitationsLeave(now, network.timeZone) },
      changedRoundView(said(round, network, now)),
      now,
    );
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

/** Does what was last said in the channels still hold? */
function isUpToDate(view: unknown, round: Invitation): boolean {
  const facts = announcedFacts(round);
  return knownView(view)?.blocks.some((block) => isDeepStrictEqual(block, facts)) ?? false;
}
