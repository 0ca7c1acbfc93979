import type { Tx } from '../../database/open.ts';
import type { MatchSchool } from '../../matching/types.ts';
import { phaseOfSchool } from '../../vocabulary/phases.ts';
import { pastOf, pastRounds } from './history.ts';
import { intakeOf } from './intake.ts';
import { urnsInRound } from './who.ts';

/**
 * The schools of a network as the engine sees them: the register, the pasted groups, what their people said, and past rounds.
 * `of`: only those that are in this round now (invited, in by their answer or a coordinator's word); else all that take part.
 */
export async function schoolsForRound(tx: Tx, networkId: string, of?: { roundId: string; now: Date }): Promise<MatchSchool[]> {
  const taking = of && (await urnsInRound(tx, networkId, of.roundId, of.now));
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
  const history = await pastRounds(tx, networkId, of?.now);
  return entries
    .filter((entry) => taking === undefined || taking.has(entry.urn))
    .map(({ school, mood }) => {
      const phase = phaseOfSchool(school.phase, school.type);
      return {
        urn: school.urn,
        region: school.region,
        localAuthority: school.localAuthority,
        ...(school.trust !== null && { trust: school.trust }),
        groups: school.groups.map((one) => one.name),
        phase: phase ?? 'all-through',
        topics: distinct(school.members.flatMap((one) => one.topics)),
        seeks: distinct(school.members.flatMap((one) => one.seeks)),
        offers: distinct(school.members.flatMap((one) => one.offers)),
        ...intakeOf(school, phase),
        ...((mood === 'family' || mood === 'stretch') && { mood }),
        ...(school.easting && school.northing && { easting: school.easting, northing: school.northing }),
        ...pastOf(school.urn, history),
      };
    });
}

function distinct(slugs: readonly string[]): string[] {
  return [...new Set(slugs)];
}
