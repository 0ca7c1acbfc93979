import type pg from 'pg';
import { moveEntries } from './follow-entries.ts';

/** What moved from a closed school to its successor. */
export interface Followed {
  from: number;
  to: number;
  members: number;
  snippets: number;
  /** Networks in which its place in partnering moved, too. */
  entries: number;
}

/**
 * Moves everything of closed schools to their successors: members, snippets, groups, places in partnering (merged when the
 * successor has one already) and past pairings, so that nobody is lost and nobody is paired with the same school again.
 */
export async function followSuccessors(client: pg.ClientBase, moves: ReadonlyMap<number, number>): Promise<Followed[]> {
  if (moves.size === 0) return [];
  const from = [...moves.keys()];
  const pairs = [from, [...moves.values()]];
  const MOVES = 'unnest($1::int[], $2::int[]) AS move("from", "to")';

  await client.query(`UPDATE "School" SET "successorUrn" = move."to" FROM ${MOVES} WHERE "urn" = move."from"`, pairs);
  const members = await counts(
    client.query(
      `UPDATE "Member" SET "schoolUrn" = move."to" FROM ${MOVES} WHERE "schoolUrn" = move."from" RETURNING move."from"`,
      pairs,
    ),
  );
  const snippets = await counts(
    client.query(
      `UPDATE "Snippet" SET "schoolUrn" = move."to" FROM ${MOVES} WHERE "schoolUrn" = move."from" RETURNING move."from"`,
      pairs,
    ),
  );
  await client.query(
    `INSERT INTO "SchoolGroup" ("networkId", "urn", "name")
     SELECT "networkId", move."to", "name" FROM "SchoolGroup" JOIN ${MOVES} ON "urn" = move."from" ON CONFLICT DO NOTHING`,
    pairs,
  );
  await client.query('DELETE FROM "SchoolGroup" WHERE "urn" = ANY($1::int[])', [from]);
  const entries = await moveEntries(client, moves);
  await movePairings(client, moves);
  return [...moves].map(([urn, to]) => ({
    from: urn,
    to,
    members: members.get(urn) ?? 0,
    snippets: snippets.get(urn) ?? 0,
    entries: entries.get(urn) ?? 0,
  }));
}

async function counts(query: Promise<pg.QueryResult<{ from: number }>>): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const { from } of (await query).rows) found.set(from, (found.get(from) ?? 0) + 1);
  return found;
}

/** The row of a pairing names the school, so that past pairings count for the successor. Where both stood in one group it stays. */
async function movePairings(client: pg.ClientBase, moves: ReadonlyMap<number, number>): Promise<void> {
  const { rows } = await client.query<{ groupId: string; urn: number }>(
    'SELECT "groupId", "urn" FROM "RoundGroupSchool" WHERE "urn" = ANY($1::int[])',
    [[...moves.keys()]],
  );
  for (const { groupId, urn } of rows) {
    await client.query(
      `UPDATE "RoundGroupSchool" SET "urn" = $3 WHERE "groupId" = $1 AND "urn" = $2
       AND NOT EXISTS (SELECT FROM "RoundGroupSchool" WHERE "groupId" = $1 AND "urn" = $3)`,
      [groupId, urn, moves.get(urn)],
    );
  }
}
