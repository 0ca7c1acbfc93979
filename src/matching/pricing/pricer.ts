import { type Instance, seatScore } from '../instance.ts';
import { at, ceilingFrom, mayMeet, scoreOf } from '../score.ts';
import { type Kind, makeTiers, type Tier, unseenOf } from './kinds.ts';
import { ask, type Question } from './question.ts';
import { makeShelf, type Shelf } from './shelf.ts';
import type { Table } from './table.ts';

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
  /** every pair's score, where they are few: then nothing is put on shelves */
  table: Table | null;
}

/** Schools go on so many shelves by their boost. */
const SHELVES = 4;

export function makePricer(instance: Instance, table: Table | null = null): Pricer {
  return {
    instance,
    tiersFor: makeTiers(instance.scoring),
    unseen: unseenOf(instance.scoring),
    highestBoost: instance.scoring.roll.boost.reduce((most, boost) => Math.max(most, boost), 0),
    shelves: [],
    levels: new Float64Array(instance.seats),
    members: [],
    table,
  };
}

/** Sorts the members (by default everybody) by price. Must be done before pairs are asked for, and after prices change. */
export function arrange(pricer: Pricer, levels: Float64Array, members?: ArrayLike<number>): void {
  const { schools, scoring } = pricer.instance;
  pricer.levels.set(levels);
  pricer.members = members ?? Int32Array.from(Array(schools).keys());
  if (pricer.table) return;
  const most = Math.max(1, pricer.highestBoost);
  const parts = Array.from({ length: SHELVES }, (): number[] => []);
  for (const seat of Array.from(pricer.members)) {
    if (seat < schools) parts[Math.ceil((at(scoring.roll.boost, seat) * (SHELVES - 1)) / most)]?.push(seat);
  }
  pricer.shelves = parts.filter((part) => part.length > 0).map((part) => makeShelf(part, levels, scoring.roll));
}

/** At most what any pair of a school can be worth. */
export function highestScore(pricer: Pricer, seat: number): number {
  return mostFor(pricer, seat, pricer.tiersFor(seat)[0]?.kinds[0]?.worth ?? 0, pricer.highestBoost);
}

/** At most what a pair of a school is worth whose large terms are worth so much, with anybody of no higher boost. */
function mostFor({ instance: { scoring }, unseen }: Pricer, seat: number, large: number, boost: number): number {
  return ((large + at(unseen, seat)) * (100 + at(scoring.roll.boost, seat) + boost)) / 100 + scoring.tieBreak;
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
  if (pricer.table) {
    readRow(scan, pricer.table);
    return;
  }
  if (seat >= schools) {
    for (let place = 0; place < pricer.members.length; place++) look(scan, pricer.members[place] ?? seat);
    return;
  }
  if (seats > schools) look(scan, schools);
  const questions = pricer.shelves.map((shelf) => ask(pricer.instance.scoring, shelf, seat));
  // what is scarce is worth most: seen first, it raises the threshold for the rest
  for (const tier of pricer.tiersFor(seat)) for (const question of questions) scanTier(scan, question, tier);
}

/** Looks at all members, and the empty chair, in the table. */
function readRow(scan: Scan, table: Table): void {
  const { seat, upTo, pricer } = scan;
  const { members, levels, instance } = pricer;
  const row = seat * instance.seats;
  // the chair is no member, but has the seat after the last school's
  const places = seat < instance.schools && instance.seats > instance.schools ? members.length + 1 : members.length;
  for (let place = 0; place < places; place++) {
    const other = place < members.length ? (members[place] as number) : instance.schools;
    const score = table[row + other] as number;
    const level = levels[other] as number;
    if (level <= upTo && score - level > scan.least) scan.least = scan.visit(other, score, level);
  }
}

/** Looks at one seat: the empty chair is not on any shelf. */
function look(scan: Scan, other: number): void {
  const level = scan.pricer.levels[other] ?? 0;
  const score = level <= scan.upTo ? seatScore(scan.pricer.instance, scan.seat, other) : null;
  if (score !== null && score - level > scan.least) scan.least = scan.visit(other, score, level);
}

/** Who is in one of these rows, at a place. */
function anyOf(bits: Int32Array, rows: number[], place: number): number {
  let any = 0;
  for (let row = 0; row < rows.length; row++) any |= at(bits, (rows[row] as number) + place);
  return any;
}

/** Looks at a shelf, 32 schools at a time, as far as they are cheap enough. */
function scanTier(scan: Scan, question: Question, { directions, kinds }: Tier): void {
  const { shelf, focus, taking, giving, same, near, home } = question;
  const { levels, bits, words } = shelf;
  let active = kinds.length;
  let last = kinds[active - 1] as Kind;
  let top = mostFor(scan.pricer, scan.seat, last.worth, shelf.boost);
  for (let place = 0; place < words; place++) {
    const cheapest = levels[place << 5] as number;
    if (cheapest > scan.upTo) return;
    while (top - cheapest <= scan.least) {
      if (--active === 0) return;
      last = kinds[active - 1] as Kind;
      top = mostFor(scan.pricer, scan.seat, last.worth, shelf.boost);
    }
    // most words hold nobody: the sparsest rows are asked first
    const takes = anyOf(bits, taking, place);
    const gives = anyOf(bits, giving, place);
    let open = directions === 0 ? ~(takes | gives) : directions === 1 ? takes ^ gives : takes & gives;
    if (open === 0) continue;
    let once = 0;
    let twice = 0;
    let thrice = 0;
    for (let topic = 0; topic < focus.length; topic++) {
      const those = at(bits, (focus[topic] as number) + place);
      thrice |= twice & those;
      twice |= once & those;
      once |= those;
    }
    if (last.leastShared > 0) open &= last.leastShared === 1 ? once : last.leastShared === 2 ? twice : thrice;
    open &= ~anyOf(bits, home, place);
    if (open === 0) continue;
    const ofSame = at(bits, same + place);
    const ofNear = anyOf(bits, near, place) & ~ofSame;
    for (let kind = 0; kind < active; kind++) {
      const { shared, fit, worth } = kinds[kind] as Kind;
      let those = open & (fit === 2 ? ofSame : fit === 1 ? ofNear : ~(ofSame | ofNear));
      those &= shared === 0 ? ~once : shared === 1 ? once & ~twice : shared === 2 ? twice & ~thrice : thrice;
      if (those !== 0) weigh(scan, shelf, worth, place, those);
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
