import { similarity } from './intake.ts';
import { balanceOf, common, distanceOf, phaseFit, roundsSinceMet } from './terms.ts';
import type { MatchSchool, Reason } from './types.ts';

function intakeReasons(a: MatchSchool, b: MatchSchool): Reason[] {
  const alike = similarity(a, b);
  const wishing = (mood: 'family' | 'stretch') => [a, b].filter((school) => school.mood === mood).map((school) => school.urn);
  if (alike > 0.5 && wishing('family').length > 0) return [{ kind: 'similarIntake', wishedBy: wishing('family') }];
  if (alike < 0.5 && wishing('stretch').length > 0) return [{ kind: 'differentIntake', wishedBy: wishing('stretch') }];
  return [];
}

function goesFirst(school: MatchSchool): Reason[] {
  const because: ('leftOut' | 'trio' | 'silence')[] = [];
  if (school.leftOutLastTime || school.timesLeftOut > 0) because.push('leftOut');
  if (school.inTrioLastTime || school.timesInTrio > 0) because.push('trio');
  if (school.timesSilent > 0) because.push('silence');
  return because.length > 0 ? [{ kind: 'goesFirst', urn: school.urn, because }] : [];
}

/** What speaks for a pair, the weightiest first; the facts behind its score. */
export function reasonsFor(a: MatchSchool, b: MatchSchool): Reason[] {
  const reasons: Reason[] = [];
  const topics = common(a.topics, b.topics);
  if (topics.length > 0) reasons.push({ kind: 'sharedTopics', topics });
  for (const [from, to] of [[a, b] as const, [b, a] as const]) {
    const wanted = common(from.offers, to.seeks);
    if (wanted.length > 0) reasons.push({ kind: 'offersSeeks', from: from.urn, to: to.urn, topics: wanted });
  }
  const fit = phaseFit(a.phase, b.phase);
  if (fit === 1) reasons.push({ kind: 'samePhase', phase: a.phase });
  else if (fit > 0) reasons.push({ kind: 'nearPhase', phases: [a.phase, b.phase] });
  reasons.push(...intakeReasons(a, b));
  const [balanceA, balanceB] = [balanceOf(a), balanceOf(b)];
  if (balanceA * balanceB < 0) {
    const [from, to] = balanceA < 0 ? [a, b] : [b, a];
    reasons.push({ kind: 'repaysDebt', from: from.urn, to: to.urn });
  }
  const km = distanceOf(a, b);
  if (km !== undefined) reasons.push({ kind: 'distance', km: Math.round(km) });
  reasons.push(
    a.region === b.region ? { kind: 'sameRegion', region: a.region } : { kind: 'differentRegion', regions: [a.region, b.region] },
  );
  if (a.trust || b.trust) reasons.push({ kind: 'differentTrust' });
  const met = roundsSinceMet(a, b);
  reasons.push(met === undefined ? { kind: 'neverMet' } : { kind: 'metBefore', between: [a.urn, b.urn], roundsAgo: met });
  reasons.push(...goesFirst(a), ...goesFirst(b));
  return reasons;
}
