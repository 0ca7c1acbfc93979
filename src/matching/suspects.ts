import { boostOf, exchangeTerm, focusTerm, units } from './terms.ts';
import type { MatchSchool, Weights } from './types.ts';

/** Reads inside the bounds only. */
const int = (cells: Int32Array, place: number): number => cells[place] as number;
const real = (cells: Float64Array, place: number): number => cells[place] as number;

/**
 * The schools after one of the list that could form a pair worth more than both prices, judged by topics alone and giving
 * the pair all it could have besides: a scan of all pairs then need weigh only those few.
 */
export function suspectsAfter(schools: MatchSchool[], prices: Float64Array, weights: Weights): (place: number) => number[] {
  const slugs = [...new Set(schools.flatMap((school) => [...school.topics, ...school.offers, ...school.seeks]))];
  const numbers = new Map(slugs.map((slug, number) => [slug, number]));
  const half = (list: (school: MatchSchool) => string[], from: number) =>
    Int32Array.from(schools, (school) => {
      const inside = list(school).map((slug) => (numbers.get(slug) ?? -1) - from);
      return inside.reduce((bits, number) => (number >= 0 && number < 32 ? bits | (1 << number) : bits), 0);
    });
  const [focusLow, focusHigh] = [half((school) => school.topics, 0), half((school) => school.topics, 32)];
  const [offersLow, offersHigh] = [half((school) => school.offers, 0), half((school) => school.offers, 32)];
  const [seeksLow, seeksHigh] = [half((school) => school.seeks, 0), half((school) => school.seeks, 32)];
  const boosts = Int32Array.from(schools, (school) => boostOf(school, weights));
  const unseen = units(weights.phase) + units(weights.mood) + units(weights.debt) + units(weights.distance);
  const focus = Int32Array.from([0, 1, 2, 3], (shared) => focusTerm(shared, weights) + unseen);
  const exchange = Int32Array.from([0, 1, 2], (directions) => exchangeTerm(directions, weights));
  const tieBreak = units(weights.tieBreak);
  return (a) => {
    const suspects: number[] = [];
    for (let b = a + 1; b < schools.length; b++) {
      let shared = 0;
      for (let bits = int(focusLow, a) & int(focusLow, b); bits !== 0 && shared < 3; bits &= bits - 1) shared++;
      for (let bits = int(focusHigh, a) & int(focusHigh, b); bits !== 0 && shared < 3; bits &= bits - 1) shared++;
      const there = (int(offersLow, a) & int(seeksLow, b)) | (int(offersHigh, a) & int(seeksHigh, b));
      const back = (int(offersLow, b) & int(seeksLow, a)) | (int(offersHigh, b) & int(seeksHigh, a));
      const sum = int(focus, shared) + int(exchange, (there === 0 ? 0 : 1) + (back === 0 ? 0 : 1));
      const most = (sum * (100 + int(boosts, a) + int(boosts, b))) / 100 + tieBreak;
      if (most > real(prices, a) + real(prices, b)) suspects.push(b);
    }
    return suspects;
  };
}
