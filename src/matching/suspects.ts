import { boostOf, exchangeTerm, focusTerm, units } from './terms.ts';
import type { MatchSchool, Weights } from './types.ts';

/** Each reads one kind of list, inside its bounds, which keeps it quick. */
const few = (cells: Uint8Array, place: number): number => cells[place] as number;
const real = (cells: Float64Array, place: number): number => cells[place] as number;

/**
 * The schools after one of the list that could form a pair worth more than both prices, judged by topics alone and giving
 * the pair all it could have besides: a scan of all pairs then need weigh only those few.
 */
export function suspectsAfter(schools: MatchSchool[], prices: Float64Array, weights: Weights): (place: number) => number[] {
  const listed = (slugsOf: (school: MatchSchool) => string[]) => {
    const lists = new Map<string, number[]>();
    for (const [place, school] of schools.entries()) {
      for (const slug of new Set(slugsOf(school)))
        lists
          .set(slug, lists.get(slug) ?? [])
          .get(slug)
          ?.push(place);
    }
    return lists;
  };
  const [working, offering, seeking] = [
    listed(({ topics }) => topics),
    listed(({ offers }) => offers),
    listed(({ seeks }) => seeks),
  ];
  const unseen = units(weights.phase) + units(weights.mood) + units(weights.debt) + units(weights.distance);
  const focus = Float64Array.from([0, 1, 2, 3], (shared) => focusTerm(shared, weights) + unseen);
  const exchange = Float64Array.from([0, 1, 2], (directions) => exchangeTerm(directions, weights));
  const boosts = Float64Array.from(schools, (school) => boostOf(school, weights));
  const tieBreak = units(weights.tieBreak);
  const [shared, there, back] = [0, 1, 2].map(() => new Uint8Array(schools.length)) as [Uint8Array, Uint8Array, Uint8Array];
  return (place) => {
    for (const counts of [shared, there, back]) counts.fill(0);
    const { topics = [], offers = [], seeks = [] } = schools[place] ?? {};
    for (const slug of new Set(topics)) for (const b of working.get(slug) ?? []) shared[b] = Math.min(3, few(shared, b) + 1);
    for (const slug of offers) for (const b of seeking.get(slug) ?? []) there[b] = 1;
    for (const slug of seeks) for (const b of offering.get(slug) ?? []) back[b] = 1;
    const suspects: number[] = [];
    for (let b = place + 1; b < schools.length; b++) {
      const sum = real(focus, few(shared, b)) + real(exchange, few(there, b) + few(back, b));
      const most = (sum * (100 + real(boosts, place) + real(boosts, b))) / 100 + tieBreak;
      if (most > real(prices, place) + real(prices, b)) suspects.push(b);
    }
    return suspects;
  };
}
