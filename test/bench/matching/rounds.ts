import { matchSchools } from '../../../src/matching/match.ts';
import type { MatchSchool } from '../../../src/matching/types.ts';
import { registerSchools } from './instances.ts';

/** Pairs that met more than once when the same schools are paired round after round. */
export function repeatsInRounds(rounds: number, count: number): number {
  let schools: MatchSchool[] = registerSchools(count, 11).map((school) => ({ ...school, pastPartners: [] }));
  const met = new Set<string>();
  let repeats = 0;
  for (let round = 1; round <= rounds; round++) {
    const { groups } = matchSchools({ schools, rules: { barred: [], fixed: [] }, seed: round });
    const partners = new Map<number, number[]>();
    for (const { urns } of groups)
      for (const urn of urns)
        partners.set(
          urn,
          urns.filter((other) => other !== urn),
        );
    for (const { urns } of groups) {
      for (const [at, a] of urns.entries()) {
        for (const b of urns.slice(at + 1)) {
          const pair = [a, b].sort().join();
          if (met.has(pair)) repeats++;
          met.add(pair);
        }
      }
    }
    schools = schools.map((school) => ({
      ...school,
      pastPartners: [
        ...school.pastPartners.map(({ urn, roundsAgo }) => ({ urn, roundsAgo: roundsAgo + 1 })),
        ...(partners.get(school.urn) ?? []).map((urn) => ({ urn, roundsAgo: 1 })),
      ],
    }));
  }
  return repeats;
}
