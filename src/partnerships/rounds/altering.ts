import { wordsOf } from '../../chat/text.ts';
import { type Block, knownView } from '../../chat/view.ts';
import type { HomeNetwork } from '../../chat/who.ts';
import { Prisma } from '../../database/generated/client.ts';
import { jsonRows } from '../../database/json-rows.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue, withdraw } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { invitationsLeave } from './dates.ts';
import { IN_THREES } from './group-words.ts';
import { announcedFacts, changedRoundView, type Invitation, notForYouView } from './invitation-views.ts';
import { announce, type InvitingRound, invitationKey, said, toChannels } from './invitations.ts';
import { isOfRound } from './who.ts';

/** After a round was changed: what has not left is written anew, and whoever read of it is told of the change. */
export async function retell(tx: Tx, network: HomeNetwork, round: InvitingRound, now: Date): Promise<void> {
  await withdraw(tx, invitationKey(round.id));
  const told = await tx.delivery.findFirst({
    where: { networkId: network.id, key: { startsWith: invitationKey(round.id) }, memberId: null },
    orderBy: { createdAt: 'desc' },
    select: { view: true },
  });
  if (!told) await announce(tx, network, round, now);
  else if (!isUpToDate(told.view, said(round, network, now)))
    // Waits as invitations do: a coordinator who changes one thing after the other makes one message.
    await toChannels(
      tx,
      network,
      { roundId: round.id, rest: `changed:${now.getTime()}:`, notBefore: invitationsLeave(now, network.timeZone) },
      changedRoundView(said(round, network, now), saysThrees(told.view)),
      now,
    );
  const unmeant = (await invitedBefore(tx, network.id, round.id)).filter((school) => !isOfRound({ school }, round));
  const notBefore = nextSchoolTime(now, network.timeZone);
  await enqueue(
    tx,
    unmeant.map(({ memberId }) => ({
      networkId: network.id,
      kind: 'notice' as const,
      key: invitationKey(round.id, `notmeant:${now.getTime()}:${memberId}`),
      to: { memberId },
      view: notForYouView(said(round, network, now)),
      notBefore,
    })),
    now,
  );
  // Should the round be theirs after all, they are invited as if for the first time.
  const ids = unmeant.map((one) => one.id);
  await tx.$executeRaw`UPDATE "Delivery" SET key = key || ${`:before:${now.getTime()}`} WHERE id = ANY(${ids}::text[])`;
}

interface Invited {
  id: string;
  memberId: string;
  region: string;
  phase: string;
  type: string;
  status: string;
}

/** Whom an invitation to this round has left for, and the school they are at. */
function invitedBefore(tx: Tx, networkId: string, roundId: string): Promise<Invited[]> {
  return jsonRows<Invited>(
    tx,
    Prisma.sql`
      SELECT d.id, d."memberId", s.region, s.phase, s.type, s.status
      FROM "Delivery" d
      JOIN "Member" m ON m."networkId" = d."networkId" AND m.id = d."memberId"
      JOIN "School" s ON s.urn = m."schoolUrn"
      WHERE d."networkId" = ${networkId} AND d.kind = 'invitation' AND d.key = ${invitationKey(roundId)} || d."memberId"`,
  );
}

/** Does what was last said in the channels still hold? */
function isUpToDate(view: unknown, round: Invitation): boolean {
  const facts = wordsIn(announcedFacts(round));
  return knownView(view)?.blocks.some((block) => wordsIn(block) === facts) ?? false;
}

function saysThrees(view: unknown): boolean {
  return knownView(view)?.blocks.some((block) => wordsIn(block)?.includes(IN_THREES)) ?? false;
}

/** How words are cut into runs says nothing: another version may have cut them otherwise. */
function wordsIn(block: Block | undefined): string | undefined {
  return block && 'text' in block ? wordsOf(block.text) : undefined;
}
