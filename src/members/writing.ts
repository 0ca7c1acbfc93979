import type { HomeNetwork, Insider } from '../chat/who.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { enqueueNote } from '../outbox/note.ts';
import { wordsView } from './views.ts';

/**
 * Sends one member's words to another of their network, whichever platform each is on; they can answer. Throws a UserError when there is
 * nobody to send them to.
 */
export async function writeTo(
  tx: Tx,
  member: Insider,
  network: HomeNetwork,
  to: string,
  words: string,
  now: Date,
): Promise<{ name: string; school: string; isResting: boolean }> {
  if (to === member.id) throw new UserError('That is you.');
  const reader = await tx.member.findUnique({
    where: { networkId_id: { networkId: network.id, id: to } },
    select: { name: true, pausedUntil: true, school: { select: { name: true } } },
  });
  if (!reader) throw new UserError('That person is not in this network.');
  const { name: school } = await tx.school.findUniqueOrThrow({ where: { urn: member.schoolUrn }, select: { name: true } });
  const view = wordsView({ id: member.id, name: member.name, school }, words);
  await enqueueNote(tx, member, network, { readers: [to], view, cause: newId() }, now);
  const isResting = reader.pausedUntil !== null && reader.pausedUntil > now;
  return { name: reader.name, school: reader.school.name, isResting };
}
