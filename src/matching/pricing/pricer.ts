import { type Instance, seatScore } from '../instance.ts';
import { at, ceilingFrom, mayMeet, scoreOf } from '../score.ts';
import { type Bits, word } from './bits.ts';
import { type Kind, makeTiers, type Tier, unseenOf } from './kinds.ts';
import { makeShelf, type Shelf, topicsOf } from './shelf.ts';

/** Gets a partner, the pair's score and the partner's level; gives back what score minus level must exceed from now on. */
export type Visit = (seat: number, score: number, level: number) => number;

/** Finds the few pairs that are worth something at given prices without looking at all of them. */
export interface Pricer {
  instance: Instance;
  tiersFor: (seat: number) => Tier[];
  /** by seat: the most that can not be seen in the bits */
  unseen: Int32Array;
  highestBoost: number;
  shelves: Shelf[];
  /** the price of each seat when the shelves were arranged */
  levels: Float64Array;
  members: ArrayLike<number>;
}

/** Schools go on so many shelves by their boost. */
const SHELVES = 4;

export function makePricer(instance: Instance): Pricer {
  return {
    instance,
    tiersFor: makeTiers(instance.scoring),
    unseen: unseenOf(instance.scoring),
    highestBoost: instance.scoring.roll.boost.reduce((most, boost) => Math.max(most, boost), 0),
    shelves: [],
    levels: new Float64Array(instance.seats),
    members: [],
  };
}

/** Sorts the members (by default everybody) by price. Must be done before pairs are asked for, and after prices change. */
export function arrange(pricer: Pricer, levels: Float64Array, members?: ArrayLike<number>): void {
  const { schools, scoring } = pricer.instance;
  pricer.levels.set(levels);
  pricer.members = members ?? Int32Array.from(Array(schools).keys());
  const most = Math.max(1, pricer.highestBoost);
  const parts = Array.from({ length: SHELVES }, (): number[] => []);
  for (const seat of Array.from(pricer.members)) {
    if (seat < schools) parts[Math.ceil((at(scoring.roll.boost, seat) * (SHELVES - 1)) / most)]?.push(seat);
  }
  pricer.shelves = parts.filter((part) => part.length > 0).map((part) => makeShelf(part, levels, scoring.roll));
}

/** At most what any pair of a school can be worth. */
export function highestScore(pricer: Pricer, seat: number): number {
  const { scoring } = pricer.instance;
  const best = pricer.tiersFor(seat)[0]?.kinds[0]?.worth ?? 0;
  const boost = 100 + at(scoring.roll.boost, seat) + pricer.highestBoost;
  return ((best + at(pricer.unseen, seat)) * boost) / 100 + scoring.tieBreak;
}

/** One seat's look for partners. */
interface Scan {
  pricer: Pricer;
  seat: number;
  /** what score minus level must exceed; rises as partners are found */
  least: number;
  /** partners with a higher level are not looked for */
  upTo: number;
  visit: Visit;
}

/** Visits every member the given seat may meet for whom score minus level exceeds the threshold; none above the level `upTo`. */
export function visitAbove(pricer: Pricer, seat: number, threshold: number, visit: Visit, upTo = Number.POSITIVE_INFINITY): void {
  const { schools, seats } = pricer.instance;
  const scan: Scan = { pricer, seat, least: threshold, upTo, visit };
  if (seat >= schools) {
    for (let place = 0; place < pricer.members.length; place++) look(scan, pricer.members[place] ?? seat);
    return;
  }
  if (seats > schools) look(scan, schools);
  const questions = pricer.shelves.map((shelf) => ask(pricer, shelf, seat));
  // what is scarce is worth most: seen first, it raises the threshold for the rest
  for (const tier of pricer.tiersFor(seat)) for (const question of questions) scanTier(scan, question, tier);
}

/** Looks at one seat: the empty chair is not on any shelf. */
function look(scan: Scan, other: number): void {
  const level = scan.pricer.levels[other] ?? 0;
  const score = level <= scan.upTo ? seatScore(scan.pricer.instance, scan.seat, other) : null;
  if (score !== null && score - level > scan.least) scan.least = scan.visit(other, score, level);
}

