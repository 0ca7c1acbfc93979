import { moodShare } from './intake.ts';
import type { MatchSchool, Weights } from './types.ts';
import { FAR_KM, POINT, ROUNDS_APART } from './weights.ts';

/** What each thing two schools have in common adds to their pair, in units: the definition of the score. */
export interface Terms {
  focus: number;
  exchange: number;
  phase: number;
  mood: number;
  debt: number;
  distance: number;
  /** per cent on top of the sum of the above */
  boost: number;
  tieBreak: number;
  /** taken off at the end */
  repeat: number;
}

/** Neighbours on a pupil's way through school; an all-through school is a neighbour of every phase. */
const NEIGHBOURS = ['nursery primary', 'middle primary', 'middle secondary', 'post-16 secondary'];

/** How well neighbouring phases fit, where the same phase is 1. */
export const NEAR = 0.5;

/** 1 for the same phase, NEAR for neighbouring ones, else 0. */
export function phaseFit(a: string, b: string): number {
  if (a === b) return 1;
  if (a === 'all-through' || b === 'all-through') return NEAR;
  return NEIGHBOURS.includes([a, b].sort().join(' ')) ? NEAR : 0;
}

/** Per cent by which the pairs of a school that went short count more. */
export function boostOf(school: MatchSchool, weights: Weights): number {
  const boost =
    school.timesLeftOut * weights.boostLeftOut +
    school.timesInTrio * weights.boostTrio +
    school.timesSilent * weights.boostSilent +
    (school.leftOutLastTime ? weights.boostLeftOut : 0) +
    (school.inTrioLastTime ? weights.boostTrio : 0);
  return Math.round(Math.min(weights.boostCap, boost));
}

/** A well mixed number from 0 up to 1, the same for (a, b) and (b, a). */
export function pairHash(a: number, b: number, seed: number): number {
  let mixed = Math.imul(Math.min(a, b) ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ Math.max(a, b), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x27d4eb2f);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

export const units = (points: number): number => Math.round(points * POINT);

/** What two lists share, each thing once. */
export const common = (a: string[], b: string[]): string[] =>
  a.filter((item, place) => b.includes(item) && a.indexOf(item) === place);

/** The rounds since two schools last met, whichever of them remembers it. */
export function roundsSinceMet(a: MatchSchool, b: MatchSchool): number | undefined {
  const met = [...a.pastPartners.filter(({ urn }) => urn === b.urn), ...b.pastPartners.filter(({ urn }) => urn === a.urn)];
  return met.length > 0 ? Math.min(...met.map(({ roundsAgo }) => roundsAgo)) : undefined;
}

/** In kilometres, or undefined when one of them is off the map. */
export function distanceOf(a: MatchSchool, b: MatchSchool): number | undefined {
  if (!a.easting || !a.northing || !b.easting || !b.northing) return undefined;
  return Math.sqrt((a.easting - b.easting) ** 2 + (a.northing - b.northing) ** 2) / 1000;
}

export function focusTerm(shared: number, weights: Weights): number {
  return shared === 0 ? 0 : units(weights.sharedFocus + Math.min(shared - 1, 2) * weights.furtherFocus);
}

export function exchangeTerm(directions: number, weights: Weights): number {
  return units(directions * weights.seekOffer + (directions === 2 ? weights.bothWays : 0));
}

/** All terms of a pair, each a whole number of units. */
export function termsOf(a: MatchSchool, b: MatchSchool, weights: Weights, seed: number): Terms {
  const directions = [common(a.offers, b.seeks), common(b.offers, a.seeks)].filter((wanted) => wanted.length > 0).length;
  const [balanceA, balanceB] = [balanceOf(a), balanceOf(b)];
  const met = roundsSinceMet(a, b);
  return {
    focus: focusTerm(common(a.topics, b.topics).length, weights),
    exchange: exchangeTerm(directions, weights),
    phase: units(weights.phase * phaseFit(a.phase, b.phase)),
    mood: units(weights.mood * moodShare(a, b)),
    debt: balanceA * balanceB < 0 ? Math.round((units(weights.debt) * Math.abs(balanceA - balanceB)) / 2) : 0,
    distance: Math.round(units(weights.distance) * Math.min(1, (distanceOf(a, b) ?? 0) / FAR_KM)),
    boost: boostOf(a, weights) + boostOf(b, weights),
    tieBreak: Math.floor(pairHash(a.urn, b.urn, seed) * units(weights.tieBreak)),
    repeat: met === undefined ? 0 : Math.round((units(weights.repeat) * ROUNDS_APART) / Math.max(met, ROUNDS_APART)),
  };
}

/** -1 to 1. */
export function balanceOf(school: MatchSchool): number {
  return Math.max(-1, Math.min(1, school.balance ?? 0));
}

/** The score, in units: whole and even (then all prices are whole). */
export function sumOf({ focus, exchange, phase, mood, debt, distance, boost, tieBreak, repeat }: Terms): number {
  const sum = Math.floor(((focus + exchange + phase + mood + debt + distance) * (100 + boost)) / 100);
  return 2 * Math.floor((sum + tieBreak - repeat) / 2);
}
