import { say } from '../../chat/text.ts';
import { text, type View } from '../../chat/view.ts';
import type { HomeNetwork, Insider } from '../../chat/who.ts';
import { newId } from '../../database/id.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import type { Bar, Reason } from '../../matching/types.ts';
import { enqueue } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { locked } from '../rounds/card.ts';
import { contactsAt } from '../rounds/contacts-at.ts';
import { introductionKey } from '../rounds/introduction-key.ts';
import { json } from '../rounds/stored.ts';
import type { DraftOutcome } from '../types.ts';
import { introductionView } from '../views.ts';
import { freeSchools } from './rules.ts';
import { groundOf, worthOf } from './suggest.ts';
import type { ReportFacts, SchoolFacts } from './types.ts';

/**
 * Introduces two schools now. It is written down as one more pair of the newest published round: so they can write to each other
 * through the bot, are asked whether they met, count in the report, and are not drawn together again by the next rounds. A pair that
 * either school has already stays as it is: somebody may answer there yet.
 */
export async function introduce(
  tx: Tx,
  member: Insider,
  network: HomeNetwork,
  facts: ReportFacts,
  urns: readonly [number, number],
): Promise<{ schools: string[]; messages: number }> {
  const [round] = facts.rounds;
  const { now } = facts;
  // Two coordinators take turns, so the second finds the pair of the first.
  await locked(tx, network.id, round.id);
  const [a, b] = urns.map((urn) => facts.schools.get(urn));
  if (!a || !b || a === b) throw new UserError('One of these schools does not take part any more.');
  await refuse(tx, facts, [a, b]);
  const worth = worthOf(await groundOf(tx, network.id, round.id), a, b);
  if ('bars' in worth) throw new UserError(`${a.name} and ${b.name} may not be paired: ${barWords(worth.bars)}.`);
  const reasons: Reason[] = [{ kind: 'fixed' }, ...worth.reasons];
  const last = await tx.roundGroup.aggregate({ where: { networkId: network.id, roundId: round.id }, _max: { position: true } });
  const position = (last._max.position ?? -1) + 1;
  const groupId = newId();
  const group = { id: groupId, networkId: network.id, roundId: round.id, position, score: worth.score, reasons: [...reasons] };
  await tx.roundGroup.create({ data: group });
  await tx.roundGroupSchool.createMany({ data: [a, b].map(({ urn }) => ({ networkId: network.id, groupId, urn })) });
  await recount(tx, network.id, round.id, [a.urn, b.urn]);
  const contacts = [...(await contactsAt(tx, network.id, now, [a.urn, b.urn])).values()].flat();
  const pair = { id: groupId, position, schools: [a, b], reasons, score: worth.score };
  const notBefore = nextSchoolTime(now, network.timeZone);
  const letters = contacts
    .filter((reader) => !reader.resting)
    .map((reader) => ({
      networkId: network.id,
      kind: 'introduction' as const,
      // Among the round's own introductions: following up sees by it when they were introduced, and whom it did not reach is told.
      key: `${introductionKey(round.id, groupId)}:${reader.id}`,
      to: { memberId: reader.id },
      view: introducedBy(member, network, introductionView(pair, contacts, reader, round.name)),
      notBefore,
    }));
  return { schools: [a.name, b.name], messages: await enqueue(tx, letters, now) };
}

/** What keeps an introduction from being made now, whatever the rules of a round say. */
async function refuse(tx: Tx, facts: ReportFacts, schools: readonly [SchoolFacts, SchoolFacts]): Promise<void> {
  const [a, b] = schools;
  const together = await tx.roundGroup.findFirst({
    where: {
      roundId: facts.rounds[0].id,
      endedAt: null,
      AND: [{ schools: { some: { urn: a.urn } } }, { schools: { some: { urn: b.urn } } }],
    },
  });
  if (together) throw new UserError(`${a.name} and ${b.name} are introduced already. Nobody was written to again.`);
  const free = freeSchools(facts);
  for (const school of schools) {
    if (!school.active) throw new UserError(`${school.name} has a rest from rounds at the moment.`);
    if (school.contacts.length === 0) throw new UserError(`${school.name} has no contact at the moment.`);
    if (!free.has(school.urn)) throw new UserError(`${school.name} has enough to do at the moment: two partners already.`);
  }
}

/** The round's own sums follow, as after any change of a published round: one more pair, nobody left out who has a partner now. */
async function recount(tx: Tx, networkId: string, roundId: string, urns: readonly number[]): Promise<void> {
  const at = { networkId_id: { networkId, id: roundId } };
  const { outcome: stored } = await tx.round.findUniqueOrThrow({ where: at, select: { outcome: true } });
  // Written by drafting, in this shape.
  const outcome = stored as DraftOutcome | null;
  const leftOut = outcome?.leftOut.filter((one) => !urns.includes(one.urn)) ?? [];
  const data = outcome && { outcome: json({ ...outcome, pairs: outcome.pairs + 1, leftOut }) };
  await tx.round.update({ where: at, data: { draft: { increment: 1 }, ...data }, select: { id: true } });
}

/** The usual introduction, saying first who thought of it. */
function introducedBy(member: Insider, network: HomeNetwork, shown: View): View {
  return {
    ...shown,
    blocks: [text(say`**${member.name}**, who coordinates ${network.name}, thought of you two.`), ...shown.blocks],
  };
}

const BARS: Readonly<Record<Bar, string>> = {
  sameTrust: 'they share a trust',
  sameGroup: 'they share a group',
  sameLocalAuthority: 'they share a local authority',
  sameRegion: 'they share a region',
  recentPartners: 'they were partners in one of the last four rounds',
  barred: 'a coordinator keeps them apart',
};

function barWords(bars: readonly Bar[]): string {
  return bars.length === 0 ? 'one of them does not take part any more' : bars.map((bar) => BARS[bar]).join(', ');
}
