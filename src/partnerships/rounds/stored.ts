import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import type { MatchInputs } from '../../matching/types.ts';
import type { DraftOutcome } from '../types.ts';
import type { Drafted, Proof, StoredResult } from './types.ts';

/** So many new rows at once make what Postgres knows of a table worthless. */
const MANY = 1_000;

/** Puts a draft in the place of the one before. One statement each: a national round has 24,500 schools. */
export async function storeDraft(tx: Tx, networkId: string, roundId: string, { written, groups }: Drafted): Promise<void> {
  // The schools of the old pairs go first, in one piece: left to the foreign key they would go pair by pair.
  await tx.$executeRaw`
    DELETE FROM "RoundGroupSchool" s USING "RoundGroup" g
    WHERE g."networkId" = ${networkId} AND g."roundId" = ${roundId} AND s."groupId" = g.id`;
  await tx.$executeRaw`DELETE FROM "RoundGroup" WHERE "networkId" = ${networkId} AND "roundId" = ${roundId}`;
  await tx.$executeRaw`
    INSERT INTO "RoundGroup" (id, "networkId", "roundId", position, score, reasons)
    SELECT id, ${networkId}, ${roundId}, position, score, reasons
    FROM json_to_recordset(${written.groups}::json) AS row(id text, position int, score int, reasons json)`;
  await tx.$executeRaw`
    INSERT INTO "RoundGroupSchool" ("networkId", "groupId", urn)
    SELECT ${networkId}, id, urn FROM json_to_recordset(${written.places}::json) AS row(id text, urn int)`;
  await tx.$executeRaw`
    UPDATE "Round" SET inputs = ${written.inputs}::json, certificate = ${written.proof}::json
    WHERE "networkId" = ${networkId} AND id = ${roundId}`;
  // Nobody else makes statistics on the embedded database before night, and without any the next commands go astray.
  if (groups.length > MANY) await tx.$executeRaw`ANALYZE "RoundGroup", "RoundGroupSchool"`;
}

/** What the database keeps as JSON: the same value without `undefined`. */
export function json(value: unknown): object {
  return JSON.parse(JSON.stringify(value));
}

/** The URNs of a stored outcome's list; empty for anything else. */
export function urnsIn(list: unknown): number[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'urn' in one && typeof one.urn === 'number' ? [one.urn] : [],
  );
}

/** A round as the engine gave it, for prices and for checking again; undefined when it was never drafted by this version. */
export async function storedResult(tx: Tx, networkId: string, roundId: string): Promise<StoredResult | undefined> {
  const round = await tx.round.findUnique({
    where: { networkId_id: { networkId, id: roundId } },
    select: { inputs: true, outcome: true, certificate: true },
  });
  if (!round) throw new UserError('This round is no longer there.');
  if (!round.inputs || !round.outcome || !round.certificate) return undefined;
  // Written by keepDraft, in these shapes.
  const kept: { inputs: unknown; outcome: unknown; certificate: unknown } = round;
  const [inputs, outcome] = [kept.inputs as MatchInputs, kept.outcome as DraftOutcome];
  const { groups, leftOut, prices, oddSets } = kept.certificate as Proof;
  return {
    groups: groups.map((group) => ({ ...group, reasons: [] })),
    leftOut,
    total: outcome.total,
    bound: outcome.bound,
    proven: outcome.proven,
    stopped: outcome.stopped ?? !outcome.proven,
    pairsChecked: outcome.pairsChecked,
    randomTotal: outcome.randomTotal,
    certificate: { prices, oddSets },
    refused: outcome.refused ?? [],
    inputs,
    version: outcome.version,
  };
}
