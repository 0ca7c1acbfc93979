import type { HomeNetwork, Insider } from '../../chat/who.ts';
import { Prisma } from '../../database/generated/client.ts';
import { dateOf, instant, joinedRow, jsonRows } from '../../database/json-rows.ts';
import type { Tx } from '../../database/open.ts';
import { millis } from '../../database/transaction.ts';
import { UserError } from '../../errors.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import { withdrawInvitations } from '../schools.ts';
import type { SchoolName } from '../types.ts';
import { locked } from './card.ts';
import { isAsked, termsOf } from './places.ts';
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

interface AnswerRow extends SchoolName {
  phase: string;
  type: string;
  paused: number | null;
  inactive: number | null;
  answer: string | null;
  answered: number | null;
  answeredBy: string | null;
  decided: string | null;
  contacts: ({ id: string; name: string; paused: number | null } | null)[];
}

/**
 * How every school that takes part stands to a round: those asked, and those a coordinator decided for; by region and name.
 * `urns`: only of these.
 */
export async function answersOf(
  tx: Tx,
  networkId: string,
  roundId: string,
  now: Date,
  urns?: readonly number[],
): Promise<SchoolAnswer[]> {
  const round = await termsOf(tx, networkId, roundId);
  const person = (m: string) => joinedRow(m, { id: `${m}.id`, name: `${m}.name`, paused: millis(`${m}."pausedUntil"`) });
  const rows = await jsonRows<AnswerRow>(
    tx,
    Prisma.sql`
      SELECT s.urn, s.name, s.town, s.region, s."localAuthority", s.phase, s.type,
             ${instant('p."pausedUntil"')} AS paused, ${instant('p."inactiveSince"')} AS inactive,
             i.answer, ${instant('i."answeredAt"')} AS answered, by.name AS "answeredBy", i.decided,
             json_build_array(${person('m1')}, ${person('m2')}) AS contacts
      FROM "PartnerSchool" p
      JOIN "School" s ON s.urn = p.urn
      LEFT JOIN "RoundInvitation" i ON i."roundId" = ${roundId} AND i."networkId" = ${networkId} AND i.urn = p.urn
      LEFT JOIN "Member" m1 ON m1."networkId" = p."networkId" AND m1.id = p."firstContactId"
      LEFT JOIN "Member" m2 ON m2."networkId" = p."networkId" AND m2.id = p."secondContactId"
      LEFT JOIN "Member" by ON by."networkId" = p."networkId" AND by.id = i."answeredBy"
      WHERE p."networkId" = ${networkId} AND p."leftAt" IS NULL AND s.status = 'open'
      ${urns ? Prisma.sql`AND p.urn = ANY(${[...urns]}::int[])` : Prisma.empty}
      ORDER BY s.region, s.name, s.urn`,
  );
  return rows.flatMap(({ urn, name, town, region, localAuthority, phase, type, ...row }) => {
    const place = {
      leftAt: null,
      pausedUntil: dateOf(row.paused),
      inactiveSince: dateOf(row.inactive),
      school: { region, phase, type, status: 'open' },
      answer: row.answer,
      decided: row.decided,
    };
    if (!isAsked(place, round, now)) return [];
    const contacts = row.contacts.filter((one) => one !== null);
    return [
      {
        school: { urn, name, town, region, localAuthority },
        invited: isInvited(place, round, now),
        answer: row.answer,
        answeredAt: dateOf(row.answered),
        answeredBy: row.answeredBy,
        decided: row.decided,
        taking: isInRound(place, place, round, now),
        contacts: contacts.map((one) => ({ id: one.id, name: one.name, pausedUntil: dateOf(one.paused) })),
      },
    ];
  });
}

/** A round that is published, or that will never be, asks nobody any more. */
function refuseOver({ name, state }: { name: string; state: string }): void {
  if (state === 'cancelled')
    throw new UserError(`"${name}" was cancelled, so there is nothing to answer. We ask again next time.`);
  if (state === 'published')
    throw new UserError(`"${name}" is published already. /partner status shows where your school stands.`);
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
