import type { Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import type { Weights } from '../../matching/types.ts';
import { pageNumber } from '../../vocabulary/page-number.ts';
import { PAIRS_PER_PAGE, pairById, pairsOf } from '../pairs.ts';
import type { PairCard, RoundCard } from '../types.ts';
import { card, locked, sameDraft } from './card.ts';
import { pairUp } from './pair-up.ts';
import { matchRules, NO_EDIT, ruleCards, wishesOf, writeEdit } from './rules.ts';
import { schoolsWith } from './schools-with.ts';
import { json, storeDraft } from './stored.ts';
import type { Drafted, DraftOrder, Edit, RuleCard } from './types.ts';

/** Pairing the schools of a round and looking at the pairs. */
export function createDrafting(tx: Tx) {
  return {
    /**
     * What the engine needs to draft a round, with a change that is written only when the draft is kept. An earlier draft stays until
     * then.
     */
    async order(member: Insider, roundId: string, now: Date, edit: Edit = NO_EDIT): Promise<DraftOrder> {
      const { networkId } = member;
      const round = await locked(tx, networkId, roundId);
      refuseOver(round.state);
      const schools = await schoolsWith(tx, networkId, { roundId, now }, edit);
      if (schools.length < 2) throw new UserError('A round needs at least two schools. Schools take part with /partner join.');
      const { weights } = await tx.network.findUniqueOrThrow({ where: { id: networkId }, select: { weights: true } });
      const rules = await matchRules(tx, networkId, round, new Set(schools.map((one) => one.urn)), edit);
      // Written by setWeights, a part of Weights.
      const inputs = { schools, rules, seed: round.seed, weights: (weights ?? {}) as Partial<Weights> };
      return { roundId, draft: round.draft, wishes: await wishesOf(tx, networkId, round), inputs, edit };
    },

    /** Pairs an order's schools: long work, outside any transaction. */
    pairUp,

    /** Keeps a draft, with the change it was made for, unless a coordinator decided something else since it was ordered. */
    async keepDraft(member: Insider, order: DraftOrder, drafted: Drafted, now: Date): Promise<RoundCard> {
      const { networkId } = member;
      const { roundId, edit } = order;
      const round = await locked(tx, networkId, roundId);
      refuseOver(round.state);
      if (round.draft !== order.draft || (await wishesOf(tx, networkId, round)) !== order.wishes)
        throw new UserError('Another coordinator changed this round at the same moment, so nothing was done. See /round show.');
      await writeEdit(tx, { networkId, memberId: member.id }, roundId, edit, now);
      await storeDraft(tx, networkId, roundId, drafted);
      const { outcome } = drafted;
      const wishes = await wishesOf(tx, networkId, round);
      await tx.round.update({
        where: { networkId_id: { networkId, id: roundId } },
        data: {
          state: 'drafted',
          draft: round.draft + 1,
          draftedAt: now,
          outcome: json({ ...outcome, ...(outcome.facts && { facts: { ...outcome.facts, wishes } }) }),
        },
        select: { id: true },
      });
      return card(tx, networkId, roundId, now);
    },

    /** The rules of a round and of the private list, with names. */
    async rules(member: Insider, roundId: string): Promise<{ round: RoundCard; rules: RuleCard[] }> {
      return { round: await card(tx, member.networkId, roundId), rules: await ruleCards(tx, member.networkId, roundId) };
    },

    async pairs(member: Insider, roundId: string, draft: string, page: number): Promise<{ round: RoundCard; pairs: PairCard[] }> {
      const round = await sameDraft(tx, member, roundId, draft);
      return {
        round,
        pairs: await pairsOf(tx, member.networkId, roundId, { skip: pageNumber(page) * PAIRS_PER_PAGE, take: PAIRS_PER_PAGE }),
      };
    },

    /** One pair of a draft. */
    async pair(member: Insider, roundId: string, draft: string, pairId: string): Promise<{ round: RoundCard; pair: PairCard }> {
      const round = await sameDraft(tx, member, roundId, draft);
      const pair = await pairById(tx, member.networkId, pairId);
      if (pair?.roundId !== roundId) throw new UserError('That one is no longer there. See /round show.');
      return { round, pair };
    },

    async allPairs(member: Insider, roundId: string, draft: string): Promise<{ round: RoundCard; pairs: PairCard[] }> {
      const round = await sameDraft(tx, member, roundId, draft);
      return { round, pairs: await pairsOf(tx, member.networkId, roundId) };
    },
  };
}

function refuseOver(state: string): void {
  if (state === 'published') throw new UserError('This round is published already. Open a new one with /round open.');
  if (state === 'cancelled') throw new UserError('This round was cancelled. Open a new one with /round open.');
}
