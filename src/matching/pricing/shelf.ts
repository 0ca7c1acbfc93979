import type { Roll, TopicColumns } from '../roll.ts';
import { at } from '../score.ts';

/**
 * Schools of a similar boost, the cheapest first, with a row of bits for everything the large terms of the score ask about:
 * one bit per school, 32 to a word, so that a question about all schools is answered 32 at a time. A pair of a given kind (so
 * many shared topics, directions, phase) is worth at most so much: only the schools up to a certain price, at the front of
 * the shelf, need be looked at.
 */
export interface Shelf {
  /** seats, by level ascending */
  seats: Int32Array;
  levels: Float64Array;
  /** per cent, the highest of any school here */
  boost: number;
  /** words in a row */
  words: number;
  /** all rows, one behind the other; `rows` says where each begins */
  bits: Int32Array;
  rows: Rows;
}

/** Where the row of each topic, phase and region begins among the bits of a shelf, by number. */
export interface Rows {
  focus: number[];
  offers: number[];
  seeks: number[];
  phases: number[];
  regions: number[];
}

/** Puts the members on a shelf. */
export function makeShelf(members: number[], levels: Float64Array, roll: Roll): Shelf {
  const level = (seat: number) => levels[seat] as number;
  const seats = Int32Array.from(members).sort((a, b) => level(a) - level(b) || a - b);
  const words = (seats.length + 31) >>> 5;
  let end = 0;
  const rowsFor = (names: string[]) =>
    names.map(() => {
      end += words;
      return end - words;
    });
  const rows: Rows = {
    focus: rowsFor(roll.topics),
    offers: rowsFor(roll.topics),
    seeks: rowsFor(roll.topics),
    phases: rowsFor(roll.phases),
    regions: rowsFor(roll.regions),
  };
  const bits = new Int32Array(end);
  seats.forEach((seat, place) => {
    const mark = (starts: number[], number: number) => {
      const cell = (starts[number] as number) + (place >>> 5);
      bits[cell] = at(bits, cell) | (1 << (place & 31));
    };
    eachTopic(roll.focus, seat, (topic) => mark(rows.focus, topic));
    eachTopic(roll.offers, seat, (topic) => mark(rows.offers, topic));
    eachTopic(roll.seeks, seat, (topic) => mark(rows.seeks, topic));
    mark(rows.phases, at(roll.phase, seat));
    mark(rows.regions, at(roll.region, seat));
  });
  return {
    seats,
    levels: Float64Array.from(seats, level),
    boost: members.reduce((most, seat) => Math.max(most, at(roll.boost, seat)), 0),
    words,
    bits,
    rows,
  };
}

/** Which topics, by number, a row of the columns holds. */
export function topicsOf(columns: TopicColumns, seat: number): number[] {
  const topics: number[] = [];
  eachTopic(columns, seat, (topic) => topics.push(topic));
  return topics;
}

function eachTopic(columns: TopicColumns, seat: number, visit: (topic: number) => void): void {
  for (let word = 0; word < columns.length; word++) {
    for (let bits = at(columns[word] as Int32Array, seat); bits !== 0; bits &= bits - 1) {
      visit(32 * word + 31 - Math.clz32(bits & -bits));
    }
  }
}
