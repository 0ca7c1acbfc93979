import { mayMeet, type Scoring, scoreOf } from './score.ts';

/** A pair, perhaps with a third; rows of the roll. */
export interface Group {
  pair: [number, number];
  fixed: boolean;
  third?: number;
  /** units, mean of the third's two scores */
  thirdScore?: number;
}

/**
 * Seats those without a partner in trios: each joins the pair where all may meet and the mean score is best, one third to a
 * pair; pairs with a school that was in a trio last time come last. Returns those for whom there is no such pair.
 */
export function joinTrios(scoring: Scoring, groups: Group[], alone: number[]): number[] {
  const tiredness = (row: number) => (scoring.roll.schools[row]?.inTrioLastTime ? 1 : 0);
  return alone.filter((school) => {
    let best: { group: Group; tired: number; score: number } | null = null;
    for (const group of groups) {
      const [a, b] = group.pair;
      if (group.third !== undefined || !mayMeet(scoring, a, school) || !mayMeet(scoring, b, school)) continue;
      const tired = tiredness(a) + tiredness(b);
      const score = (scoreOf(scoring, a, school) + scoreOf(scoring, b, school)) / 2;
      if (!best || tired < best.tired || (tired === best.tired && score > best.score)) best = { group, tired, score };
    }
    if (!best) return true;
    best.group.third = school;
    best.group.thirdScore = best.score;
    return false;
  });
}
