import type { MatchSchool } from './types.ts';

/** Everything the mood term looks at, as one word: schools with the same word are alike for it. */
export function intakeOf(school: MatchSchool): string {
  return [school.mood, school.fsmBand, school.urban, school.sizeBand].join('|');
}

/** How alike two intakes are, 0 to 1: free meals count double, setting and size once; 0.5 when nothing is known. */
export function similarity(a: MatchSchool, b: MatchSchool): number {
  let weight = 0;
  let alike = 0;
  if (a.fsmBand !== undefined && b.fsmBand !== undefined) {
    weight += 2;
    alike += 2 * (1 - Math.abs(a.fsmBand - b.fsmBand) / 4);
  }
  if (a.urban !== undefined && b.urban !== undefined) {
    weight += 1;
    alike += a.urban === b.urban ? 1 : 0;
  }
  if (a.sizeBand !== undefined && b.sizeBand !== undefined) {
    weight += 1;
    alike += 1 - Math.abs(a.sizeBand - b.sizeBand) / 3;
  }
  return weight === 0 ? 0.5 : alike / weight;
}

/** Share of the mood points a pair gets, 0 to 1: each school that has a mood decides over half of them. */
export function moodShare(a: MatchSchool, b: MatchSchool): number {
  if (!a.mood && !b.mood) return 0;
  const alike = similarity(a, b);
  const wish = (school: MatchSchool) => (school.mood === 'family' ? alike : school.mood === 'stretch' ? 1 - alike : 0);
  return (wish(a) + wish(b)) / 2;
}
