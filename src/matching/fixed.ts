import { barsBetween } from './bars.ts';
import type { Profile, Profiles } from './profile.ts';
import type { MatchResult, MatchRules } from './types.ts';

/** The pairs a coordinator has fixed, as far as trust and governance group allow; the others with the reason. */
export function fixPairs(round: Profiles, rules: MatchRules): { fixed: [Profile, Profile][]; refused: MatchResult['refused'] } {
  const byUrn = new Map(round.profiles.map((profile) => [profile.urn, profile]));
  const fixed: [Profile, Profile][] = [];
  const refused: MatchResult['refused'] = [];
  const taken = new Set<Profile>();
  for (const pair of rules.fixed) {
    const [a, b] = [byUrn.get(pair[0]), byUrn.get(pair[1])];
    const [schoolA, schoolB] = [a && round.schools[a.index], b && round.schools[b.index]];
    if (!a || !b || !schoolA || !schoolB || a === b) {
      refused.push({ pair, why: 'unknownSchool' });
      continue;
    }
    if (fixed.some((made) => made.includes(a) && made.includes(b))) continue;
    const [why] = barsBetween(schoolA, schoolB, rules).filter((bar) => bar === 'sameTrust' || bar === 'sameGroup');
    if (why || taken.has(a) || taken.has(b)) {
      refused.push({ pair, why: why ?? 'fixedTwice' });
      continue;
    }
    taken.add(a).add(b);
    fixed.push([a, b]);
  }
  return { fixed, refused };
}
