import type { Tx } from '../../database/open.ts';
import { phaseOfSchool } from '../../vocabulary/phases.ts';
import { findRegion } from '../../vocabulary/regions.ts';

/** Whom a round is for, as its row says. */
export interface RoundTerms {
  /** 'all': every invited school unless it says no; 'yes': only schools that say yes. */
  takes: string;
  /** Slugs; empty: every region, every phase. */
  regions: readonly string[];
  phases: readonly string[];
}

/** What of a school's place in partnering decides whether it is invited. */
export interface Place {
  leftAt: Date | null;
  pausedUntil: Date | null;
  inactiveSince: Date | null;
  school: { region: string; phase: string; type: string; status: string };
}

/** A school's answer to a round, and what a coordinator decided for it. */
export interface RoundAnswer {
  answer: string | null;
  decided: string | null;
}

/** Is this a school of the regions and phases the round is for? */
export function isOfRound({ school }: Pick<Place, 'school'>, { regions, phases }: RoundTerms): boolean {
  const region = findRegion(school.region)?.slug;
  const phase = phaseOfSchool(school.phase, school.type) ?? 'all-through';
  return (
    (regions.length === 0 || (region !== undefined && regions.includes(region))) &&
    (phases.length === 0 || phases.includes(phase))
  );
}

/** Is this school asked whether it takes part in a round? */
export function isInvited(place: Place, terms: RoundTerms, now: Date): boolean {
  return isPresent(place) && !isPaused(place, now) && place.inactiveSince === null && isOfRound(place, terms);
}

/** Would this school be paired if the round were drafted now? What a coordinator decided stands above its answer. */
export function isInRound(place: Place, said: RoundAnswer | undefined, terms: RoundTerms, now: Date): boolean {
  if (said?.decided === 'removed' || !isPresent(place)) return false;
  if (said?.decided === 'added') return true;
  return isInvited(place, terms, now) && (terms.takes === 'yes' ? said?.answer === 'yes' : said?.answer !== 'no');
}

/** Is this school having a term off? */
export function isPaused({ pausedUntil }: Pick<Place, 'pausedUntil'>, now: Date): boolean {
  return pausedUntil !== null && pausedUntil > now;
}

/** The schools that would be paired if this round were drafted now. */
export async function urnsInRound(tx: Tx, networkId: string, roundId: string, now: Date): Promise<Set<number>> {
  const round = await tx.round.findUniqueOrThrow({
    where: { networkId_id: { networkId, id: roundId } },
    include: { invitations: { select: { urn: true, answer: true, decided: true } } },
  });
  const said = new Map(round.invitations.map((one) => [one.urn, one]));
  const entries = await tx.partnerSchool.findMany({ where: { networkId, leftAt: null }, include: { school: { select: PLACE } } });
  return new Set(entries.filter((entry) => isInRound(entry, said.get(entry.urn), round, now)).map((entry) => entry.urn));
}

/** What of a school its place needs. */
export const PLACE = { region: true, phase: true, type: true, status: true } as const;

function isPresent(place: Place): boolean {
  return place.leftAt === null && place.school.status === 'open';
}
