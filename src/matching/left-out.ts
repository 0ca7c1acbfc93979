import { at, mayMeet, type Scoring } from './score.ts';
import type { Bar, LeftOut, MatchRules } from './types.ts';
import { ROUNDS_APART } from './weights.ts';

/** Says of schools without a partner, by row, who could have met them and what keeps the others away. */
export function explainLeftOut(scoring: Scoring, rows: number[], rules: MatchRules): LeftOut[] {
  if (rows.length === 0) return [];
  const { roll } = scoring;
  const regions = countsOf(roll.region);
  const authorities = countsOf(roll.authority);
  const trusts = countsOf(roll.trust);
  const inRound = new Set(roll.urn);
  const barred = rules.barred.filter((pair) => pair.every((urn) => inRound.has(urn)));
  return rows.map((row): LeftOut => {
    const urn = at(roll.urn, row);
    const groups = roll.groups[row] ?? [];
    const counts: Record<Bar, number> = {
      sameTrust: at(roll.trust, row) < 0 ? 0 : (trusts.get(at(roll.trust, row)) ?? 1) - 1,
      sameGroup:
        groups.length === 0 ? 0 : roll.groups.filter((theirs) => theirs.some((group) => groups.includes(group))).length - 1,
      sameLocalAuthority: (authorities.get(at(roll.authority, row)) ?? 1) - 1,
      sameRegion: rules.allowSameRegion ? 0 : (regions.get(at(roll.region, row)) ?? 1) - 1,
      recentPartners: roll.past.roundsAgo
        .slice(at(roll.past.first, row), at(roll.past.first, row + 1))
        .filter((ago) => ago <= ROUNDS_APART).length,
      barred: new Set([urn, ...barred.filter((pair) => pair.includes(urn)).flat()]).size - 1,
    };
    const bars: Partial<Record<Bar, number>> = {};
    for (const [bar, count] of Object.entries(counts) as [Bar, number][]) if (count > 0) bars[bar] = count;
    let legalPartners = 0;
    for (let other = 0; other < roll.schools.length; other++) if (mayMeet(scoring, row, other)) legalPartners++;
    return { urn, why: legalPartners > 0 ? 'odd-one-out' : 'no-legal-partner', detail: { legalPartners, bars } };
  });
}

/** How many rows have each value. */
function countsOf(column: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of column) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
