import type { Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { SCHOOL_NAME } from '../schools.ts';
import type { DraftOutcome, RoundCard } from '../types.ts';

/** A round with its row locked until the transaction ends, so that two coordinators take turns. */
export async function locked(tx: Tx, networkId: string, roundId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Round" WHERE "networkId" = ${networkId} AND id = ${roundId} FOR UPDATE`;
  const round = await tx.round.findUnique({ where: { networkId_id: { networkId, id: roundId } } });
  if (!round) throw new UserError('This round is no longer there.');
  return round;
}

/** A round, if its draft is still the one the pressed button was made for. */
export async function sameDraft(tx: Tx, member: Insider, roundId: string, draft: string): Promise<RoundCard> {
  const round = await card(tx, member.networkId, roundId);
  if (String(round.draft) !== draft) throw new UserError('The draft has changed since. See the new one with /round show.');
  return round;
}

/** A round as its coordinator sees it. */
export async function card(tx: Tx, networkId: string, id: string): Promise<RoundCard> {
  const round = await tx.round.findUnique({ where: { networkId_id: { networkId, id } } });
  if (!round) throw new UserError('This round is no longer there.');
  // Written by draft() below, in this shape.
  const outcome = round.outcome as DraftOutcome | null;
  const leftOut = outcome?.leftOut ?? [];
  const schools = await tx.school.findMany({ where: { urn: { in: leftOut.map((one) => one.urn) } }, select: SCHOOL_NAME });
  const taking = await tx.partnerSchool.count({ where: { networkId, leftAt: null } });
  return {
    id: round.id,
    name: round.name,
    state: round.state,
    draft: round.draft,
    publishedAt: round.publishedAt,
    outcome,
    taking,
    leftOut: leftOut.flatMap((one) => {
      const school = schools.find((other) => other.urn === one.urn);
      return school ? [{ school, why: one.why }] : [];
    }),
  };
}
