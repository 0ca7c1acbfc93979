import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { type Contactless, schoolsWithoutContact } from '../contacts.ts';
import type { Unreached } from '../types.ts';
import { answersOf, type SchoolAnswer } from './answers.ts';
import { countsOf, standings } from './places.ts';
import { unreachedInvitations } from './reminders.ts';

/** A round before its pairs are published, as its coordinator sees it. */
export interface OpenRound {
  id: string;
  name: string;
  state: string;
  openedAt: Date;
  closesAt: Date | null;
  endsAt: Date | null;
  takes: string;
  regions: string[];
  phases: string[];
  sameRegion: boolean;
  groupSize: number;
  /** Schools that would be paired if it were drafted now. */
  taking: number;
  yes: number;
  no: number;
  unanswered: number;
  /** Schools of the round with nobody to write to. */
  contactless: Contactless[];
  /** Schools none of whose contacts the invitation reached. */
  unreached: Unreached[];
  /** When the invitations that wait will leave. */
  leave: Date | null;
}

/** Reads it. */
export async function openRound(tx: Tx, networkId: string, roundId: string, now: Date): Promise<OpenRound> {
  const round = await tx.round.findUnique({
    where: { networkId_id: { networkId, id: roundId } },
    omit: { inputs: true, outcome: true, certificate: true },
  });
  if (!round) throw new UserError('This round is no longer there.');
  const answers = await standings(tx, networkId, roundId, now);
  const urns = new Set(answers.map((one) => one.urn));
  const { id, name, state, openedAt, closesAt, endsAt, takes, regions, phases, sameRegion, groupSize } = round;
  const next = await tx.delivery.findFirst({
    where: { networkId, key: { startsWith: `invitation:${id}:` }, memberId: { not: null }, state: 'due' },
    orderBy: { notBefore: 'asc' },
    select: { notBefore: true },
  });
  return {
    id,
    name,
    state,
    openedAt,
    closesAt,
    endsAt,
    takes,
    regions,
    phases,
    sameRegion,
    groupSize,
    ...countsOf(answers),
    contactless: (await schoolsWithoutContact(tx, networkId)).filter((one) => urns.has(one.school.urn)),
    unreached: await unreachedInvitations(tx, networkId, id),
    leave: next?.notBefore ?? null,
  };
}

/** Every school's answer to a round, with the round's name. */
export async function schoolAnswers(
  tx: Tx,
  networkId: string,
  roundId: string,
  now: Date,
): Promise<{ name: string; answers: SchoolAnswer[] }> {
  const round = await tx.round.findUnique({ where: { networkId_id: { networkId, id: roundId } }, select: { name: true } });
  if (!round) throw new UserError('This round is no longer there.');
  return { name: round.name, answers: await answersOf(tx, networkId, roundId, now) };
}
