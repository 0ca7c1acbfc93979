import { newId } from '../../database/id.ts';
import { UserError } from '../../errors.ts';
import { matchSchools } from '../../matching/match.ts';
import type { MatchResult } from '../../matching/types.ts';
import { matchSchoolsInWorker } from '../../matching/worker.ts';
import type { DraftOutcome } from '../types.ts';
import { factsOf, fitOf, whyNone } from './facts.ts';
import type { Drafted, DraftOrder } from './types.ts';

/** After so long the best pairing so far is taken, with its honest bound. A person waits for it. */
const DRAFT_MS = 15_000;

/** Starting a thread takes longer than pairing so few schools, or putting so few in threes: done before anybody else would notice. */
const WITHOUT_THREAD = 100;
const THREES_WITHOUT_THREAD = 20;

/**
 * Pairs the schools of an order: touches no database, and more than a few schools are paired on a thread of their own, so that the
 * event loop is not held up. Throws a UserError when no two schools may meet, and the signal's reason when it is aborted.
 */
export async function pairUp(order: DraftOrder, signal?: AbortSignal): Promise<Drafted> {
  const { inputs } = order;
  const few = inputs.rules.groupSize === 3 ? THREES_WITHOUT_THREAD : WITHOUT_THREAD;
  const match = inputs.schools.length > few ? matchSchoolsInWorker : matchSchools;
  const result = await match({ ...inputs, deadlineMs: DRAFT_MS, signal });
  if (result.groups.length === 0) throw new UserError(whyNone(inputs.schools, result.leftOut));
  const bends = inputs.rules.fixed.length > 0 || inputs.rules.allowSameRegion === true;
  // What the coordinator's wishes cost is told by the same round without them; threes are not the best there are, so there it would be chance.
  const rules = { ...inputs.rules, allowSameRegion: false, fixed: [] };
  const plain =
    bends && inputs.rules.groupSize !== 3 ? await match({ ...inputs, rules, deadlineMs: DRAFT_MS, signal }) : undefined;
  const proof = proofOf(result);
  return {
    groups: result.groups,
    inputs: result.inputs,
    outcome: outcomeOf(result, plain, order.wishes),
    proof,
    written: writtenOf(result, proof),
  };
}

function outcomeOf(result: MatchResult, plain: MatchResult | undefined, wishes: string): DraftOutcome {
  const { groups, certificate: _, inputs, ...rest } = result;
  const trios = groups.filter((group) => group.urns.length === 3).length;
  const counts = { schools: inputs.schools.length, pairs: groups.length - trios, trios };
  return { ...rest, ...counts, facts: factsOf(result, plain, wishes) };
}

/** As the database will be handed it: megabytes of a national round, made here so that the transaction that keeps them need not. */
function writtenOf({ inputs, groups }: MatchResult, proof: Drafted['proof']): Drafted['written'] {
  const threes = inputs.rules.groupSize === 3;
  const rows = groups.map((group, position) => ({
    id: newId(),
    position,
    score: fitOf(group, threes),
    reasons: group.reasons,
  }));
  const places = groups.flatMap(({ urns }, position) => urns.map((urn) => ({ id: rows[position]?.id, urn })));
  return {
    groups: JSON.stringify(rows),
    places: JSON.stringify(places),
    inputs: JSON.stringify(inputs),
    proof: JSON.stringify(proof),
  };
}

function proofOf({ certificate, groups, leftOut }: MatchResult): Drafted['proof'] {
  return {
    ...certificate,
    leftOut,
    groups: groups.map(({ urns, score, thirdScore }) => ({ urns, score, ...(thirdScore !== undefined && { thirdScore }) })),
  };
}
