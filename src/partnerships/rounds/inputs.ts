import { Prisma } from '../../database/generated/client.ts';
import { jsonRows } from '../../database/json-rows.ts';
import type { Tx } from '../../database/open.ts';
import type { MatchSchool } from '../../matching/types.ts';
import { phaseOfSchool } from '../../vocabulary/phases.ts';
import { pastOf, pastRounds } from './history.ts';
import { type IntakeFacts, intakeOf } from './intake.ts';
import { urnsInRound } from './places.ts';

/**
 * The schools of a network as the engine sees them: the register, the pasted groups, what their people said, and past rounds.
 * `of`: only those that are in this round now (invited, in by their answer or a coordinator's word); else all that take part.
 */
export async function schoolsForRound(tx: Tx, networkId: string, of?: { roundId: string; now: Date }): Promise<MatchSchool[]> {
  const taking = of && (await urnsInRound(tx, networkId, of.roundId, of.now));
  const rows = await jsonRows<Row>(
    tx,
    Prisma.sql`
      SELECT s.urn, s.region, s."localAuthority", s.trust, s.phase, s.type, s."percentFsm", s.pupils, s."urbanRural",
             s.easting, s.northing, p.mood, coalesce(m.people, '[]') AS people, coalesce(g.names, '[]') AS groups
      FROM "PartnerSchool" p
      JOIN "School" s ON s.urn = p.urn
      LEFT JOIN (
        SELECT "schoolUrn", json_agg(json_build_array(coalesce(topics, '{}'), coalesce(seeks, '{}'), coalesce(offers, '{}')) ORDER BY id) AS people
        FROM "Member" WHERE "networkId" = ${networkId} GROUP BY "schoolUrn"
      ) m ON m."schoolUrn" = p.urn
      LEFT JOIN (
        SELECT urn, json_agg(name ORDER BY name) AS names FROM "SchoolGroup" WHERE "networkId" = ${networkId} GROUP BY urn
      ) g ON g.urn = p.urn
      WHERE p."networkId" = ${networkId} AND p."leftAt" IS NULL AND s.status = 'open'
      ORDER BY s.urn`,
  );
  const history = await pastRounds(tx, networkId, of?.now);
  return rows
    .filter((row) => taking === undefined || taking.has(row.urn))
    .map(({ mood, people, ...school }) => {
      const phase = phaseOfSchool(school.phase, school.type);
      return {
        urn: school.urn,
        region: school.region,
        localAuthority: school.localAuthority,
        ...(school.trust !== null && { trust: school.trust }),
        groups: school.groups,
        phase: phase ?? 'all-through',
        topics: distinct(people.flatMap(([topics]) => topics)),
        seeks: distinct(people.flatMap(([, seeks]) => seeks)),
        offers: distinct(people.flatMap(([, , offers]) => offers)),
        ...intakeOf(school, phase),
        ...((mood === 'family' || mood === 'stretch') && { mood }),
        ...(school.easting && school.northing && { easting: school.easting, northing: school.northing }),
        ...pastOf(school.urn, history),
      };
    });
}

interface Row extends IntakeFacts {
  urn: number;
  region: string;
  localAuthority: string;
  trust: string | null;
  phase: string;
  type: string;
  easting: number | null;
  northing: number | null;
  mood: string | null;
  /** Topics, seeks and offers of each member. */
  people: [string[], string[], string[]][];
  groups: string[];
}

function distinct(slugs: readonly string[]): string[] {
  return [...new Set(slugs)];
}
