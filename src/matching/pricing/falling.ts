import { type Instance, seatScoreAbove } from '../instance.ts';
import { arrange, makePricer, type Pricer, type Visit, visitAbove } from './pricer.ts';
import type { Table } from './table.ts';

/** Finds pairs among members whose levels fall one by one, without sorting all of them each time. */
export interface Falling {
  instance: Instance;
  /** by seat, as they are now */
  levels: Float64Array;
  /** everybody, by the levels of when they were last arranged */
  all: Pricer;
  /** those that have fallen since, but for the last few */
  lately: Pricer;
  fallen: Set<number>;
  last: number[];
}

/** So many that have fallen are looked at one by one; then they go on the shelves of those that fell lately. */
const FEW = 64;

/** Makes an empty one; `levels` stays the caller's, who lowers them. */
export function makeFalling(instance: Instance, levels: Float64Array, table: Table | null): Falling {
  const [all, lately] = [makePricer(instance, table), makePricer(instance, table)];
  return { instance, levels, all, lately, fallen: new Set(), last: [] };
}

/** Arranges these members by the levels of now. */
export function arrangeAll(falling: Falling, members: Int32Array): void {
  arrange(falling.all, falling.levels, members);
  falling.fallen = new Set();
  falling.last = [];
  arrange(falling.lately, falling.levels, []);
}

/** Takes note that a seat's level has fallen. */
export function noteFall(falling: Falling, seat: number): void {
  falling.last.push(seat);
  if (falling.last.length < FEW) return;
  for (const each of falling.last) falling.fallen.add(each);
  falling.last = [];
  arrange(falling.lately, falling.levels, [...falling.fallen]);
}

/** Visits, some more than once, all members the seat may meet for whom score minus level exceeds the threshold. */
export function visitFalling(falling: Falling, seat: number, threshold: number, visit: Visit): void {
  const { instance, levels, all, lately, last } = falling;
  visitAbove(all, seat, threshold, visit);
  if (falling.fallen.size > 0) visitAbove(lately, seat, threshold, visit);
  for (const other of last) {
    const level = levels[other] ?? 0;
    const score = other === seat ? null : seatScoreAbove(instance, seat, other, threshold + level);
    if (score !== null) visit(other, score, level);
  }
}
