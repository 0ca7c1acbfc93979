import { type Scoring, scoreOf } from './score.ts';
import type { Group } from './trios.ts';
import type { MatchResult } from './types.ts';
import type { Watch } from './watch.ts';

/** What was made of the schools of a round, in rows of the roll. */
export interface Made extends Pick<MatchResult, 'total' | 'bound' | 'stopped' | 'randomTotal' | 'certificate'> {
  groups: Group[];
  /** rows without a group */
  alone: number[];
}

/** Random pairing is a matter of luck: so many draws are averaged; one must do when it is late. */
const RANDOM_DRAWS = 5;

/** The mean of what some draws get, in units. */
export function averageDraw(watch: Watch, seed: number, draw: (seed: number) => number): number {
  const draws = Array.from({ length: watch.late() ? 1 : RANDOM_DRAWS }, (_, nth) => draw(seed + nth));
  return Math.round(draws.reduce((sum, each) => sum + each, 0) / draws.length);
}

/** Units of the pairs a coordinator fixed. */
export function totalOfFixed(scoring: Scoring, fixed: [number, number][]): number {
  return fixed.reduce((sum, [a, b]) => sum + scoreOf(scoring, a, b), 0);
}

/** Rows without a partner, those who were left out last time first. */
export function firstLeftOut(scoring: Scoring, rows: number[]): number[] {
  const waited = (row: number) => Number(scoring.roll.schools[row]?.leftOutLastTime);
  return rows.toSorted((a, b) => waited(b) - waited(a) || a - b);
}
