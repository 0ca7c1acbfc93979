import type { Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import type { DraftOutcome } from '../types.ts';
import { schoolPoints } from './points.ts';
import type { MapSchool, RoundMap } from './types.ts';

/** Maps of rounds. */
export type Maps = ReturnType<typeof createMaps>;

const ROUND = { id: true, networkId: true, name: true, state: true, draft: true, groupSize: true, outcome: true } as const;

/** The verbs, over one transaction: they only read what a map is made of; drawing it comes after the transaction. */
export function createMaps(tx: Tx) {
  return {
    /** The round a coordinator works on: the newest that has been drafted. */
    async newest(member: Insider): Promise<RoundMap> {
      const round = await tx.round.findFirst({
        where: { networkId: member.networkId, state: { in: ['open', 'drafted', 'published'] } },
        orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
        select: ROUND,
      });
      if (!round) throw new UserError('There is no round yet. Open one with /round open.');
      if (round.state === 'open')
        throw new UserError('Nothing is paired yet, so there is no map. Pair the schools with /round draft.');
      return mapOf(tx, round, { leftOut: true });
    },

    /** The draft that a pressed button was made for. */
    async ofDraft(member: Insider, roundId: string, draft: string): Promise<RoundMap> {
      const key = { networkId: member.networkId, id: roundId };
      const round = await tx.round.findUnique({ where: { networkId_id: key }, select: ROUND });
      if (!round) throw new UserError('This round is no longer there.');
      if (String(round.draft) !== draft) throw new UserError('The draft has changed since. See the new one with /round show.');
      return mapOf(tx, round, { leftOut: true });
    },

    /** The newest published round, for everybody in the network, their own school's line on top. Who was left out is not theirs to see. */
    async published(member: Insider): Promise<RoundMap> {
      const round = await tx.round.findFirst({
        where: { networkId: member.networkId, state: 'published' },
        orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
        select: ROUND,
      });
      if (!round) throw new UserError('No round has been published yet. The map comes with the first one.');
      return mapOf(tx, round, { leftOut: false, own: member.schoolUrn });
    },
  };
}

interface RoundRow {
  id: string;
  networkId: string;
  name: string;
  state: string;
  draft: number;
  groupSize: number;
  outcome: unknown;
}

async function mapOf(tx: Tx, round: RoundRow, show: { leftOut: boolean; own?: number }): Promise<RoundMap> {
  // Written by drafting, in this shape.
  const outcome = round.outcome as DraftOutcome | null;
  const leftOut = show.leftOut
    ? await schoolsOf(
        tx,
        (outcome?.leftOut ?? []).map((one) => one.urn),
      )
    : [];
  return {
    round: {
      id: round.id,
      name: round.name,
      draft: String(round.draft),
      published: round.state === 'published',
      groupSize: round.groupSize,
    },
    points: await schoolPoints(tx),
    groups: await groupsOf(tx, round),
    leftOut,
    ...(show.own !== undefined && { own: show.own }),
  };
}

interface SchoolRow {
  urn: number;
  name: string;
  town: string | null;
  region: string;
  easting: number | null;
  northing: number | null;
}

/** Pairs and trios as they stand; what was taken apart is no line. Plain SQL, for a national round is 24,500 rows. */
async function groupsOf(tx: Tx, { networkId, id }: RoundRow): Promise<MapSchool[][]> {
  const rows = await tx.$queryRaw<(SchoolRow & { groupId: string })[]>`
    SELECT g.id AS "groupId", s.urn, s.name, s.town, s.region, s.easting, s.northing
    FROM "RoundGroup" g
    JOIN "RoundGroupSchool" m ON m."networkId" = g."networkId" AND m."groupId" = g.id
    JOIN "School" s ON s.urn = m.urn
    WHERE g."networkId" = ${networkId} AND g."roundId" = ${id} AND g."endedAt" IS NULL
    ORDER BY g.position, g.id, s.urn`;
  const groups = new Map<string, MapSchool[]>();
  for (const { groupId, ...row } of rows) groups.set(groupId, [...(groups.get(groupId) ?? []), mapSchool(row)]);
  return [...groups.values()];
}

async function schoolsOf(tx: Tx, urns: number[]): Promise<MapSchool[]> {
  const select = { urn: true, name: true, town: true, region: true, easting: true, northing: true } as const;
  const rows = await tx.school.findMany({ where: { urn: { in: urns } }, select, orderBy: { urn: 'asc' } });
  return rows.map(mapSchool);
}

function mapSchool({ easting, northing, ...school }: SchoolRow): MapSchool {
  // The register has nought where it does not know.
  return { ...school, ...(easting && northing && { place: { easting, northing } }) };
}
