import { Prisma } from '../database/generated/client.ts';
import { jsonRows } from '../database/json-rows.ts';
import type { Tx } from '../database/open.ts';
import type { Reason } from '../matching/types.ts';
import type { PairCard } from './types.ts';

/** Pairs on one page. */
export const PAIRS_PER_PAGE = 10;

const SCHOOL = { urn: true, name: true, town: true, region: true, localAuthority: true } as const;
const WITH_SCHOOLS = { schools: { include: { school: { select: SCHOOL } } } } as const;

interface StoredPair {
  id: string;
  position: number;
  score: number;
  reasons: unknown;
  schools: { urn: number; school: PairCard['schools'][number] }[];
}

/** Pairs of a round as it stands, in their order: a page of them, so many from a position, or all. */
export async function pairsOf(
  tx: Tx,
  networkId: string,
  roundId: string,
  page: { skip?: number; from?: number; take?: number } = {},
): Promise<PairCard[]> {
  const { skip = 0, from = 0, take = null } = page;
  return jsonRows<PairCard>(
    tx,
    Prisma.sql`
      SELECT g.id, g.position, g.score, g.reasons, (
        SELECT json_agg(json_build_object('urn', s.urn, 'name', s.name, 'town', s.town, 'region', s.region,
                                          'localAuthority', s."localAuthority") ORDER BY s.urn)
        FROM "RoundGroupSchool" m JOIN "School" s ON s.urn = m.urn
        WHERE m."groupId" = g.id
      ) AS schools
      FROM "RoundGroup" g
      WHERE g."networkId" = ${networkId} AND g."roundId" = ${roundId} AND g."endedAt" IS NULL AND g.position >= ${from}
      ORDER BY g.position OFFSET ${skip} LIMIT ${take}::int`,
  );
}

/** One pair of a network. `published`: its schools know each other, and it was not taken apart since. */
export async function pairById(
  tx: Tx,
  networkId: string,
  id: string,
): Promise<(PairCard & { roundId: string; published: boolean }) | undefined> {
  const row = await tx.roundGroup.findUnique({
    where: { networkId_id: { networkId, id } },
    include: { ...WITH_SCHOOLS, round: { select: { state: true } } },
  });
  return row
    ? { ...toPair(row), roundId: row.roundId, published: row.round.state === 'published' && row.endedAt === null }
    : undefined;
}

/** The pair a school has from the last published round; of several the one it was introduced to last. */
export async function currentPair(
  tx: Tx,
  networkId: string,
  urn: number,
): Promise<(PairCard & { roundName: string }) | undefined> {
  const row = await tx.roundGroup.findFirst({
    where: { networkId, endedAt: null, schools: { some: { urn } }, round: { state: 'published' } },
    orderBy: [{ round: { publishedAt: 'desc' } }, { position: 'desc' }],
    include: { ...WITH_SCHOOLS, round: { select: { name: true } } },
  });
  return row ? { ...toPair(row), roundName: row.round.name } : undefined;
}

function toPair(row: StoredPair): PairCard {
  const { id, position, score } = row;
  // Written by us as the engine's own Reason list, in the round's version.
  return { id, position, score, reasons: row.reasons as Reason[], schools: row.schools.map((one) => one.school) };
}
