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
  const isOneOf = (slug: string | undefined, wanted: readonly string[]) => slug !== undefined && wanted.includes(slug);
  return (
    (regions.length === 0 || isOneOf(findRegion(school.region)?.slug, regions)) &&
    (phases.length === 0 || isOneOf(phaseOfSchool(school.phase, school.type) ?? 'all-through', phases))
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

/** What of a school its place needs. */
export const PLACE = { region: true, phase: true, type: true, status: true } as const;

function isPresent(place: Place): boolean {
  return place.leftAt === null && place.school.status === 'open';
}
