import { reasonsFor } from './explain.ts';
import type { Group } from './trios.ts';
import type { MatchGroup, MatchSchool } from './types.ts';

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
