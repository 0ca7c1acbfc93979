import { barsBetween } from './bars.ts';
import type { MatchResult, MatchRules, MatchSchool } from './types.ts';

/** The pairs a coordinator has fixed, as far as trust and governance group allow; the others with the reason. */
export function fixPairs(
  schools: MatchSchool[],
  rules: MatchRules,
): { fixed: [number, number][]; refused: MatchResult['refused'] } {
  const byUrn = new Map(schools.map((school) => [school.urn, school]));
  const fixed: [number, number][] = [];
  const refused: MatchResult['refused'] = [];
  const taken = new Set<number>();
  for (const pair of rules.fixed) {
    const [a, b] = [byUrn.get(pair[0]), byUrn.get(pair[1])];
    if (!a || !b || a === b) {
      refused.push({ pair, why: 'unknownSchool' });
      continue;
    }
    if (fixed.some((made) => made.includes(a.urn) && made.includes(b.urn))) continue;
    const [why] = barsBetween(a, b, rules).filter((bar) => bar === 'sameTrust' || bar === 'sameGroup');
    if (why || taken.has(a.urn) || taken.has(b.urn)) {
      refused.push({ pair, why: why ?? 'fixedTwice' });
      continue;
    }
    taken.add(a.urn).add(b.urn);
    fixed.push([a.urn, b.urn]);
  }
  return { fixed, refused };
}
