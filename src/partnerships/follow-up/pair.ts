import type { Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { PairAbout } from './types.ts';

/** A pair of a published round as the member's school sees it; refuses, in words, members of other schools and pairs taken apart. */
export async function pairOf(tx: Tx, member: Insider, groupId: string): Promise<PairAbout & { roundId: string; draft: number }> {
  const group = await tx.roundGroup.findUnique({
    where: { networkId_id: { networkId: member.networkId, id: groupId } },
    include: { round: true, schools: { include: { school: { select: SCHOOL_NAME } }, orderBy: { urn: 'asc' } } },
  });
  const mine = group?.schools.find((one) => one.urn === member.schoolUrn);
  if (!group || !mine || group.round.state !== 'published')
    throw new UserError('Your school is not one of those that were introduced here.');
  if (group.endedAt !== null)
    throw new UserError('These schools have since been parted. /partner status shows where yours stands.');
  const others = group.schools.filter((one) => one !== mine).map((one) => one.school);
  return { groupId, roundId: group.roundId, roundName: group.round.name, draft: group.round.draft, mine: mine.school, others };
}

/** Something was heard from a school: its silent rounds in a row are over, and if nobody had begun, somebody has now. */
export async function heardFrom(tx: Tx, networkId: string, pair: { groupId: string; urn: number }, now: Date): Promise<void> {
  const { groupId, urn } = pair;
  await tx.roundGroupSchool.updateMany({ where: { networkId, groupId, urn, wroteAt: null }, data: { wroteAt: now } });
  await noLongerSilent(tx, networkId, urn);
}

/** Any sign of life ends a row of silent rounds. */
export async function noLongerSilent(tx: Tx, networkId: string, urn: number): Promise<void> {
  await tx.partnerSchool.updateMany({ where: { networkId, urn, silentRounds: { gt: 0 } }, data: { silentRounds: 0 } });
}
