import { barsBetween } from './bars.ts';
import type { MatchResult, MatchRules, MatchSchool } from './types.ts';

/**
 * Checks the bound of a round of threes by a look at every pair there is: every school with its two best partners at once.
 * Returns what is wrong, in words.
 */
export function verifyThrees(
  schools: MatchSchool[],
  rules: MatchRules,
  score: (a: MatchSchool, b: MatchSchool) => number,
  { bound, total, proven, refused }: MatchResult,
): string[] {
  const problems: string[] = [];
  const isRefused = (pair: number[]) => refused.some((one) => pair.every((urn) => one.pair.includes(urn)));
  const fixed = rules.fixed.filter((pair) => !isRefused(pair));
  const mateOf = new Map(fixed.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
  const best = new Map(schools.map(({ urn }) => [urn, { first: 0, second: 0 }]));
  const note = ({ urn }: MatchSchool, worth: number) => {
    const { first = 0, second = 0 } = best.get(urn) ?? {};
    if (worth > first) best.set(urn, { first: worth, second: first });
    else if (worth > second) best.set(urn, { first, second: worth });
  };
  let twice = 0;
  for (const [place, school] of schools.entries()) {
    for (const other of schools.slice(place + 1)) {
      const worth = score(school, other);
      if (mateOf.get(school.urn) === other.urn) twice += 2 * worth;
      else if (worth > 0 && barsBetween(school, other, rules).length === 0) for (const each of [school, other]) note(each, worth);
    }
  }
  for (const [urn, { first, second }] of best) twice += mateOf.has(urn) ? first : first + second;
  if (Math.floor(twice / 2) !== bound) problems.push(`the bound is ${Math.floor(twice / 2)}`);
  if (proven !== (total === bound)) problems.push('it is not as proven as it says');
  return problems;
}
