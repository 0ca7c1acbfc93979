import type { Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { DraftOutcome, RoundCard } from '../types.ts';
import { urnsInRound } from './places.ts';
import { rulesOf, wishesOf } from './rules.ts';

/** What the engine was given and its certificate are megabytes of a national round: read only where they are needed. */
const WITHOUT_PROOF = { inputs: true, certificate: true } as const;

/** A round with its row locked until the transaction ends, so that two coordinators take turns. */
export async function locked(tx: Tx, networkId: string, roundId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Round" WHERE "networkId" = ${networkId} AND id = ${roundId} FOR UPDATE`;
  return roundRow(tx, networkId, roundId);
}

/** A round, if its draft is still the one the pressed button was made for. */
export async function sameDraft(tx: Tx, member: Insider, roundId: string, draft: string, now?: Date): Promise<RoundCard> {
  const round = await card(tx, member.networkId, roundId, now);
  refuseOtherDraft(round.draft, draft);
  return round;
}

/** Refuses a button of an older draft. */
export function refuseOtherDraft(current: number, pressed: string): void {
  if (String(current) !== pressed) throw new UserError('The draft has changed since. See the new one with /round show.');
}

/** A round as its coordinator sees it. `now`: counts the schools that are in it at that time, which takes its time. */
export async function card(tx: Tx, networkId: string, id: string, now?: Date): Promise<RoundCard> {
  const round = await roundRow(tx, networkId, id);
  // Written by keepDraft, in this shape.
  const outcome = round.outcome as DraftOutcome | null;
  const leftOut = outcome?.leftOut ?? [];
  const bent = outcome?.facts?.bent ?? [];
  const refused = outcome?.refused ?? [];
  const urns = [leftOut.map((one) => one.urn), bent.flatMap((one) => one.urns), refused.flatMap((one) => one.pair)].flat();
  const found = await tx.school.findMany({ where: { urn: { in: urns } }, select: SCHOOL_NAME });
  const named = new Map(found.map((one) => [one.urn, one]));
  const names = (list: readonly number[]) => list.flatMap((urn) => named.get(urn) ?? []);
  const taking = now && (await urnsInRound(tx, networkId, id, now)).size;
  const wishes = outcome?.facts?.wishes;
  return {
    id: round.id,
    name: round.name,
    state: round.state,
    draft: round.draft,
    groupSize: round.groupSize,
    closesAt: round.closesAt,
    publishedAt: round.publishedAt,
    outcome,
    taking,
    leftOut: leftOut.flatMap(({ urn, why, detail }) => names([urn]).map((school) => ({ school, why, detail }))),
    bent: bent.map(({ urns: pair, bars, price }) => ({ schools: names(pair), bars, price })),
    refused: refused.map(({ pair, why }) => ({ schools: names(pair), why })),
    outdated: wishes !== undefined && wishes !== (await wishesOf(tx, networkId, round)),
    rules: (await rulesOf(tx, networkId, id)).length,
  };
}

async function roundRow(tx: Tx, networkId: string, id: string) {
  const round = await tx.round.findUnique({ where: { networkId_id: { networkId, id } }, omit: WITHOUT_PROOF });
  if (!round) throw new UserError('This round is no longer there.');
  return round;
}
