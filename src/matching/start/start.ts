import { type Instance, seatScore } from '../instance.ts';
import { bestAbove } from '../pricing/best.ts';
import { arrange, type Pricer } from '../pricing/pricer.ts';
import { randomFrom, shuffled } from '../random.ts';
import { auction, type Steps } from './auction.ts';
import { basesOf } from './bases.ts';
import { fillUp } from './fill.ts';
import { addPair, makePairs, neighboursOf, type Pairs } from './pairs.ts';
import { cutRings } from './rounding.ts';

/** Prices near the best ones, and a pairing that is good already. */
export interface Start {
  prices: Float64Array;
  mates: Int32Array;
}

/** Above so many schools the first prices are learned from a sample of as many. */
const SAMPLE = 3000;
/** Partners each seat looks at for the first prices, and at most when prices are known. */
const FIRST_PARTNERS = 8;
export const MOST_PARTNERS = 24;
/** Partners whose slack is below so many grains are worth considering. */
export const NEAR_SLACK = 8;
/** Approximate prices: a sample's first, then everybody's, each time with the pairs that the last prices make promising. */
export function findStart(instance: Instance, pricer: Pricer, grain: number, learned: (start: Start) => void): Start {
  const outside = basesOf(instance).map((base) => 2 * base);
  const asked = new Float64Array(instance.seats);
  let prices: Float64Array = outside.map((twice) => twice / 2);
  if (instance.schools > SAMPLE) prices = fromSample(instance, pricer, prices, outside, grain);
  asked.set(prices);

  const pairs = makePairs(instance.seats);
  arrange(pricer, prices);
  for (let seat = 0; seat < instance.seats; seat++) addBest(pairs, pricer, seat, Number.NEGATIVE_INFINITY, FIRST_PARTNERS);
  let last: Start | null = null;
  const rounds: Steps[] = [
    { from: 64 * grain, to: 2 * grain },
    { from: 8 * grain, to: grain / 2 },
  ];
  if (instance.schools <= SAMPLE) rounds.push({ from: 8 * grain, to: grain / 2 });
  for (const steps of rounds) {
    if (last) {
      arrange(pricer, last.prices);
      for (let seat = 0; seat < instance.seats; seat++) {
        addBest(pairs, pricer, seat, (last.prices[seat] ?? 0) - NEAR_SLACK * grain, MOST_PARTNERS);
      }
    }
    last = settle(instance, pairs, asked, outside, steps);
    learned(last);
  }
  const start = last ?? { prices, mates: new Int32Array(instance.seats).fill(-1) };
  if (instance.chair) start.prices[instance.schools] = chairPrice(instance.chair, start.prices);
  return start;
}

/** What the empty chair is worth to the school that can best spare a partner. */
function chairPrice(chair: number[], prices: Float64Array): number {
  return chair.reduce((best, worth, seat) => Math.max(best, worth - (prices[seat] ?? 0)), Number.NEGATIVE_INFINITY);
}

function addBest(pairs: Pairs, pricer: Pricer, seat: number, threshold: number, most: number): void {
  for (const found of bestAbove(pricer, seat, threshold, most).found) addPair(pairs, seat, found.seat, found.score);
}

function settle(instance: Instance, pairs: Pairs, asked: Float64Array, outside: Float64Array, steps: Steps): Start {
  const neighbours = neighboursOf(pairs);
  const { prices, holds } = auction(neighbours, asked, outside, steps);
  const mates = cutRings(holds, (a, b) => seatScore(instance, a, b) ?? 0);
  const { first, partners } = neighbours;
  fillUp(instance, mates, (seat) => partners.subarray(first[seat], first[seat + 1]));
  return { prices, mates };
}

/** Prices of a random sample by two auctions; everybody else's is what the best partner in the sample leaves. */
function fromSample(instance: Instance, pricer: Pricer, bases: Float64Array, outside: Float64Array, grain: number): Float64Array {
  const sample = shuffled(Array(instance.schools).keys(), randomFrom(instance.schools)).slice(0, SAMPLE);
  const pairs = makePairs(instance.seats);
  const asked = bases.slice();
  let prices: Float64Array = bases.slice();
  for (const steps of [
    { from: 128 * grain, to: 4 * grain },
    { from: 16 * grain, to: 4 * grain },
  ]) {
    arrange(pricer, prices, sample);
    for (const seat of sample) addBest(pairs, pricer, seat, Number.NEGATIVE_INFINITY, FIRST_PARTNERS);
    const inSample = new Set(sample);
    const settled = auction(neighboursOf(pairs), asked, outside, steps).prices;
    prices = prices.map((price, seat) => (inSample.has(seat) ? (settled[seat] ?? price) : price));
  }
  arrange(pricer, prices, sample);
  const inSample = new Set(sample);
  return prices.map((price, seat) => {
    if (inSample.has(seat)) return price;
    return Math.max(bases[seat] ?? 0, bestAbove(pricer, seat, Number.NEGATIVE_INFINITY, 1).found[0]?.gain ?? 0);
  });
}
