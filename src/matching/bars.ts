import { common, roundsSinceMet } from './terms.ts';
import type { Bar, MatchRules, MatchSchool } from './types.ts';
import { ROUNDS_APART } from './weights.ts';

/** Every rule that keeps two schools apart; none means that they may meet. */
export function barsBetween(a: MatchSchool, b: MatchSchool, rules: MatchRules): Bar[] {
  const bars: Bar[] = [];
  if (a.trust && a.trust === b.trust) bars.push('sameTrust');
  if (common(a.groups, b.groups).length > 0) bars.push('sameGroup');
  if (a.localAuthority === b.localAuthority) bars.push('sameLocalAuthority');
  if (a.region === b.region && !rules.allowSameRegion) bars.push('sameRegion');
  const met = roundsSinceMet(a, b);
  if (met !== undefined && met <= ROUNDS_APART) bars.push('recentPartners');
  const isPair = ([one, two]: [number, number]) => (one === a.urn && two === b.urn) || (one === b.urn && two === a.urn);
  if (rules.barred.some(isPair)) bars.push('barred');
  return bars;
}
