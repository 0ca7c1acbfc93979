import type { Text } from '../chat/text.ts';
import type { Tx } from '../database/open.ts';
import { PLATFORM } from './claim.ts';

/** A message as it was written, for whoever tries a job out. */
export interface Written {
  kind: string;
  /** A member's name; undefined: it goes to a channel. */
  name: string | null;
  channelId: string | null;
  community: string | null;
  platform: string | null;
  notBefore: Date;
  /** Its heading or first words; null when it has none. */
  first: Text | null;
}

/** The messages written by this very transaction, those of one person together. */
export function writtenHere(tx: Tx): Promise<Written[]> {
  // Every row knows the transaction that wrote it (xmin, 32 bits of its number).
  return tx.$queryRaw<Written[]>`
    SELECT o.kind, m.name, o."channelId", c.name AS community, ${PLATFORM} AS platform, o."notBefore",
           jsonb_path_query_first(o.view::jsonb, '$.blocks[*] ? (@.kind == "heading" || @.kind == "text" || @.kind == "item").text') AS first
    FROM "Delivery" o
    LEFT JOIN "Member" m ON m."networkId" = o."networkId" AND m.id = o."memberId"
    LEFT JOIN "Community" c ON c."networkId" = o."networkId" AND c.id = o."communityId"
    WHERE o.xmin = pg_current_xact_id()::xid
    ORDER BY m.name NULLS FIRST, o."memberId", o."communityId", o."channelId", o."notBefore", o.id`;
}
