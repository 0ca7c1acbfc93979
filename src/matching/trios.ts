import { at, mayMeet, type Scoring, scoreOf } from './score.ts';

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
  const { region, schools } = scoring.roll;
  const tiredness = (row: number) => (schools[row]?.inTrioLastTime ? 1 : 0);
  const parts = alone.length > 0 ? partsByRegion(groups, region) : [];
  return alone.filter((school) => {
    let best: { group: Group; tired: number; score: number } | null = null;
    for (const part of parts) {
      if (part.regions.has(at(region, school)) && !scoring.sameRegionMayMeet) continue;
      for (const group of part.groups) {
        const [a, b] = group.pair;
        if (group.third !== undefined || !mayMeet(scoring, a, school) || !mayMeet(scoring, b, school)) continue;
        const tired = tiredness(a) + tiredness(b);
        const score = (scoreOf(scoring, a, school) + scoreOf(scoring, b, school)) / 2;
        if (!best || tired < best.tired || (tired === best.tired && score > best.score)) best = { group, tired, score };
      }
    }
    if (!best) return true;
    best.group.third = school;
    best.group.thirdScore = best.score;
    return false;
  });
}

/** The groups by the regions of their pairs: where one region holds most schools, nearly all can be passed over at once. */
function partsByRegion(groups: Group[], region: Int32Array): { regions: Set<number>; groups: Group[] }[] {
  const parts = new Map<string, { regions: Set<number>; groups: Group[] }>();
  for (const group of groups) {
    const regions = group.pair.map((row) => at(region, row)).sort((a, b) => a - b);
    const part = parts.get(regions.join()) ?? { regions: new Set(regions), groups: [] };
    part.groups.push(group);
    parts.set(regions.join(), part);
  }
  return [...parts.values()];
}
