import { at, type Scoring } from '../score.ts';
import { type Shelf, topicsOf } from './shelf.ts';

/** What one school asks of one shelf: where the rows of bits that matter to it begin. */
export interface Question {
  shelf: Shelf;
  /** who works on each of its topics */
  focus: number[];
  /** who seeks what it offers */
  taking: number[];
  /** who offers what it seeks */
  giving: number[];
  same: number;
  near: number[];
  home: number[];
}

/** The school's question to a shelf. */
export function ask({ roll, nearPhases, sameRegionMayMeet }: Scoring, shelf: Shelf, seat: number): Question {
  const { rows } = shelf;
  const begins = (starts: number[], numbers: number[]) => numbers.map((number) => starts[number] as number);
  const phase = at(roll.phase, seat);
  return {
    shelf,
    focus: begins(rows.focus, topicsOf(roll.focus, seat)),
    taking: begins(rows.seeks, topicsOf(roll.offers, seat)),
    giving: begins(rows.offers, topicsOf(roll.seeks, seat)),
    same: rows.phases[phase] as number,
    near: begins(rows.phases, nearPhases[phase] ?? []),
    home: sameRegionMayMeet ? [] : begins(rows.regions, [at(roll.region, seat)]),
  };
}
