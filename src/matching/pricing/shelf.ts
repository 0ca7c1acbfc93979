import type { Roll, TopicColumns } from '../roll.ts';
import { at } from '../score.ts';
import { type Bits, makeBits, setBit } from './bits.ts';

/**
 * Schools of a similar boost, the cheapest first, with a list of bits for everything the large terms of the score ask
 * about. A pair of a given kind (so many shared topics, directions, phase) is worth at most so much: only the schools up to
 * a certain price, at the front of the shelf, need be looked at.
 */
export interface Shelf {
  /** seats, by level ascending */
  seats: Int32Array;
  levels: Float64Array;
  /** per cent, the highest of any school here */
  boost: number;
  focus: Bits[];
  offers: Bits[];
  seeks: Bits[];
  phases: Bits[];
  regions: Bits[];
}

export function makeShelf(members: number[], levels: Float64Array, roll: Roll): Shelf {
  const level = (seat: number) => levels[seat] as number;
  const seats = Int32Array.from(members).sort((a, b) => level(a) - level(b) || a - b);
  const lists = (count: number) => Array.from({ length: count }, () => makeBits(seats.length));
  const shelf: Shelf = {
    seats,
    levels: Float64Array.from(seats, level),
    boost: members.reduce((most, seat) => Math.max(most, at(roll.boost, seat)), 0),
    focus: lists(roll.topics.length),
    offers: lists(roll.topics.length),
    seeks: lists(roll.topics.length),
    phases: lists(roll.phases.length),
    regions: lists(roll.regions.length),
  };
  const mark = (list: Bits | undefined, place: number) => list && setBit(list, place);
  seats.forEach((seat, place) => {
    for (const topic of topicsOf(roll.focus, seat)) mark(shelf.focus[topic], place);
    for (const topic of topicsOf(roll.offers, seat)) mark(shelf.offers[topic], place);
    for (const topic of topicsOf(roll.seeks, seat)) mark(shelf.seeks[topic], place);
    mark(shelf.phases[at(roll.phase, seat)], place);
    mark(shelf.regions[at(roll.region, seat)], place);
  });
  return shelf;
}

/** Which topics, by number, a row of the columns holds. */
export function topicsOf(columns: TopicColumns, seat: number): number[] {
  const topics: number[] = [];
  for (const [word, column] of columns.entries()) {
    for (let bits = at(column, seat); bits !== 0; bits &= bits - 1) topics.push(32 * word + 31 - Math.clz32(bits & -bits));
  }
  return topics;
}
