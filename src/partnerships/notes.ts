import type { HomeNetwork, Insider } from '../chat/who.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { enqueueNote } from '../outbox/note.ts';
import { nobodyNeedsToBegin } from './follow-up/letters.ts';
import { heardFrom, pairOf } from './follow-up/pair.ts';
import { noteView } from './views.ts';

/** What a member writes to the other schools of their pair. */
export interface Note {
  groupId: string;
  /** The member who is answered, contact or not; '' when nobody in particular. */
  to: string;
  words: string;
}

/**
 * Sends a member's words to the other schools' contacts, whichever platform each is on. Returns how many people get it.
 * `once`: a name for words that are ready to be sent; the same are not sent twice by one member in one pair.
 */
export async function sendNote(
  tx: Tx,
  member: Insider,
  network: HomeNetwork,
  note: Note,
  now: Date,
  once?: string,
): Promise<{ people: number; schools: string[] }> {
  const { mine, others } = await pairOf(tx, member, note.groupId);
  const readers = await readersAt(
    tx,
    member.networkId,
    others.map((one) => one.urn),
    note.to,
  );
  if (readers.length === 0)
    throw new UserError('The other school has no contact at the moment. A coordinator of your network can help.');
  const view = noteView({ id: member.id, name: member.name, school: mine.name }, note.words, note.groupId);
  const cause = once === undefined ? newId() : `${once}-${note.groupId}`;
  if ((await enqueueNote(tx, member, network, { readers, view, cause }, now)) === 0)
    throw new UserError('Your hello was sent already. To say more, write your own words.');
  await heardFrom(tx, member.networkId, { groupId: note.groupId, urn: member.schoolUrn }, now);
  await nobodyNeedsToBegin(tx, note.groupId);
  return { people: readers.length, schools: others.map((one) => one.name) };
}

/** The contacts of these schools, and the member who is answered if they teach at one of them. */
async function readersAt(tx: Tx, networkId: string, urns: readonly number[], answered: string): Promise<string[]> {
  const at = { networkId, urn: { in: [...urns] } };
  const entries = await tx.partnerSchool.findMany({ where: at, select: { firstContactId: true, secondContactId: true } });
  const contacts = entries.flatMap((one) => [one.firstContactId, one.secondContactId]).filter((id) => id !== null);
  const writer = await tx.member.findFirst({
    where: { networkId, id: answered, schoolUrn: { in: [...urns] } },
    select: { id: true },
  });
  return [...new Set([...contacts, ...(writer ? [writer.id] : [])])];
}