/** The bit lists of one shelf that matter to one school. */
interface Question {
  shelf: Shelf;
  /** who works on each of its topics */
  focus: Bits[];
  /** who seeks what it offers */
  taking: Bits[];
  /** who offers what it seeks */
  giving: Bits[];
  same: Bits[];
  near: Bits[];
  home: Bits[];
}

function ask({ instance: { scoring } }: Pricer, shelf: Shelf, seat: number): Question {
  const { roll, nearPhases, sameRegionMayMeet } = scoring;
  const pick = (lists: Bits[], places: number[]): Bits[] => {
    const picked: Bits[] = [];
    for (const place of places) {
      const bits = lists[place];
      if (bits) picked.push(bits);
    }
    return picked;
  };
  const phase = at(roll.phase, seat);
  return {
    shelf,
    focus: pick(shelf.focus, topicsOf(roll.focus, seat)),
    taking: pick(shelf.seeks, topicsOf(roll.offers, seat)),
    giving: pick(shelf.offers, topicsOf(roll.seeks, seat)),
    same: pick(shelf.phases, [phase]),
    near: pick(shelf.phases, nearPhases[phase] ?? []),
    home: pick(shelf.regions, sameRegionMayMeet ? [] : [at(roll.region, seat)]),
  };
}

function anyOf(lists: Bits[], place: number): number {
  let bits = 0;
  for (const list of lists) bits |= word(list, place);
  return bits;
}

/** Looks at a shelf, 32 schools at a time, as far as they are cheap enough. */
function scanTier(scan: Scan, question: Question, { directions, kinds }: Tier): void {
  const { pricer, seat, upTo } = scan;
  const { shelf } = question;
  const { scoring } = pricer.instance;
  const unseen = at(pricer.unseen, seat);
  const share = (100 + at(scoring.roll.boost, seat) + shelf.boost) / 100;
  const ceiling = (kind: Kind) => (kind.worth + unseen) * share + scoring.tieBreak;
  let active = kinds.length;
  let last = kinds[active - 1] as Kind;
  let top = ceiling(last);
  for (let place = 0; place << 5 < shelf.seats.length; place++) {
    const cheapest = shelf.levels[place << 5] as number;
    if (cheapest > upTo) return;
    while (top - cheapest <= scan.least) {
      if (--active === 0) return;
      last = kinds[active - 1] as Kind;
      top = ceiling(last);
    }
    // most words hold nobody: the sparsest lists are asked first
    const taking = anyOf(question.taking, place);
    const giving = anyOf(question.giving, place);
    let open = directions === 0 ? ~(taking | giving) : directions === 1 ? taking ^ giving : taking & giving;
    if (open === 0) continue;
    let once = 0;
    let twice = 0;
    let thrice = 0;
    for (const list of question.focus) {
      const bits = word(list, place);
      thrice |= twice & bits;
      twice |= once & bits;
      once |= bits;
    }
    if (last.leastShared > 0) open &= last.leastShared === 1 ? once : last.leastShared === 2 ? twice : thrice;
    open &= ~anyOf(question.home, place);
    if (open === 0) continue;
    const same = anyOf(question.same, place);
    const near = anyOf(question.near, place) & ~same;
    for (let at = 0; at < active; at++) {
      const { shared, fit, worth } = kinds[at] as Kind;
      let bits = open & (fit === 2 ? same : fit === 1 ? near : ~(same | near));
      bits &= shared === 0 ? ~once : shared === 1 ? once & ~twice : shared === 2 ? twice & ~thrice : thrice;
      if (bits !== 0) weigh(scan, shelf, worth, place, bits);
    }
  }
}

/** Scores the marked schools among the 32 at a place; `large` is what the large terms of their pairs are worth. */
function weigh(scan: Scan, shelf: Shelf, large: number, place: number, marked: number): void {
  const { pricer, seat } = scan;
  const { scoring } = pricer.instance;
  for (let bits = marked; bits !== 0; bits &= bits - 1) {
    const spot = (place << 5) + 31 - Math.clz32(bits & -bits);
    if (spot >= shelf.seats.length) return;
    const other = shelf.seats[spot] as number;
    const level = shelf.levels[spot] as number;
    if (level > scan.upTo || ceilingFrom(scoring, seat, other, large) - level <= scan.least) continue;
    if (!mayMeet(scoring, seat, other)) continue;
    const score = scoreOf(scoring, seat, other, large);
    if (score - level > scan.least) scan.least = scan.visit(other, score, level);
  }
}
