import type { Tx } from '../../database/open.ts';
import type { MatchSchool, Weights } from '../../matching/types.ts';
import { completeWeights } from '../../matching/weights.ts';
import { schoolsForRound } from './inputs.ts';
import type { Grounds } from './regroup-plan.ts';
import { matchRules, WISHES } from './rules.ts';

/**
 * What a published round's changes stand on: the schools as they are now, with their past as it was when the round was drafted (in
 * today's past this very round would keep its own partners apart), its rules, weights and seed.
 */
export async function groundsFor(tx: Tx, networkId: string, roundId: string): Promise<Grounds> {
  const round = await tx.round.findUniqueOrThrow({
    where: { networkId_id: { networkId, id: roundId } },
    select: { ...WISHES, seed: true, inputs: true },
  });
  // Written by keepDraft, in this shape.
  const kept: { inputs: unknown } = round;
  const inputs = kept.inputs as { schools: MatchSchool[]; weights: Weights } | null;
  const before = new Map((inputs?.schools ?? []).map((one) => [one.urn, one]));
  const facts = (await schoolsForRound(tx, networkId)).map((school) => ({ ...school, ...pastOf(before.get(school.urn)) }));
  // Nothing is drafted any more, so a fixed pair holds nobody.
  const { fixed, ...rules } = await matchRules(tx, networkId, round);
  return {
    facts: new Map(facts.map((one) => [one.urn, one])),
    rules: { ...rules, fixed: [] },
    fixed,
    weights: completeWeights(inputs?.weights),
    seed: round.seed,
  };
}

function pastOf(school: MatchSchool | undefined): Pick<MatchSchool, 'pastPartners' | 'inTrioLastTime' | 'leftOutLastTime'> {
  return {
    pastPartners: school?.pastPartners ?? [],
    inTrioLastTime: school?.inTrioLastTime ?? false,
    leftOutLastTime: school?.leftOutLastTime ?? false,
  };
}
