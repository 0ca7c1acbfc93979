import { type Instance, seatScore } from '../instance.ts';
import { bestAbove } from '../pricing/best.ts';
import { arrange, highestScore, type Pricer } from '../pricing/pricer.ts';
import { randomFrom, randomPairing, shuffled } from '../random.ts';
import type { Watch } from '../watch.ts';
import { auction, type Steps } from './auction.ts';
import { basesOf } from './bases.ts';
import { fillUp } from './fill.ts';
import { addPair, makePairs, neighboursOf, type Pairs } from './pairs.ts';
import { cutRings } from './rounding.ts';

/** Where the exact kernel starts. */
export interface Start {
  /** near the best ones, but some pairs are worth a little more than their prices */
  prices: Float64Array;
  /** no legal pair is worth more than these */
  feasible: Float64Array;
  /** a pairing that is good already */
  mates: Int32Array;
}

/** Above so many schools the first prices are learned from a sample of as many. */
const SAMPLE = 3000;
/** Partners each seat looks at for the first prices, and at most when prices are known. */
const FIRST_PARTNERS = 8;
export const MOST_PARTNERS = 24;
/** Partners whose slack is below so many grains are worth considering. */
export const NEAR_SLACK = 8;
/** Seats looked at between two questions whether it is late. */
const AT_A_TIME = 256;

/** So many others are asked to give up their partner for a school that has none, before prices are known. */
const FEW = 16;

/** The steps of the auctions, in grains: coarse while prices are far off. */
const SAMPLE_ROUNDS: Steps[] = [
  { from: 128, to: 4 },
  { from: 16, to: 4 },
];
const ROUNDS: Steps[] = [
  { from: 64, to: 2 },
  { from: 8, to: 0.5 },
];

/**
 * Approximate prices by auctions: a sample's first, then everybody's, each time with the pairs that the last prices make
 * promising. A grain is a small part of a typical score, in units. When it gets late, what there is.
 */
export function findStart(instance: Instance, pricer: Pricer, grain: number, watch: Watch): Start {
  const bases = basesOf(instance);
  const large = instance.schools > SAMPLE;
  let start: Start = {
    prices: large ? fromSample(instance, pricer, bases, grain, watch) : bases,
    feasible: plainPrices(instance, pricer, bases),
    mates: anyPairing(instance),
  };
  const asked = start.prices.slice();
  const pairs = makePairs(instance.seats);
  // prices that no sample has taught need one round more
  for (const [round, steps] of (large ? ROUNDS : [...ROUNDS, ...ROUNDS.slice(-1)]).entries()) {
    const feasible = gather(pairs, pricer, start.prices, round === 0 ? null : NEAR_SLACK * grain, watch);
    if (!feasible) break;
    watch.report('pricing', instance, { mates: start.mates, prices: feasible, oddSets: [] });
    start = { feasible, ...settle(instance, pairs, asked, bases, steps, grain) };
    watch.report('pricing', instance, { mates: start.mates, prices: feasible, oddSets: [] });
  }
  if (instance.chair) start.prices[instance.schools] = chairPrice(instance.chair, start.prices);
  return start;
}

/**
 * Adds the pairs with less than so much slack, or, while prices are far off (null), every seat's best. Returns the prices
 * raised until no pair is worth more; null when it gets late.
 */
function gather(pairs: Pairs, pricer: Pricer, prices: Float64Array, slack: number | null, watch: Watch): Float64Array | null {
  arrange(pricer, prices);
  const feasible = prices.slice();
  for (let seat = 0; seat < prices.length; seat++) {
    if (seat % AT_A_TIME === 0 && watch.late()) return null;
    const price = prices[seat] ?? 0;
    // a pair of little slack is found once, by the dearer of the two
    const { found } =
      slack === null
        ? bestAbove(pricer, seat, Number.NEGATIVE_INFINITY, FIRST_PARTNERS)
        : bestAbove(pricer, seat, price - slack, MOST_PARTNERS, price);
    for (const { seat: partner, score, gain } of found) {
      addPair(pairs, seat, partner, score);
      feasible[seat] = Math.max(feasible[seat] ?? 0, gain);
    }
  }
  return feasible;
}

function settle(
  instance: Instance,
  pairs: Pairs,
  asked: Float64Array,
  bases: Float64Array,
  steps: Steps,
  grain: number,
): Omit<Start, 'feasible'> {
  const neighbours = neighboursOf(pairs);
  const { prices, holds } = auction(neighbours, asked, bases, { from: steps.from * grain, to: steps.to * grain });
  const mates = cutRings(holds, (a, b) => seatScore(instance, a, b) ?? 0);
  const { first, end, partners } = neighbours;
  fillUp(instance, mates, (seat) => partners.subarray(first[seat], end[seat]));
  return { prices, mates };
}

/** Prices of a random sample by two auctions; everybody else's is what the best partner in the sample leaves. */
function fromSample(instance: Instance, pricer: Pricer, bases: Float64Array, grain: number, watch: Watch): Float64Array {
  const sample = shuffled(Array(instance.schools).keys(), randomFrom(instance.schools)).slice(0, SAMPLE);
  const prices = bases.slice();
  const asked = bases.slice();
  const pairs = makePairs(instance.seats);
  for (const { from, to } of SAMPLE_ROUNDS) {
    if (watch.late()) return prices;
    arrange(pricer, prices, sample);
    for (const seat of sample) {
      for (const partner of bestAbove(pricer, seat, Number.NEGATIVE_INFINITY, FIRST_PARTNERS).found) {
        addPair(pairs, seat, partner.seat, partner.score);
      }
    }
    const settled = auction(neighboursOf(pairs), asked, bases, { from: from * grain, to: to * grain }).prices;
    for (const seat of sample) prices[seat] = settled[seat] ?? 0;
  }
  arrange(pricer, prices, sample);
  const inSample = new Set(sample);
  for (let seat = 0; seat < instance.schools; seat++) {
    if (seat % AT_A_TIME === 0 && watch.late()) break;
    if (inSample.has(seat)) continue;
    prices[seat] = Math.max(bases[seat] ?? 0, bestAbove(pricer, seat, Number.NEGATIVE_INFINITY, 1).found[0]?.gain ?? 0);
  }
  return prices;
}

/** Half of the best score each school can have, on its base: crude, but no pair is worth more, and it takes no time. */
function plainPrices(instance: Instance, pricer: Pricer, bases: Float64Array): Float64Array {
  const prices = bases.slice();
  for (let seat = 0; seat < instance.schools; seat++) {
    prices[seat] = (bases[seat] ?? 0) + Math.max(0, highestScore(pricer, seat) / 2);
  }
  return prices;
}

/** For when there is time for nothing better. */
function anyPairing(instance: Instance): Int32Array {
  const mates = new Int32Array(instance.seats).fill(-1);
  mates.set(randomPairing(instance.scoring, instance.schools));
  const some = [...Array(Math.min(instance.schools, FEW)).keys()];
  fillUp(instance, mates, () => some);
  return mates;
}

/** What the empty chair is worth to the school that can best spare a partner. */
function chairPrice(chair: number[], prices: Float64Array): number {
  return chair.reduce((best, worth, seat) => Math.max(best, worth - (prices[seat] ?? 0)), Number.NEGATIVE_INFINITY);
}
