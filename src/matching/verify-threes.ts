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
  const legal = (a: MatchSchool, b: MatchSchool) => a !== b && barsBetween(a, b, rules).length === 0;
  let twice = 0;
  for (const school of schools) {
    const mate = schools.find(({ urn }) => urn === mateOf.get(school.urn));
    const others = schools.filter((other) => other !== mate && legal(school, other)).map((other) => score(school, other));
    const [first = 0, second = 0] = others.filter((each) => each > 0).sort((a, b) => b - a);
    twice += mate ? score(school, mate) + first : first + second;
  }
  if (Math.floor(twice / 2) !== bound) problems.push(`the bound is ${Math.floor(twice / 2)}`);
  if (proven !== (total === bound)) problems.push('it is not as proven as it says');
  return problems;
}
