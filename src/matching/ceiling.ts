import { boostOf, exchangeTerm, focusTerm, units } from './terms.ts';
import type { MatchSchool, Weights } from './types.ts';

/**
 * At most what the pair of the schools at two places of the list can be worth, from their topics alone, in units: quick to
 * ask, so that a scan of all pairs need weigh only the few for which it matters.
 */
export function ceilingOf(schools: MatchSchool[], weights: Weights): (a: number, b: number) => number {
  const slugs = [...new Set(schools.flatMap((school) => [...school.topics, ...school.offers, ...school.seeks]))];
  const place = new Map(slugs.map((slug, at) => [slug, at]));
  const word = (list: string[], from: number): number => {
    const places = list.map((slug) => (place.get(slug) ?? -1) - from).filter((at) => at >= 0 && at < 32);
    return places.reduce((bits, at) => bits | (1 << at), 0);
  };
  const known = schools.map((school) => ({
    focus: [word(school.topics, 0), word(school.topics, 32)] as const,
    offers: [word(school.offers, 0), word(school.offers, 32)] as const,
    seeks: [word(school.seeks, 0), word(school.seeks, 32)] as const,
    boost: boostOf(school, weights),
  }));
  const unseen = units(weights.phase) + units(weights.mood) + units(weights.debt) + units(weights.distance);
  const focus = [0, 1, 2, 3].map((shared) => focusTerm(shared, weights) + unseen);
  const exchange = [0, 1, 2].map((directions) => exchangeTerm(directions, weights));
  const tieBreak = units(weights.tieBreak);
  return (a, b) => {
    const [one, other] = [known[a], known[b]];
    if (!one || !other) return Number.POSITIVE_INFINITY;
    let shared = 0;
    for (let bits = one.focus[0] & other.focus[0]; bits !== 0 && shared < 3; bits &= bits - 1) shared++;
    for (let bits = one.focus[1] & other.focus[1]; bits !== 0 && shared < 3; bits &= bits - 1) shared++;
    const there = (one.offers[0] & other.seeks[0]) | (one.offers[1] & other.seeks[1]) ? 1 : 0;
    const back = (other.offers[0] & one.seeks[0]) | (other.offers[1] & one.seeks[1]) ? 1 : 0;
    const sum = (focus[shared] ?? 0) + (exchange[there + back] ?? 0);
    return (sum * (100 + one.boost + other.boost)) / 100 + tieBreak;
  };
}
