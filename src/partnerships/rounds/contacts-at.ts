import { Prisma } from '../../database/generated/client.ts';
import { joinedRow, jsonRows } from '../../database/json-rows.ts';
import type { Tx } from '../../database/open.ts';
import { millis } from '../../database/transaction.ts';

/** A contact of a school, as an introduction names them. */
export interface Contact {
  id: string;
  name: string;
  subject: string;
  urn: number;
  /** They asked that nothing be sent to them now: named, but not written to. */
  resting: boolean;
}

/** The contacts of every school that takes part, by URN; only of some schools where `urns` is given. */
export async function contactsAt(
  tx: Tx,
  networkId: string,
  now: Date,
  urns?: readonly number[],
): Promise<Map<number, Contact[]>> {
  const person = (m: string) =>
    joinedRow(m, { id: `${m}.id`, name: `${m}.name`, subject: `${m}.subject`, paused: millis(`${m}."pausedUntil"`) });
  const rows = await jsonRows<{ urn: number; people: (Person | null)[] }>(
    tx,
    Prisma.sql`
      SELECT p.urn, json_build_array(${person('m1')}, ${person('m2')}) AS people
      FROM "PartnerSchool" p
      LEFT JOIN "Member" m1 ON m1."networkId" = p."networkId" AND m1.id = p."firstContactId"
      LEFT JOIN "Member" m2 ON m2."networkId" = p."networkId" AND m2.id = p."secondContactId"
      WHERE p."networkId" = ${networkId} AND p."leftAt" IS NULL ${urns ? Prisma.sql`AND p.urn = ANY(${[...urns]}::int[])` : Prisma.empty}`,
  );
  return new Map(
    rows.map(({ urn, people }) => [
      urn,
      people
        .filter((one) => one !== null)
        .map(({ paused, ...rest }): Contact => ({ ...rest, urn, resting: paused !== null && paused > now.getTime() })),
    ]),
  );
}

interface Person {
  id: string;
  name: string;
  subject: string;
  paused: number | null;
}
