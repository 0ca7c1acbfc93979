import type { Tx } from '../../database/open.ts';
import type { MatchSchool } from '../../matching/types.ts';

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
  wroteAt: Date | null;
  met: string | null;
  tried: string | null;
}

interface Group {
  schools: readonly Row[];
  endedAt: Date | null;
}

interface PastRound {
  /** By URN. A school has several when it was paired anew or introduced to one more after publishing. */
  groups: ReadonlyMap<number, readonly Group[]>;
  leftOut: ReadonlySet<number>;
  /** Its last day has passed, so silence is silence. */
  over: boolean;
}

/** Published rounds of a network, the newest first, ready to be asked about any school. `now`: to know which are over. */
export async function pastRounds(tx: Tx, networkId: string, now: Date | undefined): Promise<PastRound[]> {
  const schools = { select: { urn: true, wroteAt: true, met: true, tried: true } } as const;
  const rounds = await tx.round.findMany({
    where: { networkId, state: 'published' },
    orderBy: { publishedAt: 'desc' },
    take: HISTORY,
    select: { outcome: true, endsAt: true, groups: { select: { endedAt: true, schools } } },
  });
  return rounds.map(({ outcome, endsAt, groups }) => ({
    groups: byUrn(groups),
    leftOut: new Set(leftOutOf(outcome)),
    over: now !== undefined && endsAt !== null && endsAt <= now,
  }));
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
    timesInTrio: mine.filter((groups) => groups.some(isTrio)).length,
    timesSilent: history.filter((round) => metWithSilence(round, urn)).length,
    inTrioLastTime: mine[0]?.some(isTrio) ?? false,
    leftOutLastTime: history[0]?.leftOut.has(urn) ?? false,
    ...(given + received > 0 && { balance: (given - received) / (given + received) }),
  };
}

/** A sign of life in a round: they wrote, or answered a question about it. */
export function wasHeard(row: Pick<Row, 'wroteAt' | 'met' | 'tried'>): boolean {
  return row.wroteAt !== null || row.met !== null || row.tried !== null;
}

/**
 * Nothing came from the partner by the end of the round, though this school did its part: who was silent itself was not let down.
 * In a trio one partner who answers is enough, and so is one of several partners. A group taken apart had no time to answer.
 */
function metWithSilence(round: PastRound, urn: number): boolean {
  const groups = (round.groups.get(urn) ?? []).filter((group) => group.endedAt === null);
  if (!round.over || !groups.some((group) => ownIn(group, urn).some(wasHeard))) return false;
  return !groups.some((group) => othersIn(group, urn).some(wasHeard));
}

function byUrn(groups: readonly Group[]): Map<number, Group[]> {
  const found = new Map<number, Group[]>();
  for (const group of groups) for (const { urn } of group.schools) found.set(urn, [...(found.get(urn) ?? []), group]);
  return found;
}

function isTrio(group: Group): boolean {
  return group.schools.length === 3;
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

function leftOutOf(outcome: unknown): number[] {
  if (typeof outcome !== 'object' || outcome === null || !('leftOut' in outcome) || !Array.isArray(outcome.leftOut)) return [];
  return outcome.leftOut.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'urn' in one && typeof one.urn === 'number' ? [one.urn] : [],
  );
}
