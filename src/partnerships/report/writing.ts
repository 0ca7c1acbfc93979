import type { HomeNetwork, Insider } from '../../chat/who.ts';
import { newId } from '../../database/id.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { enqueue } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { answeredView, coordinatorWords, pausedLetter } from './letters.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** A pause is a school term. */
const PAUSE_WEEKS = 13;

/** What a coordinator does for schools from the report, each in the transaction it is given. */

/** Sends a coordinator's words to the contacts of a school ('s' and its URN) or of a pair ('g' and its id). */
export async function writeTo(
  tx: Tx,
  member: Insider,
  network: HomeNetwork,
  about: string,
  words: string,
  now: Date,
): Promise<{ people: number; schools: string[] }> {
  const urns = await urnsOf(tx, network.id, about);
  const schools = await contactsAt(tx, network.id, urns);
  const view = coordinatorWords(member, network.name, words);
  const readers = schools.flatMap((school) => school.contacts);
  if (readers.length === 0)
    throw new UserError('There is nobody to write to at the moment. A colleague there becomes a contact with /partner join.');
  await send(tx, network, readers, view, now);
  return { people: readers.length, schools: schools.filter((one) => one.contacts.length > 0).map((one) => one.name) };
}

/** Sends a contact's answer to the coordinator who wrote; to all of them when that one no longer coordinates. */
export async function answerTo(
  tx: Tx,
  member: Insider,
  network: HomeNetwork,
  to: string,
  words: string,
  now: Date,
): Promise<{ people: number }> {
  const coordinators = await tx.member.findMany({ where: { networkId: network.id, coordinator: true }, select: { id: true } });
  const all = coordinators.map((one) => one.id);
  const readers = all.includes(to) ? [to] : all;
  if (readers.length === 0) throw new UserError('Your network has no coordinator at the moment.');
  const { name: school } = await tx.school.findUniqueOrThrow({ where: { urn: member.schoolUrn }, select: { name: true } });
  await send(tx, network, readers, answeredView({ name: member.name, school, urn: member.schoolUrn }, words), now);
  return { people: readers.length };
}

/** Gives a school a rest from rounds, and tells its contacts kindly. Twice does nothing more. */
export async function pauseSchool(
  tx: Tx,
  member: Insider,
  network: HomeNetwork,
  urn: number,
  now: Date,
): Promise<{ school: string; until: Date; told: number }> {
  const [school] = await contactsAt(tx, network.id, [urn]);
  if (!school) throw new UserError('That school is not taking part.');
  const until = new Date(now.getTime() + PAUSE_WEEKS * WEEK_MS);
  // Only one of two coordinators who press at once pauses it.
  const paused = await tx.partnerSchool.updateMany({
    where: { networkId: network.id, urn, leftAt: null, OR: [{ pausedUntil: null }, { pausedUntil: { lte: now } }] },
    data: { pausedUntil: until },
  });
  if (paused.count === 0) throw new UserError(`${school.name} has a rest already.`);
  await send(tx, network, school.contacts, pausedLetter(member, school.name, until, network.timeZone, now), now);
  return { school: school.name, until, told: school.contacts.length };
}

/** The schools a button is about; none of another network's. */
async function urnsOf(tx: Tx, networkId: string, about: string): Promise<number[]> {
  if (about.startsWith('s')) return [numberIn(about)];
  const rows = await tx.roundGroupSchool.findMany({ where: { networkId, groupId: about.slice(1) }, select: { urn: true } });
  return rows.map((row) => row.urn);
}

/** A URN from a button; 0, which is no school's, when it is none. */
export function numberIn(words: string): number {
  const digits = /^s?(\d{1,9})$/.exec(words)?.[1];
  return digits === undefined ? 0 : Number(digits);
}

async function contactsAt(tx: Tx, networkId: string, urns: readonly number[]) {
  const entries = await tx.partnerSchool.findMany({
    where: { networkId, urn: { in: [...urns] }, leftAt: null },
    select: { urn: true, firstContactId: true, secondContactId: true, school: { select: { name: true } } },
    orderBy: { urn: 'asc' },
  });
  return entries.map(({ urn, firstContactId, secondContactId, school }) => ({
    urn,
    name: school.name,
    contacts: [firstContactId, secondContactId].filter((id) => id !== null),
  }));
}

async function send(
  tx: Tx,
  network: HomeNetwork,
  readers: readonly string[],
  view: ReturnType<typeof coordinatorWords>,
  now: Date,
) {
  const cause = newId();
  const notBefore = nextSchoolTime(now, network.timeZone);
  const letters = [...new Set(readers)].map((memberId) => ({
    networkId: network.id,
    kind: 'notice' as const,
    key: `report:${cause}:${memberId}`,
    to: { memberId },
    view,
    notBefore,
  }));
  await enqueue(tx, letters, now);
}
