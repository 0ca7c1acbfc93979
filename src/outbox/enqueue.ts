import type { View } from '../chat/view.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { statements, utc } from '../database/transaction.ts';

/** A message that is to leave by itself. */
export interface Letter {
  networkId: string;
  /** 'nudge': asks one person for something now; like a notice nobody else's business, but not worth keeping for after a rest. */
  kind: 'digest' | 'introduction' | 'notice' | 'invitation' | 'nudge';
  /** The same cause never makes two: unique over all deliveries. */
  key: string;
  to: { memberId: string; accountId?: string } | { communityId: string; channelId: string };
  view: View;
  /** Business time. */
  notBefore: Date;
}

/**
 * Writes messages in the transaction of their cause; those whose key is there already are left out. Returns how many are new. One
 * statement however many there are: a digest's page has hundreds.
 */
export async function enqueue(tx: Tx, letters: readonly Letter[], now: Date): Promise<number> {
  if (letters.length === 0) return 0;
  const rows = letters.map(({ to, view: _, ...rest }) => ({ id: newId(), ...rest, ...to }));
  // A line each, so that Postgres takes them as they are.
  const views = letters.map(({ view }) => JSON.stringify(view)).join('\n');
  const values = [JSON.stringify(rows), views, utc(now.getTime())];
  const written = await statements(tx)<{ id: string }>({ name: 'outbox-enqueue', text: ENQUEUE, values });
  return written.length;
}

const ENQUEUE = `
  INSERT INTO "Delivery" (id, "networkId", kind, key, "memberId", "accountId", "communityId", "channelId", view, "notBefore", "createdAt")
  SELECT id, "networkId", kind, key, "memberId", "accountId", "communityId", "channelId", view::json, "notBefore" AT TIME ZONE 'UTC', $3::timestamp
  FROM ROWS FROM (
    jsonb_to_recordset($1::jsonb) AS (id text, "networkId" text, kind text, key text, "memberId" text, "accountId" text,
      "communityId" text, "channelId" text, "notBefore" timestamptz),
    string_to_table($2, E'\\n')
  ) AS row (id, "networkId", kind, key, "memberId", "accountId", "communityId", "channelId", "notBefore", view)
  ON CONFLICT (key) DO NOTHING
  RETURNING id`;

/** Takes back messages that have not begun to leave, by the beginning of their key. */
export async function withdraw(tx: Tx, keys: string): Promise<void> {
  await tx.delivery.deleteMany({ where: { key: { startsWith: keys }, state: 'due', unsure: false, attempts: 0 } });
}
