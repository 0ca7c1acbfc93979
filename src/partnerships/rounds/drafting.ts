import type { Insider } from '../../chat/who.ts';
import { newId } from '../../database/id.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { matchSchools } from '../../matching/match.ts';
import type { MatchResult } from '../../matching/types.ts';
import { pageNumber } from '../../vocabulary/page-number.ts';
import { PAIRS_PER_PAGE, pairsOf } from '../pairs.ts';
import type { DraftOutcome, PairCard, RoundCard } from '../types.ts';
import { card, locked, sameDraft } from './card.ts';
import { schoolsForRound } from './inputs.ts';

/** A draft holds the transaction, so it takes the best pairing found by then, with its honest bound. */
const DRAFT_MS = 2_000;

/** Pairing the schools of a round and looking at the pairs. */
export function createDrafting(tx: Tx) {
  return {
    /** Pairs the schools taking part now. An earlier draft is replaced. */
    async draft(member: Insider, roundId: string, now: Date): Promise<RoundCard> {
      const round = await locked(tx, member.networkId, roundId);
      if (round.state === 'published') throw new UserError('This round is published already. Open a new one with /round open.');
      const schools = await schoolsForRound(tx, member.networkId);
      if (schools.length < 2) throw new UserError('A round needs at least two schools. Schools take part with /partner join.');
      const result = matchSchools({ schools, rules: { barred: [], fixed: [] }, seed: round.seed, deadlineMs: DRAFT_MS });
      if (result.groups.length === 0)
        throw new UserError(
          'No two of these schools may be paired: all share a trust, a group, a local authority, a region or a recent round.',
        );
      await store(tx, member.networkId, roundId, result);
      const { groups: _, certificate: __, inputs, ...rest } = result;
      const trios = result.groups.filter((group) => group.urns.length === 3).length;
      const outcome: DraftOutcome = { ...rest, schools: schools.length, pairs: result.groups.length - trios, trios };
      await tx.round.update({
        where: { networkId_id: { networkId: member.networkId, id: roundId } },
        data: { state: 'drafted', draft: round.draft + 1, draftedAt: now, inputs: json(inputs), outcome: json(outcome) },
      });
      return card(tx, member.networkId, roundId);
    },

    async pairs(member: Insider, roundId: string, draft: string, page: number): Promise<{ round: RoundCard; pairs: PairCard[] }> {
      const round = await sameDraft(tx, member, roundId, draft);
      return {
        round,
        pairs: await pairsOf(tx, member.networkId, roundId, { skip: pageNumber(page) * PAIRS_PER_PAGE, take: PAIRS_PER_PAGE }),
      };
    },

    async allPairs(member: Insider, roundId: string, draft: string): Promise<{ round: RoundCard; pairs: PairCard[] }> {
      const round = await sameDraft(tx, member, roundId, draft);
      return { round, pairs: await pairsOf(tx, member.networkId, roundId) };
    },
  };
}

async function store(tx: Tx, networkId: string, roundId: string, result: MatchResult): Promise<void> {
  await tx.roundGroup.deleteMany({ where: { networkId, roundId } });
  const groups = result.groups.map((group, position) => ({ id: newId(), position, group }));
  await tx.roundGroup.createMany({
    data: groups.map(({ id, position, group }) => ({
      id,
      networkId,
      roundId,
      position,
      score: group.score,
      reasons: json(group.reasons),
    })),
  });
  await tx.roundGroupSchool.createMany({
    data: groups.flatMap(({ id, group }) => group.urns.map((urn) => ({ networkId, groupId: id, urn }))),
  });
}

/** What the database keeps as JSON: the same value without `undefined`. */
function json(value: unknown): object {
  return JSON.parse(JSON.stringify(value));
}
