import { type Instance, seatScore } from '../instance.ts';
import { at, mayMeet, type Scoring, scoreIfNew, scoreOf } from '../score.ts';
import { type Bits, makeBits, tally, unite, word } from './bits.ts';
import { type Kind, makeKinds, unseenBy } from './kinds.ts';
import { front, makeShelf, type Shelf, topicsOf } from './shelf.ts';

/** Gets a partner, the pair's score and the partner's level; gives back what score minus level must exceed from now on. */
export type Visit = (seat: number, score: number, level: number) => number;

/** Finds the few pairs that are worth something at given prices without looking at all of them. */
export interface Pricer {
  instance: Instance;
  kindsFor: (seat: number) => Kind[];
  shelves: Shelf[];
  /** the price of each seat when the shelves were arranged */
  levels: Float64Array;
  members: ArrayLike<number>;
  scratch: Scratch;
  /** pairs weighed so far */
  weighed: number;
}

/** Who on a shelf shares one, two, three topics with a school, takes what it offers, gives what it seeks, is in a near phase. */
interface Scratch {
  once: Bits;
  twice: Bits;
  thrice: Bits;
  taking: Bits;
  giving: Bits;
  near: Bits;
}

/** Schools go on so many shelves by their boost. */
const SHELVES = 4;

export function makePricer(instance: Instance): Pricer {
  const bits = () => makeBits(instance.seats);
  return {
    instance,
    kindsFor: makeKinds(instance.scoring),
    shelves: [],
    levels: new Float64Array(instance.seats),
    members: [],
    scratch: { once: bits(), twice: bits(), thrice: bits(), taking: bits(), giving: bits(), near: bits() },
    weighed: 0,
  };
}

/** Sorts the members (by default everybody) by price. Must be done before pairs are asked for, and after prices change. */
export function arrange(pricer: Pricer, levels: Float64Array, members?: ArrayLike<number>): void {
  const { schools, scoring } = pricer.instance;
  pricer.levels.set(levels);
  pricer.members = members ?? Int32Array.from(Array(schools).keys());
  const most = scoring.roll.boost.reduce((highest, boost) => Math.max(highest, boost), 1);
  const parts = Array.from({ length: SHELVES }, (): number[] => []);
  for (const seat of Array.from(pricer.members)) {
    if (seat < schools) parts[Math.ceil((at(scoring.roll.boost, seat) * (SHELVES - 1)) / most)]?.push(seat);
  }
  pricer.shelves = parts.filter((part) => part.length > 0).map((part) => makeShelf(part, levels, scoring.roll));
}

/** Visits every member the given seat may meet for whom score minus level exceeds the threshold. */
export function visitAbove(pricer: Pricer, seat: number, threshold: number, visit: Visit): void {
  const { schools, seats } = pricer.instance;
  let least = threshold;
  const look = (other: number) => {
    const level = pricer.levels[other] ?? 0;
    const score = seatScore(pricer.instance, seat, other);
    if (score !== null && score - level > least) least = visit(other, score, level);
  };
  if (seat >= schools) {
    for (let place = 0; place < pricer.members.length; place++) look(pricer.members[place] ?? seat);
    return;
  }
  if (seats > schools) look(schools);
  scanShelves(pricer, seat, least, visit);
}

function scanShelves(pricer: Pricer, seat: number, threshold: number, visit: Visit): void {
  const { scoring } = pricer.instance;
  const kinds = pricer.kindsFor(seat);
  const [best] = kinds;
  if (!best) return;
  const unseen = unseenBy(scoring, seat);
  const boost = at(scoring.roll.boost, seat);
  let least = threshold;
  for (const shelf of pricer.shelves) {
    const ceiling = (kind: Kind) => ((kind.worth + unseen) * (100 + boost + shelf.boost)) / 100 + scoring.tieBreak;
    const words = (front(shelf, ceiling(best) - least) + 31) >>> 5;
    if (words === 0) continue;
    fillScratch(pricer.scratch, scoring, shelf, seat, words);
    for (const kind of kinds) {
      const top = ceiling(kind);
      if (top - (shelf.levels[0] as number) <= least) break;
      least = scanKind(pricer, shelf, seat, kind, top, least, visit);
    }
  }
}

function fillScratch(scratch: Scratch, { roll, nearPhases }: Scoring, shelf: Shelf, seat: number, words: number): void {
  const { once, twice, thrice, taking, giving, near } = scratch;
  for (const bits of [once, twice, thrice, taking, giving, near]) bits.fill(0, 0, words);
  const pick = (lists: Bits[], places: number[]) => places.flatMap((place) => lists[place] ?? []);
  for (const bits of pick(shelf.focus, topicsOf(roll.focus, seat))) tally(once, twice, thrice, bits, words);
  for (const bits of pick(shelf.seeks, topicsOf(roll.offers, seat))) unite(taking, bits, words);
  for (const bits of pick(shelf.offers, topicsOf(roll.seeks, seat))) unite(giving, bits, words);
  for (const bits of pick(shelf.phases, nearPhases[at(roll.phase, seat)] ?? [])) unite(near, bits, words);
}

/** Looks at the pairs of one kind; returns the threshold after it. */
function scanKind(pricer: Pricer, shelf: Shelf, seat: number, kind: Kind, top: number, threshold: number, visit: Visit): number {
  const { scoring } = pricer.instance;
  const { once, twice, thrice, taking, giving, near } = pricer.scratch;
  const { shared, directions, fit } = kind;
  const same = shelf.phases[at(scoring.roll.phase, seat)];
  const home = scoring.sameRegionMayMeet ? null : shelf.regions[at(scoring.roll.region, seat)];
  const words = (shelf.levels.length + 31) >>> 5;
  let least = threshold;
  for (let place = 0; place < words; place++) {
    if (top - (shelf.levels[place << 5] as number) <= least) break;
    let bits: number;
    if (shared === 0) bits = ~word(once, place);
    else if (shared === 1) bits = word(once, place) & ~word(twice, place);
    else if (shared === 2) bits = word(twice, place) & ~word(thrice, place);
    else bits = word(thrice, place);
    if (bits === 0) continue;
    const [takes, gives] = [word(taking, place), word(giving, place)];
    bits &= directions === 0 ? ~(takes | gives) : directions === 1 ? takes ^ gives : takes & gives;
    if (bits === 0) continue;
    const alike = same ? word(same, place) : 0;
    bits &= fit === 2 ? alike : fit === 1 ? word(near, place) & ~alike : ~(alike | word(near, place));
    if (home) bits &= ~word(home, place);
    for (; bits !== 0; bits &= bits - 1) {
      const spot = (place << 5) + 31 - Math.clz32(bits & -bits);
      if (spot >= shelf.seats.length) break;
      const other = shelf.seats[spot] as number;
      const level = shelf.levels[spot] as number;
      pricer.weighed++;
      if (scoreIfNew(scoring, seat, other) - level <= least || !mayMeet(scoring, seat, other)) continue;
      const score = scoreOf(scoring, seat, other);
      if (score - level > least) least = visit(other, score, level);
    }
  }
  return least;
}
