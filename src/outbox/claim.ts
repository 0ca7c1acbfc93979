import { Prisma } from '../database/generated/client.ts';
import type { Db } from '../database/open.ts';

/** A worker holds a delivery so long; more than two of the platforms' own timeouts (10 s), so that a slow send is never doubled. */
export const LEASE_MS = 60_000;

/** A delivery as a worker claims it, with what routing it needs. */
export interface Claimed {
  id: string;
  networkId: string;
  kind: string;
  memberId: string | null;
  accountId: string | null;
  communityId: string | null;
  channelId: string | null;
  view: Prisma.JsonValue;
  attempts: number;
  unsure: boolean;
  createdAt: Date;
  /** Of its network. */
  timeZone: string;
}

/**
 * Claims deliveries that are due by business time, oldest first, for one worker among any number. One whose worker died in the middle
 * of sending comes back marked unsure. Committed before anything is sent.
 */
export async function claimDue(db: Db, businessNow: Date, realNow: Date, limit: number): Promise<Claimed[]> {
  return db.$queryRaw<Claimed[]>(Prisma.sql`
    UPDATE "Delivery" d
    SET state = 'sending', "leasedUntil" = ${new Date(realNow.getTime() + LEASE_MS)}, attempts = d.attempts + 1,
        unsure = d.unsure OR d.state = 'sending'
    FROM (
      SELECT id FROM "Delivery"
      WHERE state IN ('due', 'sending') AND "notBefore" <= ${businessNow} AND ("leasedUntil" IS NULL OR "leasedUntil" < ${realNow})
      ORDER BY "notBefore", "createdAt", id
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    ) due, "Network" n
    WHERE d.id = due.id AND n.id = d."networkId"
    RETURNING d.id, d."networkId", d.kind, d."memberId", d."accountId", d."communityId", d."channelId", d.view, d.attempts, d.unsure, d."createdAt", n."timeZone"`);
}
