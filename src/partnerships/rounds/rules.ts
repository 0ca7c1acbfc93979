import { createHash } from 'node:crypto';
import type { Tx } from '../../database/open.ts';
import type { MatchRules } from '../../matching/types.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { Edit, RuleCard } from './types.ts';

/** What of a round decides how it is drafted. */
export interface RoundWishes {
  id: string;
  sameRegion: boolean;
  takes: string;
  regions: string[];
  phases: string[];
  groupSize: number;
}

/** Its columns. */
export const WISHES = { id: true, sameRegion: true, takes: true, regions: true, phases: true, groupSize: true } as const;

/** A change that changes nothing. */
export const NO_EDIT: Edit = { make: [], drop: [] };

/** The rules of a round and of the private list. */
export async function rulesOf(tx: Tx, networkId: string, roundId: string) {
  return tx.pairRule.findMany({
    where: { networkId, OR: [{ roundId }, { roundId: null }] },
    orderBy: [{ urnA: 'asc' }, { urnB: 'asc' }, { kind: 'asc' }, { id: 'asc' }],
  });
}

/** Those rules as the engine takes them, with a change that is not written yet; `inRound`: only pairs of these schools. */
export async function matchRules(
  tx: Tx,
  networkId: string,
  round: RoundWishes,
  inRound?: ReadonlySet<number>,
  edit: Edit = NO_EDIT,
): Promise<MatchRules> {
  const kept = (await rulesOf(tx, networkId, round.id)).filter((rule) => !edit.drop.includes(rule.id));
  const rules = [
    ...kept.map(({ kind, urnA, urnB }) => ({ kind, pair: [urnA, urnB] as [number, number] })),
    ...edit.make.map(({ kind, pair }) => ({ kind, pair })),
  ];
  const of = (kind: string) =>
    rules.filter((rule) => rule.kind === kind && rule.pair.every((urn) => inRound?.has(urn) ?? true)).map((rule) => rule.pair);
  const size = round.groupSize === 3 ? { groupSize: 3 as const } : {};
  return { allowSameRegion: round.sameRegion, ...size, barred: of('barred'), fixed: of('fixed') };
}

/** Rules for reading, with names. */
export async function ruleCards(tx: Tx, networkId: string, roundId: string): Promise<RuleCard[]> {
  const rules = await rulesOf(tx, networkId, roundId);
  const urns = rules.flatMap((rule) => [rule.urnA, rule.urnB]);
  const schools = await tx.school.findMany({ where: { urn: { in: urns } }, select: SCHOOL_NAME });
  const named = new Map(schools.map((one) => [one.urn, one]));
  return rules.map((rule) => ({
    id: rule.id,
    kind: rule.kind === 'fixed' ? 'fixed' : 'barred',
    always: rule.roundId === null,
    asked: rule.cause !== 'coordinator',
    schools: [rule.urnA, rule.urnB].flatMap((urn) => named.get(urn) ?? []),
  }));
}

/**
 * A fingerprint of everything coordinators decide: rules, schools brought in or taken out, the round's settings, the weights. What
 * schools answer meanwhile is not in it: that makes a draft a little older, not wrong.
 */
export async function wishesOf(tx: Tx, networkId: string, round: RoundWishes): Promise<string> {
  const rules = await rulesOf(tx, networkId, round.id);
  const decided = await tx.roundInvitation.findMany({
    where: { networkId, roundId: round.id, decided: { not: null } },
    orderBy: { urn: 'asc' },
    select: { urn: true, decided: true },
  });
  const { weights } = await tx.network.findUniqueOrThrow({ where: { id: networkId }, select: { weights: true } });
  const facts = [
    rules.map(({ kind, urnA, urnB }) => [kind, urnA, urnB]),
    decided.map((one) => [one.urn, one.decided]),
    weights,
    [round.sameRegion, round.takes, round.regions, round.phases, ...(round.groupSize === 2 ? [] : [round.groupSize])],
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 16);
}

/** Writes a change. */
export async function writeEdit(
  tx: Tx,
  by: { networkId: string; memberId: string },
  roundId: string,
  edit: Edit,
  now: Date,
): Promise<void> {
  const { networkId, memberId } = by;
  if (edit.drop.length > 0) await tx.pairRule.deleteMany({ where: { networkId, id: { in: edit.drop } } });
  await tx.pairRule.createMany({
    data: edit.make.map(({ id, kind, pair, always }) => ({
      id,
      networkId,
      roundId: always ? null : roundId,
      urnA: Math.min(...pair),
      urnB: Math.max(...pair),
      kind,
      cause: 'coordinator',
      madeBy: memberId,
      madeAt: now,
    })),
  });
  if (!edit.decide) return;
  const { urn, decided } = edit.decide;
  await tx.roundInvitation.upsert({
    where: { roundId_urn: { roundId, urn } },
    create: { networkId, roundId, urn, decided },
    update: { decided },
  });
}
