import { at, type Scoring } from './score.ts';
import type { Bar, LeftOut } from './types.ts';
import { ROUNDS_APART } from './weights.ts';

/** Says of schools without a partner, by row, who could have met them and what keeps the others away. */
export function explainLeftOut(scoring: Scoring, rows: number[]): LeftOut[] {
  if (rows.length === 0) return [];
  const { roll, sameRegionMayMeet } = scoring;
  const regions = rowsByValue(roll.region);
  const authorities = rowsByValue(roll.authority);
  const trusts = rowsByValue(roll.trust);
  const inGroups = rowsInGroups(roll.groups);
  return rows.map((row): LeftOut => {
    const sameTrust = at(roll.trust, row) < 0 ? [row] : (trusts.get(at(roll.trust, row)) ?? []);
    const sameGroup = new Set([row, ...(roll.groups[row] ?? []).flatMap((group) => inGroups.get(group) ?? [])]);
    const sameAuthority = authorities.get(at(roll.authority, row)) ?? [];
    const sameRegion = sameRegionMayMeet ? [row] : (regions.get(at(roll.region, row)) ?? []);
    const [from, to] = [at(roll.past.first, row), at(roll.past.first, row + 1)];
    const recent = [...roll.past.partners.subarray(from, to)].filter(
      (_, nth) => at(roll.past.roundsAgo, from + nth) <= ROUNDS_APART,
    );
    const barred = roll.apart[row] ?? new Set<number>();
    const counts: Record<Bar, number> = {
      sameTrust: sameTrust.length - 1,
      sameGroup: sameGroup.size - 1,
      sameLocalAuthority: sameAuthority.length - 1,
      sameRegion: sameRegion.length - 1,
      recentPartners: recent.length,
      barred: new Set([row, ...barred]).size - 1,
    };
    const bars: Partial<Record<Bar, number>> = {};
    for (const [bar, count] of Object.entries(counts) as [Bar, number][]) if (count > 0) bars[bar] = count;
    const away = new Set([...sameTrust, ...sameGroup, ...sameAuthority, ...recent, ...barred].filter((other) => other !== row));
    const elsewhere = [...away].filter((other) => sameRegionMayMeet || at(roll.region, other) !== at(roll.region, row));
    const legalPartners = roll.schools.length - sameRegion.length - elsewhere.length;
    const why = legalPartners > 0 ? 'odd-one-out' : 'no-legal-partner';
    return { urn: at(roll.urn, row), why, detail: { legalPartners, bars } };
  });
}

function rowsByValue(column: Int32Array): Map<number, number[]> {
  const lists = new Map<number, number[]>();
  column.forEach((value, row) => {
    const rows = lists.get(value);
    if (rows) rows.push(row);
    else lists.set(value, [row]);
  });
  return lists;
}

function rowsInGroups(groups: number[][]): Map<number, number[]> {
  const lists = new Map<number, number[]>();
  for (const [row, its] of groups.entries()) for (const group of its) lists.set(group, [...(lists.get(group) ?? []), row]);
  return lists;
}
