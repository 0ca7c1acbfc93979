import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue, type Letter } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { pairsOf } from '../pairs.ts';
import type { PairCard } from '../types.ts';
import { introductionView } from '../views.ts';
import { type Contact, contactsAt } from './contacts-at.ts';
import { introductionKey } from './introduction-key.ts';

/** Pairs introduced in one go: as many letters as a page of invitations to schools with two contacts each. */
const PAIRS_PER_PAGE = 125;

/** A round whose pairs are being introduced. */
export interface IntroducingRound {
  id: string;
  name: string;
  publishedAt: Date;
}

/** Introduces a page of a published round's pairs, from that position. Returns where the next page begins; null: that was the last. */
export async function writeIntroductions(
  tx: Tx,
  network: HomeNetwork,
  round: IntroducingRound,
  from: number,
  now: Date,
): Promise<number | null> {
  const pairs = await pairsOf(tx, network.id, round.id, { from, take: PAIRS_PER_PAGE });
  await introduce(tx, network, round, pairs, now);
  const last = pairs.at(-1);
  return pairs.length < PAIRS_PER_PAGE || !last ? null : last.position + 1;
}

/**
 * Writes to the contacts of these pairs, but of none that was written to before: one made or joined by a change after publishing has
 * letters of its own, and they may have come first. Whenever it is written, an introduction counts as of the round's publishing.
 */
export async function introduce(
  tx: Tx,
  network: HomeNetwork,
  round: IntroducingRound,
  pairs: readonly PairCard[],
  now: Date,
): Promise<void> {
  const urns = pairs.flatMap((pair) => pair.schools.map((one) => one.urn));
  const contacts = await contactsAt(tx, network.id, now, urns);
  const notBefore = nextSchoolTime(now, network.timeZone);
  const written = pairs.map((pair) => {
    const readers = pair.schools.flatMap((school) => contacts.get(school.urn) ?? []);
    return { keys: keysOf(round, pair, readers), letters: lettersOf(network, round, pair, readers, notBefore) };
  });
  const found = await tx.delivery.findMany({
    where: { key: { in: written.flatMap((one) => one.keys) } },
    select: { key: true },
  });
  const known = new Set(found.map((one) => one.key));
  const letters = written.filter(({ keys }) => !keys.some((key) => known.has(key))).flatMap((one) => one.letters);
  await enqueue(tx, letters, round.publishedAt);
}

function lettersOf(
  network: HomeNetwork,
  round: IntroducingRound,
  pair: PairCard,
  contacts: readonly Contact[],
  notBefore: Date,
): Letter[] {
  return contacts
    .filter((reader) => !reader.resting)
    .map((reader) => ({
      networkId: network.id,
      kind: 'introduction' as const,
      key: `${introductionKey(round.id, pair.id)}:${reader.id}`,
      to: { memberId: reader.id },
      view: introductionView(pair, contacts, reader, round.name),
      notBefore,
    }));
}

/** The keys an introduction of this pair can have: its own, and that of a school which joined it. */
function keysOf(round: IntroducingRound, pair: PairCard, contacts: readonly Contact[]): string[] {
  const key = introductionKey(round.id, pair.id);
  return contacts.flatMap(({ id, urn }) => [`${key}:${id}`, `${key}+${urn}:${id}`]);
}
