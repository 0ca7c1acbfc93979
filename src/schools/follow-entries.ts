import type pg from 'pg';

/** A school's place in a network's partnering. */
interface Entry {
  networkId: string;
  urn: number;
  firstContactId: string | null;
  secondContactId: string | null;
  active: boolean;
}

const ENTRY = '"networkId", "urn", "firstContactId", "secondContactId", "leftAt" IS NULL AS "active"';

/**
 * Moves places in partnering from closed schools to their successors and returns how many of each closed school moved.
 * A successor that has a place already keeps it: the contacts of both are put together.
 */
export async function moveEntries(client: pg.ClientBase, moves: ReadonlyMap<number, number>): Promise<Map<number, number>> {
  const { rows } = await client.query<Entry>(
    `SELECT ${ENTRY} FROM "PartnerSchool" WHERE "urn" = ANY($1::int[]) ORDER BY "joinedAt", "urn" FOR UPDATE`,
    [[...moves.keys()]],
  );
  const moved = new Map<number, number>();
  for (const entry of rows) {
    const to = moves.get(entry.urn);
    if (to === undefined) continue;
    await moveEntry(client, entry, to);
    moved.set(entry.urn, (moved.get(entry.urn) ?? 0) + 1);
  }
  return moved;
}

async function moveEntry(client: pg.ClientBase, entry: Entry, to: number): Promise<void> {
  const { networkId, urn } = entry;
  // Read anew each time: several schools may have become one.
  const { rows } = await client.query<Entry>(
    `SELECT ${ENTRY} FROM "PartnerSchool" WHERE "networkId" = $1 AND "urn" = $2 FOR UPDATE`,
    [networkId, to],
  );
  const there = rows[0];
  if (!there) {
    await client.query('UPDATE "PartnerSchool" SET "urn" = $3 WHERE "networkId" = $1 AND "urn" = $2', [networkId, urn, to]);
    return;
  }
  const [first = null, second = null] = contactsOf(there, entry);
  await client.query(
    `UPDATE "PartnerSchool" AS there
     SET "firstContactId" = $4, "secondContactId" = $5, "joinedAt" = least(there."joinedAt", entry."joinedAt"),
         "leftAt" = CASE WHEN there."leftAt" IS NULL OR entry."leftAt" IS NULL THEN NULL
                         ELSE greatest(there."leftAt", entry."leftAt") END
     FROM "PartnerSchool" AS entry
     WHERE there."networkId" = $1 AND there."urn" = $3 AND entry."networkId" = $1 AND entry."urn" = $2`,
    [networkId, urn, to, first, second],
  );
  await client.query('DELETE FROM "PartnerSchool" WHERE "networkId" = $1 AND "urn" = $2', [networkId, urn]);
}

/** The contacts of both, those of a school that still takes part first; a school has at most two. */
function contactsOf(there: Entry, entry: Entry): string[] {
  const inOrder = entry.active && !there.active ? [entry, there] : [there, entry];
  const everyone = inOrder.flatMap(({ firstContactId, secondContactId }) => [firstContactId, secondContactId]);
  return [...new Set(everyone.filter((contact) => contact !== null))].slice(0, 2);
}
