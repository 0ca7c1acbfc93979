import { barsBetween } from './bars.ts';
import { reasonsFor } from './explain.ts';
import type { Group } from './trios.ts';
import type { Bar, LeftOut, MatchGroup, MatchRules, MatchSchool } from './types.ts';

/** A group as the result shows it. */
export function describe(schools: MatchSchool[], group: Group, score: (a: MatchSchool, b: MatchSchool) => number): MatchGroup {
  const [a, b] = group.pair.map((row) => schools[row]);
  if (!a || !b) throw new RangeError('a pair outside the roll');
  const shown: MatchGroup = { urns: [a.urn, b.urn], score: score(a, b), reasons: reasonsFor(a, b) };
  if (group.fixed) shown.reasons.unshift({ kind: 'fixed' });
  const third = group.third === undefined ? undefined : schools[group.third];
  if (!third) return shown;
  shown.urns.push(third.urn);
  shown.thirdScore = group.thirdScore;
  for (const member of [a, b]) shown.reasons.push(...reasonsFor(member, third));
  return shown;
}

/** Who keeps a school from meeting anybody, in numbers. */
export function whyLeftOut(schools: MatchSchool[], row: number, rules: MatchRules): LeftOut {
  const school = schools[row];
  if (!school) throw new RangeError('a school outside the roll');
  const bars: Partial<Record<Bar, number>> = {};
  let legalPartners = 0;
  for (const other of schools) {
    if (other === school) continue;
    const between = barsBetween(school, other, rules);
    if (between.length === 0) legalPartners++;
    for (const bar of between) bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return { urn: school.urn, why: legalPartners > 0 ? 'odd-one-out' : 'no-legal-partner', detail: { legalPartners, bars } };
}
