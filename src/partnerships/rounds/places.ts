import { Prisma } from '../../database/generated/client.ts';
import { dateOf, instant, jsonRows } from '../../database/json-rows.ts';
import type { Tx } from '../../database/open.ts';
import { isInRound, isInvited, isOfRound, type Place, type RoundAnswer, type RoundTerms } from './who.ts';

/** A school's place in partnering, and what it said to a round. */
export interface RoundPlace extends Place, RoundAnswer {}

/** How a school stands to a round. */
export interface Standing extends RoundAnswer {
  urn: number;
  /** It is asked (or would be, had it been there at the opening). */
  invited: boolean;
  /** It would be paired if the round were drafted now. */
  taking: boolean;
}

interface Row extends RoundAnswer {
  urns: number[];
  region: string;
  phase: string;
  type: string;
  paused: number | null;
  inactive: number | null;
}

/**
 * Every open school that takes part, with nothing but what decides whether a round is for it. Grouped by that, because there are far
 * fewer kinds than schools: a third of the time.
 */
async function kindsOf(tx: Tx, networkId: string, roundId: string): Promise<(RoundPlace & { urns: number[] })[]> {
  const rows = await jsonRows<Row>(
    tx,
    Prisma.sql`
      SELECT json_agg(p.urn) AS urns, s.region, s.phase, s.type, ${instant('p."pausedUntil"')} AS paused,
             ${instant('p."inactiveSince"')} AS inactive, i.answer, i.decided
      FROM "PartnerSchool" p
      JOIN "School" s ON s.urn = p.urn
      LEFT JOIN "RoundInvitation" i ON i."roundId" = ${roundId} AND i."networkId" = ${networkId} AND i.urn = p.urn
      WHERE p."networkId" = ${networkId} AND p."leftAt" IS NULL AND s.status = 'open'
      GROUP BY s.region, s.phase, s.type, p."pausedUntil", p."inactiveSince", i.answer, i.decided`,
  );
  return rows.map(({ urns, region, phase, type, paused, inactive, answer, decided }) => ({
    urns,
    answer,
    decided,
    leftAt: null,
    pausedUntil: dateOf(paused),
    inactiveSince: dateOf(inactive),
    school: { region, phase, type, status: 'open' },
  }));
}

/** Is this school one of those asked, or that a coordinator decided for? */
export function isAsked(place: RoundPlace, terms: RoundTerms, now: Date): boolean {
  return isInvited(place, terms, now) || (place.answer !== null && isOfRound(place, terms)) || place.decided !== null;
}

/** How every school of a round stands to it: those asked, and those a coordinator decided for. */
export async function standings(tx: Tx, networkId: string, roundId: string, now: Date): Promise<Standing[]> {
  const round = await termsOf(tx, networkId, roundId);
  return (await kindsOf(tx, networkId, roundId))
    .filter((kind) => isAsked(kind, round, now))
    .flatMap(({ urns, ...kind }) => {
      const invited = isInvited(kind, round, now);
      const taking = isInRound(kind, kind, round, now);
      return urns.map((urn) => ({ urn, answer: kind.answer, decided: kind.decided, invited, taking }));
    });
}

/** The schools that would be paired if this round were drafted now. */
export async function urnsInRound(tx: Tx, networkId: string, roundId: string, now: Date): Promise<Set<number>> {
  return new Set((await standings(tx, networkId, roundId, now)).filter((one) => one.taking).map((one) => one.urn));
}

/** Whom a round is for. */
export function termsOf(tx: Tx, networkId: string, roundId: string): Promise<RoundTerms> {
  return tx.round.findUniqueOrThrow({
    where: { networkId_id: { networkId, id: roundId } },
    select: { takes: true, regions: true, phases: true },
  });
}

/** The counts a coordinator reads: "31 yes, 4 not this time, 8 no answer". */
export function countsOf(answers: readonly (RoundAnswer & { taking: boolean })[]): {
  yes: number;
  no: number;
  unanswered: number;
  taking: number;
} {
  const asked = answers.filter((one) => one.decided !== 'removed');
  return {
    yes: asked.filter((one) => one.answer === 'yes').length,
    no: asked.filter((one) => one.answer === 'no').length,
    unanswered: asked.filter((one) => one.answer === null && one.decided === null).length,
    taking: answers.filter((one) => one.taking).length,
  };
}
