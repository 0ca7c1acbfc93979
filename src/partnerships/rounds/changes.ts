import type { Insider } from '../../chat/who.ts';
import { newId } from '../../database/id.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { barsBetween } from '../../matching/bars.ts';
import { priceOf } from '../../matching/certificate.ts';
import { scoreOfPair } from '../../matching/single.ts';
import type { MatchRules, MatchSchool, Weights } from '../../matching/types.ts';
import type { RoundCard } from '../types.ts';
import { sameDraft } from './card.ts';
import { createDrafting } from './drafting.ts';
import { editFor, editToUndo } from './edits.ts';
import { schoolsForRound } from './inputs.ts';
import { type Named, namedIn, urnsOf } from './named.ts';
import { refuseByRules } from './refusals.ts';
import { matchRules, WISHES, writeEdit } from './rules.ts';
import { storedResult } from './stored.ts';
import type { Change, Cost, DraftOrder, StoredResult } from './types.ts';

/** A change to be drafted; without an order when there is no draft yet: then it is written already and holds for the first one. */
export interface Ordered {
  round: RoundCard;
  order?: DraftOrder;
  undo: string;
}

/** Changing a draft, with the price. Changes of a published round are in regroup.ts. */
export function createChanges(tx: Tx) {
  const { order } = createDrafting(tx);
  return {
    /** What a change would cost, as far as the draft's proof can tell. Changes nothing. */
    async cost(member: Insider, roundId: string, draft: string, change: Change, now: Date): Promise<Cost> {
      const round = await sameDraft(tx, member, roundId, draft);
      refuseOver(round.state);
      const named = await namedIn(tx, member.networkId, round, change, now);
      const { facts, rules, result } = await known(tx, member.networkId, round, named);
      refuseByRules(change, named, facts, rules);
      return {
        roundId,
        draft: round.draft,
        state: round.state,
        change,
        schools: named.schools,
        partners: named.partners,
        ...(round.outcome && { total: round.outcome.total }),
        bends: bendsOf(change, named, facts, rules),
        // threes have no proof that could tell a price beforehand
        ...(result && round.groupSize === 2 && prices(change, named, facts, result)),
      };
    },

    /** Orders the draft with a change in it. */
    async orderChange(member: Insider, roundId: string, draft: string, change: Change, now: Date): Promise<Ordered> {
      const round = await sameDraft(tx, member, roundId, draft);
      refuseOver(round.state);
      const named = await namedIn(tx, member.networkId, round, change, now);
      const { facts, rules } = await known(tx, member.networkId, round, named);
      refuseByRules(change, named, facts, rules);
      const { edit, undo } = await editFor(tx, member.networkId, roundId, change, named.groups, newId);
      if (round.state === 'drafted') return { round, undo, order: await order(member, roundId, now, edit) };
      await writeEdit(tx, { networkId: member.networkId, memberId: member.id }, roundId, edit, now);
      return { round, undo };
    },

    /** Orders the draft without a change made before. Rules and decisions of other networks cannot be named. */
    async orderUndo(member: Insider, roundId: string, draft: string, undo: string, now: Date): Promise<Ordered> {
      const round = await sameDraft(tx, member, roundId, draft);
      const edit = editToUndo(undo);
      const rules = await tx.pairRule.count({ where: { networkId: member.networkId, id: { in: edit.drop } } });
      if (rules < edit.drop.length) throw new UserError('That rule is no longer there.');
      if (edit.decide) refuseOver(round.state);
      if (round.state === 'drafted') return { round, undo: '', order: await order(member, roundId, now, edit) };
      await writeEdit(tx, { networkId: member.networkId, memberId: member.id }, roundId, edit, now);
      return { round, undo: '' };
    },
  };
}

function refuseOver(state: string): void {
  if (state === 'cancelled') throw new UserError('This round was cancelled. Open a new one with /round open.');
  if (state === 'published') throw new UserError('This round is published. Change it with /round change.');
}

/** What the engine knows of the schools, and the rules that hold. */
async function known(tx: Tx, networkId: string, round: RoundCard, named: Named) {
  const result = round.outcome ? await storedResult(tx, networkId, round.id) : undefined;
  const urns = new Set([...named.schools, ...named.partners.flat()].map((one) => one.urn));
  const drafted = result?.inputs.schools.filter((one) => urns.has(one.urn)) ?? [];
  const all = drafted.length === urns.size ? drafted : await schoolsForRound(tx, networkId);
  const facts = new Map(all.map((one): [number, MatchSchool] => [one.urn, one]));
  const wishes = await tx.round.findUniqueOrThrow({
    where: { networkId_id: { networkId, id: round.id } },
    select: WISHES,
  });
  const rules = await matchRules(tx, networkId, wishes);
  return { facts, rules, result };
}

/** The rules a forced pair stands against; trust, group and private list were refused before. */
function bendsOf(change: Change, { partners }: Named, facts: ReadonlyMap<number, MatchSchool>, rules: MatchRules): Cost['bends'] {
  if (change.kind !== 'fix' && change.kind !== 'swap') return [];
  const pairs =
    change.kind === 'fix'
      ? [[change.a, change.b]]
      : [
          [change.a, partners[1]?.[0]?.urn ?? 0],
          [change.b, partners[0]?.[0]?.urn ?? 0],
        ];
  const bars = pairs.flatMap(([one = 0, other = 0]) => {
    const [a, b] = [facts.get(one), facts.get(other)];
    return a && b ? barsBetween(a, b, rules) : [];
  });
  return [...new Set(bars)];
}

/** What the proof says about the price of a change; scores in units. */
function prices(
  change: Change,
  { groups, partners }: Named,
  facts: ReadonlyMap<number, MatchSchool>,
  result: StoredResult,
): Pick<Cost, 'atLeast' | 'exchange' | 'worth'> {
  const { weights, seed } = result.inputs;
  const score = (a: number | undefined, b: number | undefined) => scoreBetween(facts, weights, seed, a, b);
  const together = groups[0] !== undefined && groups[0] === groups[1];
  switch (change.kind) {
    case 'fix':
      return { atLeast: together ? 0 : Math.max(0, priceOf(result, change.a, change.b)) };
    case 'bar':
    case 'never':
      return together ? { worth: score(change.a, change.b) } : { atLeast: 0 };
    case 'swap': {
      const [x, y] = [partners[0]?.[0]?.urn, partners[1]?.[0]?.urn];
      return {
        exchange: { before: score(change.a, x) + score(change.b, y), after: score(change.a, y) + score(change.b, x) },
      };
    }
    case 'remove':
      return partners[0]?.[0] ? { worth: score(urnsOf(change)[0], partners[0][0].urn) } : {};
    case 'add':
      return {};
    default:
      return change satisfies never;
  }
}

function scoreBetween(
  facts: ReadonlyMap<number, MatchSchool>,
  weights: Weights,
  seed: number,
  one: number | undefined,
  other: number | undefined,
): number {
  const [a, b] = [facts.get(one ?? 0), facts.get(other ?? 0)];
  return a && b ? scoreOfPair(a, b, weights, seed).score : 0;
}
