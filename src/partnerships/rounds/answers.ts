import type { HomeNetwork, Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import { withdrawInvitations } from '../schools.ts';
import type { SchoolName } from '../types.ts';
import { locked } from './card.ts';
import { isInRound, isInvited, isOfRound, PLACE } from './who.ts';

/** "Pause us for a term": thirteen weeks, which is a term with its holidays. */
const PAUSE_MS = 13 * 7 * 24 * 60 * 60 * 1000;

/** What a school may answer to an invitation. */
export type Answer = 'yes' | 'no' | 'pause';

/** An answer that was taken, for telling what happens next. */
export interface Answered {
  answer: Answer;
  school: SchoolName;
  round: { id: string; name: string; state: string; closesAt: Date | null };
  /** The other contact, who need not answer any more; null when there is none, or this changes an answer. */
  colleague: string | null;
  /** The pause's last day. */
  pausedUntil: Date | null;
}

/** How one school stands to a round. */
export interface SchoolAnswer {
  school: SchoolName;
  /** It is asked (or would be, had it been there at the opening). */
  invited: boolean;
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  decided: string | null;
  /** It would be paired if the round were drafted now. */
  taking: boolean;
  contacts: { id: string; name: string; pausedUntil: Date | null }[];
}

/** Answering invitations. */
export function createAnswers(tx: Tx) {
  return {
    /** Takes a school's answer from one of its contacts; it may be changed until the pairs are published. */
    async answer(
      member: Insider,
      network: HomeNetwork,
      to: { roundId: string; urn: number; answer: Answer },
      now: Date,
    ): Promise<Answered> {
      const round = await locked(tx, network.id, to.roundId);
      refuseOver(round);
      const { entry, said } = await askedSchool(tx, member, round, to.urn);
      if (to.answer === 'yes' && said?.decided === 'removed')
        throw new UserError('A coordinator has taken your school out of this round. Please ask them.');
      const key = { networkId: network.id, urn: to.urn };
      const pausedUntil = to.answer === 'pause' ? new Date(now.getTime() + PAUSE_MS) : null;
      // A "yes" or "not this time" to a round is a sign of life, and ends a pause.
      await tx.partnerSchool.update({
        where: { networkId_urn: key },
        data: { pausedUntil, inactiveSince: null, silentRounds: 0 },
      });
      const data = { answer: to.answer === 'yes' ? 'yes' : 'no', answeredAt: now, answeredBy: member.id };
      await tx.roundInvitation.upsert({
        where: { roundId_urn: { roundId: round.id, urn: to.urn } },
        create: { ...key, roundId: round.id, ...data },
        update: data,
      });
      await withdrawInvitations(tx, round.id, [entry.firstContactId, entry.secondContactId]);
      const other = [entry.first, entry.second].find((one) => one && one.id !== member.id)?.name ?? null;
      const colleague = said?.answer ? null : other;
      return { answer: to.answer, school: entry.school, round, colleague, pausedUntil };
    },
  };
}

/** How every school that takes part stands to a round: those asked, and those a coordinator decided for. */
export async function answersOf(tx: Tx, networkId: string, roundId: string, now: Date): Promise<SchoolAnswer[]> {
  const contact = { select: { id: true, name: true, pausedUntil: true } } as const;
  const round = await tx.round.findUniqueOrThrow({
    where: { networkId_id: { networkId, id: roundId } },
    include: { invitations: true },
  });
  const said = new Map(round.invitations.map((one) => [one.urn, one]));
  const entries = await tx.partnerSchool.findMany({
    where: { networkId, leftAt: null, school: { status: 'open' } },
    include: { first: contact, second: contact, school: { select: { ...SCHOOL_NAME, ...PLACE } } },
    orderBy: [{ school: { region: 'asc' } }, { school: { name: 'asc' } }],
  });
  const people = await namesOf(
    tx,
    networkId,
    round.invitations.map((one) => one.answeredBy),
  );
  return entries.flatMap((entry) => {
    const theirs = said.get(entry.urn);
    const invited = isInvited(entry, round, now);
    const asked = invited || (theirs?.answer && isOfRound(entry, round)) || theirs?.decided;
    if (!asked) return [];
    const { urn, name, town, region, localAuthority } = entry.school;
    return [
      {
        school: { urn, name, town, region, localAuthority },
        invited,
        answer: theirs?.answer ?? null,
        answeredAt: theirs?.answeredAt ?? null,
        answeredBy: people.get(theirs?.answeredBy ?? '') ?? null,
        decided: theirs?.decided ?? null,
        taking: isInRound(entry, theirs, round, now),
        contacts: [entry.first, entry.second].filter((one) => one !== null),
      },
    ];
  });
}

/** The counts a coordinator reads: "31 yes, 4 not this time, 8 no answer". */
export function countsOf(answers: readonly SchoolAnswer[]): { yes: number; no: number; unanswered: number; taking: number } {
  const asked = answers.filter((one) => one.decided !== 'removed');
  return {
    yes: asked.filter((one) => one.answer === 'yes').length,
    no: asked.filter((one) => one.answer === 'no').length,
    unanswered: asked.filter((one) => one.answer === null && one.decided === null).length,
    taking: answers.filter((one) => one.taking).length,
  };
}

/** A round whose pairs are published, or that will never be, asks nobody any more. */
function refuseOver({ name, state }: { name: string; state: string }): void {
  if (state === 'cancelled')
    throw new UserError(`"${name}" was cancelled, so there is nothing to answer. We ask again next time.`);
  if (state === 'published')
    throw new UserError(`The pairs of "${name}" are published already. /partner status shows your school's partner.`);
}

/** The school that was asked, if this member speaks for it. */
async function askedSchool(tx: Tx, member: Insider, round: Parameters<typeof isOfRound>[1] & { id: string }, urn: number) {
  const contact = { select: { id: true, name: true } } as const;
  const entry = Number.isInteger(urn)
    ? await tx.partnerSchool.findUnique({
        where: { networkId_urn: { networkId: member.networkId, urn } },
        include: { first: contact, second: contact, school: { select: { ...SCHOOL_NAME, ...PLACE } } },
      })
    : null;
  if (!entry || urn !== member.schoolUrn)
    throw new UserError(
      'This question is for the contacts of another school. Your own is asked separately: see /partner status.',
    );
  if (entry.leftAt !== null) throw new UserError(`${entry.school.name} no longer takes part. /partner join brings it back.`);
  if (entry.firstContactId !== member.id && entry.secondContactId !== member.id) {
    const names = [entry.first?.name, entry.second?.name].filter(Boolean).join(' and ');
    throw new UserError(
      `Only a contact of ${entry.school.name} can answer${names === '' ? '' : `: ${names}`}. See /partner status.`,
    );
  }
  const said = await tx.roundInvitation.findUnique({ where: { roundId_urn: { roundId: round.id, urn } } });
  if (!isOfRound(entry, round) && said?.decided !== 'added')
    throw new UserError('This round is for schools of other regions or phases. You are asked about the next one.');
  return { entry, said };
}

async function namesOf(tx: Tx, networkId: string, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const members = await tx.member.findMany({ where: { networkId, id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(members.map((one) => [one.id, one.name]));
}
