import { newId } from '../../database/id.ts';
import type { Tx } from '../../database/open.ts';
import { scoreOfPair } from '../../matching/single.ts';
import type { LeftOut, MatchSchool, Reason } from '../../matching/types.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { DraftOutcome, PairCard, RoundCard, SchoolName } from '../types.ts';
import { fitOf } from './facts.ts';
import type { Grounds, Plan } from './regroup-plan.ts';
import { writeEdit } from './rules.ts';
import { json } from './stored.ts';
import type { Change, Edit, Regrouping } from './types.ts';

interface Work {
  networkId: string;
  round: RoundCard;
  change: Change;
  plan: Plan;
  pairs: readonly PairCard[];
  grounds: Grounds;
  now: Date;
  by: string;
  /** False: only says what would be. */
  write: boolean;
}

/** Writes what becomes of the groups: old ones are ended, never deleted, so that what was said in them stays. */
export async function writeRegrouping(tx: Tx, work: Work): Promise<Pick<Regrouping, 'ended' | 'made' | 'joined' | 'alone'>> {
  const { networkId, round, plan, pairs, grounds, now } = work;
  const names = await schoolsNamed(tx, [...plan.made.flat(), ...plan.joined.map((one) => one.urn), ...plan.alone]);
  const last = await tx.roundGroup.aggregate({ where: { networkId, roundId: round.id }, _max: { position: true } });
  const wished = work.change.kind === 'fix' || work.change.kind === 'swap';
  const made = plan.made.map((urns, index): PairCard => {
    const chosen = wished && urns.includes(work.change.a);
    const position = (last._max.position ?? -1) + 1 + index;
    return { id: newId(), position, schools: urns.flatMap((urn) => names.get(urn) ?? []), ...worthOf(urns, grounds, chosen) };
  });
  const joined = plan.joined.flatMap(({ urn, group }) => {
    const pair = pairs.find((one) => one.id === group);
    const school = names.get(urn);
    if (!pair || !school) return [];
    const more = pair.schools.map((one) => worthOf([one.urn, urn], grounds, false));
    const thirdScore = more.reduce((sum, one) => sum + one.score, 0) / more.length;
    const score = fitOf({ score: pair.score, thirdScore }, grounds.rules.groupSize === 3);
    const reasons = [...pair.reasons, ...more.flatMap((one) => one.reasons)];
    return [{ school, pair: { ...pair, schools: [...pair.schools, school], score, reasons } }];
  });
  const shown = {
    ended: pairs.filter((pair) => plan.ended.includes(pair.id)),
    made,
    joined,
    alone: plan.alone.flatMap((urn) => names.get(urn) ?? []),
  };
  if (!work.write) return shown;
  await writeEdit(tx, { networkId, memberId: work.by }, round.id, editOf(work.change), now);
  await tx.roundGroup.updateMany({ where: { networkId, roundId: round.id, id: { in: plan.ended } }, data: { endedAt: now } });
  for (const pair of made) {
    const { id, position, score, reasons, schools } = pair;
    await tx.roundGroup.create({ data: { id, networkId, roundId: round.id, position, score, reasons: json(reasons) } });
    await tx.roundGroupSchool.createMany({ data: schools.map((one) => ({ networkId, groupId: id, urn: one.urn })) });
  }
  for (const { school, pair } of joined) {
    await tx.roundGroupSchool.create({ data: { networkId, groupId: pair.id, urn: school.urn } });
    await tx.roundGroup.update({
      where: { networkId_id: { networkId, id: pair.id } },
      data: { score: pair.score, reasons: json(pair.reasons) },
    });
  }
  await recount(tx, work, shown);
  return shown;
}

/** The round's own sums follow: how many pairs and trios, and who is left out now (those come first in the next round). */
async function recount(tx: Tx, { networkId, round, change, plan }: Work, shown: { alone: SchoolName[] }): Promise<void> {
  const groups = await tx.roundGroup.findMany({
    where: { networkId, roundId: round.id, endedAt: null },
    select: { schools: { select: { urn: true } } },
  });
  const trios = groups.filter((group) => group.schools.length > 2).length;
  const placed = new Set(groups.flatMap((group) => group.schools.map((one) => one.urn)));
  const stillOut = (round.outcome?.leftOut ?? []).filter((one) => !placed.has(one.urn) && one.urn !== goneOf(change));
  const newlyOut = shown.alone
    .filter(({ urn }) => !stillOut.some((one) => one.urn === urn))
    .map(({ urn }): LeftOut => ({ urn, why: 'no-legal-partner', detail: { legalPartners: 0, bars: {} } }));
  const outcome: DraftOutcome | null = round.outcome && {
    ...round.outcome,
    schools: placed.size + stillOut.length + newlyOut.length,
    pairs: groups.length - trios,
    trios,
    leftOut: [...stillOut, ...newlyOut],
  };
  await tx.round.update({
    where: { networkId_id: { networkId, id: round.id } },
    data: { draft: { increment: 1 }, ...(outcome && plan && { outcome: json(outcome) }) },
    select: { id: true },
  });
}

function goneOf(change: Change): number | undefined {
  return change.kind === 'remove' ? change.a : undefined;
}

function editOf(change: Change): Edit {
  switch (change.kind) {
    case 'bar':
    case 'never':
      return { make: [{ id: newId(), kind: 'barred', pair: [change.a, change.b], always: change.kind === 'never' }], drop: [] };
    case 'remove':
      return { make: [], drop: [], decide: { urn: change.a, decided: 'removed' } };
    case 'add':
      return { make: [], drop: [], decide: { urn: change.a, decided: 'added' } };
    // What is put together by hand is there to be seen; no draft will ask for it again.
    case 'fix':
    case 'swap':
      return { make: [], drop: [] };
    default:
      return change satisfies never;
  }
}

/** Score and reasons of a new group, as the engine would say them: the first two are the pair, a third joins it. */
function worthOf(
  urns: readonly number[],
  { facts, weights, seed, rules }: Grounds,
  chosen: boolean,
): { score: number; reasons: Reason[] } {
  const [a, b, third] = urns.flatMap((urn): MatchSchool[] => (facts.get(urn) ? [facts.get(urn) as MatchSchool] : []));
  const first: Reason[] = chosen ? [{ kind: 'fixed' }] : [];
  if (!a || !b) return { score: 0, reasons: first };
  const pair = scoreOfPair(a, b, weights, seed);
  const more = third ? [a, b].map((one) => scoreOfPair(one, third, weights, seed)) : [];
  const thirdScore = more.length > 0 ? more.reduce((sum, { score }) => sum + score, 0) / 2 : undefined;
  return {
    score: fitOf({ score: pair.score, ...(thirdScore !== undefined && { thirdScore }) }, rules.groupSize === 3),
    reasons: [...first, ...pair.reasons, ...more.flatMap(({ reasons }) => reasons)],
  };
}

async function schoolsNamed(tx: Tx, urns: readonly number[]): Promise<Map<number, SchoolName>> {
  const found = await tx.school.findMany({ where: { urn: { in: [...urns] } }, select: SCHOOL_NAME });
  return new Map(found.map((one) => [one.urn, one]));
}
