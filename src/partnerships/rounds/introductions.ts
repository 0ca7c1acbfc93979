import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { barsBetween } from '../../matching/bars.ts';
import type { Letter } from '../../outbox/enqueue.ts';
import { pairsOf } from '../pairs.ts';
import { SCHOOL_NAME } from '../schools.ts';
import type { PairCard, SchoolName } from '../types.ts';
import { introductionView } from '../views.ts';
import { schoolsForRound } from './inputs.ts';

/** A contact of a school, as an introduction names them. */
export interface Contact {
  id: string;
  name: string;
  subject: string;
  urn: number;
  /** They asked that nothing be sent to them now: named, but not written to. */
  resting: boolean;
}

/** Who will be written to when a round is published, and who cannot be. */
export interface Recipients {
  pairs: { pair: PairCard; contacts: Contact[] }[];
  /** Introductions, one per contact. */
  messages: number;
  /** Schools in the draft that no longer take part. */
  gone: SchoolName[];
  /** Schools in the draft without any contact. */
  silent: SchoolName[];
  /** Contacts who are having a rest. */
  resting: Contact[];
  /** Pairs that may no longer meet, because groups changed after the draft. */
  apart: PairCard[];
}

/** Finds the contacts of every school of a round's draft. */
export async function recipientsOf(tx: Tx, networkId: string, roundId: string, now: Date): Promise<Recipients> {
  const pairs = await pairsOf(tx, networkId, roundId);
  const contact = { select: { id: true, name: true, subject: true, pausedUntil: true } } as const;
  const entries = await tx.partnerSchool.findMany({
    where: { networkId, leftAt: null },
    include: { first: contact, second: contact, school: { select: SCHOOL_NAME } },
  });
  const byUrn = new Map(entries.map((entry) => [entry.urn, entry]));
  const schools = pairs.flatMap((pair) => pair.schools);
  const withContacts = pairs.map((pair) => ({
    pair,
    contacts: pair.schools.flatMap((school): Contact[] => {
      const entry = byUrn.get(school.urn);
      return [entry?.first, entry?.second].flatMap((one) => {
        if (!one) return [];
        const { pausedUntil, ...rest } = one;
        return [{ ...rest, urn: school.urn, resting: pausedUntil !== null && pausedUntil > now }];
      });
    }),
  }));
  return {
    pairs: withContacts,
    messages: withContacts.reduce((sum, one) => sum + one.contacts.filter((contact) => !contact.resting).length, 0),
    gone: schools.filter((school) => !byUrn.has(school.urn)),
    silent: schools.filter((school) => {
      const entry = byUrn.get(school.urn);
      return entry && !entry.first && !entry.second;
    }),
    resting: withContacts.flatMap((one) => one.contacts.filter((contact) => contact.resting)),
    apart: await pairsApart(tx, networkId, pairs),
  };
}

/** Pairs that a rule has come to stand against since they were drafted. */
async function pairsApart(tx: Tx, networkId: string, pairs: readonly PairCard[]): Promise<PairCard[]> {
  const schools = new Map((await schoolsForRound(tx, networkId)).map((one) => [one.urn, one]));
  return pairs.filter((pair) => {
    const members = pair.schools.flatMap((one) => schools.get(one.urn) ?? []);
    return members.some((a, at) => members.slice(at + 1).some((b) => barsBetween(a, b, NO_WISHES).length > 0));
  });
}

/** Coordinators cannot bar or fix pairs yet. */
const NO_WISHES = { barred: [], fixed: [] };

/** One introduction for every contact of every school. */
export function lettersFor(
  recipients: Recipients,
  network: HomeNetwork,
  round: { id: string; name: string },
  notBefore: Date,
): Letter[] {
  return recipients.pairs.flatMap(({ pair, contacts }) =>
    contacts
      .filter((reader) => !reader.resting)
      .map((reader) => ({
        networkId: network.id,
        kind: 'introduction' as const,
        key: `introduction:${round.id}:${reader.id}`,
        to: { memberId: reader.id },
        view: introductionView(pair, contacts, reader, round.name),
        notBefore,
      })),
  );
}
