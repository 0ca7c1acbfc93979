import type { Tx } from '../../database/open.ts';
import { barsBetween } from '../../matching/bars.ts';
import { bestPartnerOf } from '../../matching/best-partner.ts';
import { scoreOfPair } from '../../matching/single.ts';
import type { Bar, MatchRules, MatchSchool, Reason, Weights } from '../../matching/types.ts';
import { schoolsForRound } from '../rounds/inputs.ts';
import { freeSchools } from './rules.ts';
import type { ReportFacts, SchoolFacts, Suggestion } from './types.ts';

/**
 * Pairs of schools looked at for one page of suggestions, some 5 million a second: a network of 2,000 isolated schools is answered
 * at once; of a larger one the first are.
 */
const MOST_LOOKS = 4_000_000;

/** What introductions outside a round go by: the schools as a round would see them, and the pairs that must not be. */
export interface Ground {
  schools: MatchSchool[];
  rules: MatchRules;
  weights: Partial<Weights> | undefined;
  seed: number;
}

/** Reads it. The bars of the newest round hold too: who was kept apart there is not brought together a week later. */
export async function groundOf(tx: Tx, networkId: string, roundId: string): Promise<Ground> {
  const network = await tx.network.findUniqueOrThrow({ where: { id: networkId }, select: { weights: true } });
  const round = await tx.round.findUniqueOrThrow({ where: { networkId_id: { networkId, id: roundId } }, select: { seed: true } });
  const barred = await tx.pairRule.findMany({
    where: { networkId, kind: 'barred', OR: [{ roundId: null }, { roundId }] },
    select: { urnA: true, urnB: true },
  });
  return {
    schools: await schoolsForRound(tx, networkId),
    rules: { barred: barred.map(({ urnA, urnB }) => [urnA, urnB]), fixed: [] },
    // Written by us as part of Weights; the engine refuses numbers it cannot use.
    weights: (network.weights ?? undefined) as Partial<Weights> | undefined,
    seed: round.seed,
  };
}

/**
 * A partner for each of these schools: the best by the rounds' own scores that it may meet, takes part, and whose first contact is not
 * full. Nobody is suggested to two. In the given order; a school that cannot be introduced itself, or for whom nobody is left, has none.
 */
export function suggestionsFor(facts: ReportFacts, ground: Ground, urns: readonly number[]): Map<number, Suggestion> {
  const best = bestPartnerOf(ground.schools, ground.rules, ground.weights, ground.seed);
  const byUrn = new Map(ground.schools.map((school) => [school.urn, school]));
  const found = new Map<number, Suggestion>();
  const taken = new Set<number>();
  const suggest = (urn: number, other: number) => {
    const [a, b] = [byUrn.get(urn), byUrn.get(other)];
    const school = facts.schools.get(other);
    if (!a || !b || !school) return;
    found.set(urn, { school, ...scoreOfPair(a, b, ground.weights, ground.seed) });
  };
  const free = freeSchools(facts);
  const wanted = new Set(urns);
  const most = Math.max(1, Math.floor(MOST_LOOKS / Math.max(1, ground.schools.length)));
  for (const urn of urns.slice(0, most)) {
    if (found.has(urn) || !free.has(urn)) continue;
    const other = best(urn, (one) => !taken.has(one) && free.has(one));
    if (other === undefined) continue;
    taken.add(urn).add(other);
    suggest(urn, other);
    // Both look for somebody: one introduction serves them.
    if (wanted.has(other)) suggest(other, urn);
  }
  return found;
}

/** What one introduction would be worth and why, or what stands against it. */
export function worthOf(ground: Ground, a: SchoolFacts, b: SchoolFacts): { score: number; reasons: Reason[] } | { bars: Bar[] } {
  const [one, other] = [a, b].map((school) => ground.schools.find((entry) => entry.urn === school.urn));
  if (!one || !other) return { bars: [] };
  const bars = barsBetween(one, other, ground.rules);
  return bars.length > 0 ? { bars } : scoreOfPair(one, other, ground.weights, ground.seed);
}
