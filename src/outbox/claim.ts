import { Prisma } from '../database/generated/client.ts';
import type { Db } from '../database/open.ts';

/** A worker holds a delivery so long; more than two of the platforms' own timeouts (10 s), so that a slow send is never doubled. */
export const LEASE_MS = 60_000;

/** So long a message waits for a process that serves its platform (a weekend is no reason to give up); then anybody ends it. */
const UNSERVED_MS = 3 * 24 * 60 * 60 * 1000;

/**
 * A message to the same person or channel that waits no longer than this before its next attempt is waited for, in ms, so that two
 * arrive in the order in which they were due. One that waits longer, or is parked, keeps no other waiting.
 */
export const PATIENCE_MS = 60_000;

/** The clocks of two machines differ by less. A lease that ends later than by this was given by a clock nobody need wait for. */
const CLOCKS_APART_MS = 10 * 60_000;

/** Who or what Delivery o or p is for; as the index Delivery_waiting_for has it. */
const forWhom = (row: 'o' | 'p') => Prisma.raw(`COALESCE(${row}."memberId", ${row}."communityId" || ' ' || ${row}."channelId")`);

/** Where Delivery o goes: the platform of the account route.ts would choose, or of the channel; NULL when there is neither. */
export const PLATFORM = Prisma.sql`COALESCE((
  SELECT a.platform FROM "Account" a WHERE a."networkId" = o."networkId" AND a."memberId" = o."memberId"
  ORDER BY (a.id = o."accountId") DESC, CASE WHEN a."privateMessages" THEN 0 WHEN a."privateMessages" IS NULL THEN 1 ELSE 2 END,
           a."createdAt", a.id
  LIMIT 1
), (
  SELECT c.platform FROM "Community" c WHERE c."networkId" = o."networkId" AND c.id = o."communityId"
))`;

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
 * `served`: the platforms this process serves. What goes elsewhere is left to others, by the account route.ts would choose; what
 * nobody took for three days is claimed all the same, so that it ends with a reason. Of several to one person or channel only the
 * first is claimed, and the next when that one has ended.
 */
export async function claimDue(
  db: Db,
  served: readonly string[],
  businessNow: Date,
  realNow: Date,
  limit: number,
): Promise<Claimed[]> {
  const here = Prisma.sql`ANY(${[...served]}::text[])`;
  return db.$queryRaw<Claimed[]>(Prisma.sql`
    UPDATE "Delivery" d
    SET state = 'sending', "leasedUntil" = ${new Date(realNow.getTime() + LEASE_MS)},
        -- Taken over from a worker that died: still the same attempt, which says nothing about the message.
        attempts = d.attempts + CASE WHEN d.state = 'sending' THEN 0 ELSE 1 END,
        unsure = d.unsure OR d.state = 'sending'
    FROM (
      SELECT o.id FROM "Delivery" o
      WHERE o.state IN ('due', 'sending') AND o."notBefore" <= ${businessNow} AND (o."leasedUntil" IS NULL OR o."leasedUntil" < ${realNow})
        AND (
          NOT EXISTS (SELECT 1 FROM "Community" WHERE NOT platform = ${here})
          OR o."notBefore" <= ${new Date(businessNow.getTime() - UNSERVED_MS)}
          OR ${PLATFORM} = ${here} IS NOT FALSE
        )
        AND NOT EXISTS (
          SELECT 1 FROM "Delivery" p
          WHERE p.state IN ('due', 'sending') AND p."networkId" = o."networkId" AND ${forWhom('p')} = ${forWhom('o')}
            -- A digest may be asked for on another account, and there it may have to wait for days.
            AND p."accountId" IS NOT DISTINCT FROM o."accountId"
            AND (p."notBefore", p."createdAt", p.id) < (o."notBefore", o."createdAt", o.id)
            -- One that is being sent is waited for, also where its worker's clock is some minutes ahead of ours.
            AND (
              p."leasedUntil" IS NULL OR p."leasedUntil" <= ${new Date(realNow.getTime() + PATIENCE_MS)}
              OR (p.state = 'sending' AND p."leasedUntil" <= ${new Date(realNow.getTime() + LEASE_MS + CLOCKS_APART_MS)})
            )
        )
      ORDER BY o."notBefore", o."createdAt", o.id
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    ) due, "Network" n
    WHERE d.id = due.id AND n.id = d."networkId"
    RETURNING d.id, d."networkId", d.kind, d."memberId", d."accountId", d."communityId", d."channelId", d.view, d.attempts, d.unsure, d."createdAt", n."timeZone"`);
}
