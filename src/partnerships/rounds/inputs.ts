import type { Tx } from '../../database/open.ts';
import type { MatchSchool } from '../../matching/types.ts';
import { phaseOfSchool } from '../../vocabulary/phases.ts';

/** How many rounds back partners are remembered. */
const HISTORY = 12;

/** The schools of a round as the engine sees them: the register, the pasted groups, what their people said, and past rounds. */
export async function schoolsForRound(tx: Tx, networkId: string): Promise<MatchSchool[]> {
  const entries = await tx.partnerSchool.findMany({
    where: { networkId, leftAt: null, school: { status: 'open' } },
    include: {
      school: {
        include: {
          members: { where: { networkId }, select: { topics: true, seeks: true, offers: true } },
          groups: { where: { networkId } },
        },
      },
    },
    orderBy: { urn: 'asc' },
  });
  const rounds = await tx.round.findMany({
    where: { networkId, state: 'published' },
    orderBy: { publishedAt: 'desc' },
    take: HISTORY,
    include: { groups: { include: { schools: { select: { urn: true } } } } },
  });
  const history = rounds.map((round) => ({
    groups: round.groups.map((group) => group.schools.map((one) => one.urn)),
    leftOut: leftOutOf(round.outcome),
  }));
  return entries.map(({ school }) => ({
    urn: school.urn,
    region: school.region,
    localAuthority: school.localAuthority,
    ...(school.trust !== null && { trust: school.trust }),
    groups: school.groups.map((one) => one.name),
    phase: phaseOfSchool(school.phase, school.type) ?? 'all-through',
    topics: distinct(school.members.flatMap((one) => one.topics)),
    seeks: distinct(school.members.flatMap((one) => one.seeks)),
    offers: distinct(school.members.flatMap((one) => one.offers)),
    ...(school.easting && school.northing && { easting: school.easting, northing: school.northing }),
    ...pastOf(school.urn, history),
  }));
}

type Past = Pick<
  MatchSchool,
  'pastPartners' | 'timesLeftOut' | 'timesInTrio' | 'timesSilent' | 'inTrioLastTime' | 'leftOutLastTime'
>;

function pastOf(urn: number, history: readonly { groups: number[][]; leftOut: number[] }[]): Past {
  const mine = history.map((round) => round.groups.find((group) => group.includes(urn)));
  return {
    pastPartners: mine.flatMap((group, index) =>
      (group ?? []).filter((other) => other !== urn).map((other) => ({ urn: other, roundsAgo: index + 1 })),
    ),
    timesLeftOut: history.filter((round) => round.leftOut.includes(urn)).length,
    timesInTrio: mine.filter((group) => group?.length === 3).length,
    timesSilent: 0,
    inTrioLastTime: mine[0]?.length === 3,
    leftOutLastTime: history[0]?.leftOut.includes(urn) ?? false,
  };
}

function leftOutOf(outcome: unknown): number[] {
  if (typeof outcome !== 'object' || outcome === null || !('leftOut' in outcome) || !Array.isArray(outcome.leftOut)) return [];
  return outcome.leftOut.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'urn' in one && typeof one.urn === 'number' ? [one.urn] : [],
  );
}

function distinct(slugs: readonly string[]): string[] {
  return [...new Set(slugs)];
}
