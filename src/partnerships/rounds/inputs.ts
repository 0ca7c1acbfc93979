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
             s.easting, s.northing, p.mood
      FROM "PartnerSchool" p
      JOIN "School" s ON s.urn = p.urn
      WHERE p."networkId" = ${networkId} AND p."leftAt" IS NULL AND s.status = 'open'
      ORDER BY s.urn`,
  );
  const { peopleAt, groupsOf } = await saidAt(tx, networkId);
  const history = await pastRounds(tx, networkId, of?.now);
  return rows
    .filter((row) => taking === undefined || taking.has(row.urn))
    .map(({ mood, ...school }) => {
      const people = peopleAt.get(school.urn) ?? [];
      const phase = phaseOfSchool(school.phase, school.type);
      return {
        urn: school.urn,
        region: school.region,
        localAuthority: school.localAuthority,
        ...(school.trust !== null && { trust: school.trust }),
        groups: groupsOf.get(school.urn) ?? [],
        phase: phase ?? 'all-through',
        topics: distinct(people.flatMap((one) => one.topics)),
        seeks: distinct(people.flatMap((one) => one.seeks)),
        offers: distinct(people.flatMap((one) => one.offers)),
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
}

interface Person {
  urn: number;
  topics: string[];
  seeks: string[];
  offers: string[];
}

/**
 * What the people of schools said, and the pasted groups, by school. Read apart and joined here: where Postgres has no statistics yet (the
 * embedded one makes them at night) it would go through all people once for every school.
 */
async function saidAt(tx: Tx, networkId: string) {
  const people = await jsonRows<Person>(
    tx,
    Prisma.sql`
      SELECT "schoolUrn" AS urn, coalesce(topics, '{}') AS topics, coalesce(seeks, '{}') AS seeks, coalesce(offers, '{}') AS offers
      FROM "Member" WHERE "networkId" = ${networkId} ORDER BY id`,
  );
  const groups = await jsonRows<{ urn: number; name: string }>(
    tx,
    Prisma.sql`SELECT urn, name FROM "SchoolGroup" WHERE "networkId" = ${networkId} ORDER BY urn, name`,
  );
  const peopleAt = new Map<number, Person[]>();
  for (const one of people) peopleAt.set(one.urn, [...(peopleAt.get(one.urn) ?? []), one]);
  const groupsOf = new Map<number, string[]>();
  for (const { urn, name } of groups) groupsOf.set(urn, [...(groupsOf.get(urn) ?? []), name]);
  return { peopleAt, groupsOf };
}

function distinct(slugs: readonly string[]): string[] {
  return [...new Set(slugs)];
}
