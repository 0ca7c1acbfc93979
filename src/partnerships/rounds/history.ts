import { Prisma } from '../../database/generated/client.ts';
import { jsonRows } from '../../database/json-rows.ts';
import type { Tx } from '../../database/open.ts';
import type { MatchSchool } from '../../matching/types.ts';
import { urnsIn } from './stored.ts';

/** How many rounds back partners are remembered. */
const HISTORY = 12;

/** What earlier rounds say about a school. */
export type Past = Pick<
  MatchSchool,
  'pastPartners' | 'timesLeftOut' | 'timesInTrio' | 'timesSilent' | 'inTrioLastTime' | 'leftOutLastTime' | 'balance'
>;

/** A school's row in a pair or trio. */
interface Row {
  urn: number;
  wrote: boolean;
  met: string | null;
  tried: string | null;
}

interface Group {
  schools: Row[];
  /** Taken apart. */
  ended: boolean;
}

interface PastRound {
  /** By URN. A school has several when it was paired anew or introduced to one more after publishing. */
  groups: ReadonlyMap<number, readonly Group[]>;
  leftOut: ReadonlySet<number>;
  /** Everybody was to be one of three, so being so is no second best. */
  inThrees: boolean;
  /** Its last day has passed, so silence is silence. */
  over: boolean;
}

/** Published rounds of a network, the newest first, ready to be asked about any school. `now`: to know which are over. */
export async function pastRounds(tx: Tx, networkId: string, now: Date | undefined): Promise<PastRound[]> {
  const rounds = await tx.$queryRaw<{ id: string; endsAt: Date | null; groupSize: number; leftOut: unknown }[]>`
    SELECT id, "endsAt", "groupSize", outcome->'leftOut' AS "leftOut" FROM "Round"
    WHERE "networkId" = ${networkId} AND state = 'published'
    ORDER BY "publishedAt" DESC LIMIT ${HISTORY}`;
  const past: PastRound[] = [];
  for (const { id, endsAt, groupSize, leftOut } of rounds)
    past.push({
      groups: byUrn(await groupsOf(tx, networkId, id)),
      leftOut: new Set(urnsIn(leftOut)),
      inThrees: groupSize === 3,
      over: now !== undefined && endsAt !== null && endsAt <= now,
    });
  return past;
}

/** Every group a round ever had, those taken apart too. */
async function groupsOf(tx: Tx, networkId: string, roundId: string): Promise<Group[]> {
  const rows = await jsonRows<Row & { groupId: string; ended: boolean }>(
    tx,
    Prisma.sql`
      SELECT m."groupId", g."endedAt" IS NOT NULL AS ended, m.urn, m."wroteAt" IS NOT NULL AS wrote, m.met, m.tried
      FROM "RoundGroup" g
      JOIN "RoundGroupSchool" m ON m."groupId" = g.id
      WHERE g."networkId" = ${networkId} AND g."roundId" = ${roundId}
      ORDER BY g.position, m.urn`,
  );
  const groups = new Map<string, Group>();
  for (const { groupId, ended, ...row } of rows) {
    const group = groups.get(groupId) ?? { schools: [], ended };
    group.schools.push(row);
    groups.set(groupId, group);
  }
  return [...groups.values()];
}

/** What they say about one school. */
export function pastOf(urn: number, history: readonly PastRound[]): Past {
  const mine = history.map((round) => round.groups.get(urn) ?? []);
  const given = sum(mine.flat().map((group) => othersIn(group, urn).filter((one) => one.tried === 'yes').length));
  const received = sum(
    mine.flat().map((group) => (ownIn(group, urn).some((one) => one.tried === 'yes') ? othersIn(group, urn).length : 0)),
  );
  return {
    pastPartners: mine.flatMap((groups, index) =>
      groups.flatMap((group) => othersIn(group, urn).map((other) => ({ urn: other.urn, roundsAgo: index + 1 }))),
    ),
    timesLeftOut: history.filter((round) => round.leftOut.has(urn)).length,
    timesInTrio: history.filter((round) => wasThird(round, urn)).length,
    timesSilent: history.filter((round) => metWithSilence(round, urn)).length,
    inTrioLastTime: history[0] !== undefined && wasThird(history[0], urn),
    leftOutLastTime: history[0]?.leftOut.has(urn) ?? false,
    ...(given + received > 0 && { balance: (given - received) / (given + received) }),
  };
}

/** A sign of life in a round: they wrote, or answered a question about it. */
function wasHeard(row: Row): boolean {
  return row.wrote || row.met !== null || row.tried !== null;
}

/**
 * Nothing came from the partner by the end of the round, though this school did its part: who was silent itself was not let down.
 * In a trio one partner who answers is enough, and so is one of several partners. A group taken apart had no time to answer.
 */
function metWithSilence(round: PastRound, urn: number): boolean {
  const groups = (round.groups.get(urn) ?? []).filter((group) => !group.ended);
  if (!round.over || !groups.some((group) => ownIn(group, urn).some(wasHeard))) return false;
  return !groups.some((group) => othersIn(group, urn).some(wasHeard));
}

function byUrn(groups: readonly Group[]): Map<number, Group[]> {
  const found = new Map<number, Group[]>();
  for (const group of groups) for (const { urn } of group.schools) found.set(urn, [...(found.get(urn) ?? []), group]);
  return found;
}

/** It was in a trio of a round of pairs. */
function wasThird(round: PastRound, urn: number): boolean {
  return !round.inThrees && (round.groups.get(urn) ?? []).some((group) => group.schools.length === 3);
}

function othersIn(group: Group, urn: number): readonly Row[] {
  return group.schools.filter((one) => one.urn !== urn);
}

function ownIn(group: Group, urn: number): readonly Row[] {
  return group.schools.filter((one) => one.urn === urn);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
