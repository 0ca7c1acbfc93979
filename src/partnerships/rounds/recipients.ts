import type { Tx } from '../../database/open.ts';
import { barsBetween } from '../../matching/bars.ts';
import type { MatchRules, MatchSchool } from '../../matching/types.ts';
import { pairsOf } from '../pairs.ts';
import type { PairCard, SchoolName } from '../types.ts';
import { type Contact, contactsAt } from './contacts-at.ts';
import { schoolsForRound } from './inputs.ts';
import { matchRules, WISHES } from './rules.ts';

export type { Contact } from './contacts-at.ts';

/** Who will be written to when a round is published, and who cannot be. */
export interface Recipients {
  /** Introductions, one per contact. */
  messages: number;
  /** Schools in the draft that no longer take part, or said no meanwhile. */
  gone: SchoolName[];
  /** Schools in the draft without any contact. */
  silent: SchoolName[];
  /** Contacts who are having a rest. */
  resting: Contact[];
  /** Pairs that may no longer meet, because groups or rules changed after the draft. */
  apart: PairCard[];
}

/** Finds the contacts of every school of a round's draft. */
export async function recipientsOf(tx: Tx, networkId: string, roundId: string, now: Date): Promise<Recipients> {
  const pairs = await pairsOf(tx, networkId, roundId);
  const round = await tx.round.findUniqueOrThrow({ where: { networkId_id: { networkId, id: roundId } }, select: WISHES });
  const contacts = await contactsAt(tx, networkId, now);
  const inRound = new Map((await schoolsForRound(tx, networkId, { roundId, now })).map((one) => [one.urn, one]));
  const rules = await matchRules(tx, networkId, round);
  const schools = pairs.flatMap((pair) => pair.schools);
  const readers = schools.flatMap((school) => contacts.get(school.urn) ?? []);
  return {
    messages: readers.filter((contact) => !contact.resting).length,
    gone: schools.filter((school) => !inRound.has(school.urn)),
    silent: schools.filter((school) => contacts.get(school.urn)?.length === 0),
    resting: readers.filter((contact) => contact.resting),
    apart: pairsApart(pairs, inRound, rules),
  };
}

/** Pairs that a rule has come to stand against since they were drafted; a fixed pair gives way to trust and group alone. */
function pairsApart(pairs: readonly PairCard[], inRound: ReadonlyMap<number, MatchSchool>, rules: MatchRules): PairCard[] {
  const isFixed = (a: number, b: number) => rules.fixed.some((pair) => pair.includes(a) && pair.includes(b));
  return pairs.filter((pair) => {
    const members = pair.schools.flatMap((one) => inRound.get(one.urn) ?? []);
    return members.some((a, at) =>
      members.slice(at + 1).some((b) => {
        const bars = barsBetween(a, b, rules);
        return isFixed(a.urn, b.urn) ? bars.includes('sameTrust') || bars.includes('sameGroup') : bars.length > 0;
      }),
    );
  });
}
