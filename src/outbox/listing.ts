import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/open.ts';
import { PLATFORM } from './claim.ts';
import { OWN_CHOICE } from './route.ts';

/** Lines of one kind that are shown; the rest are counted. */
const MOST_LINES = 50;

/** How the outbox stands, for whoever runs the bot: never a word of a message. */
export async function outboxLines(tx: Tx): Promise<string[]> {
  const [waits, failing, parked, unreached] = [
    await waiting(tx),
    await afterFailure(tx),
    await single(tx, Prisma.sql`o.state = 'parked'`),
    await beyondReach(tx),
  ];
  const total = waits.reduce((sum, one) => sum + one.count, 0);
  return [
    total === 0 ? 'Nothing waits.' : `Waiting: ${total}`,
    ...table(
      waits.map((one) => [
        one.kind,
        one.platform ?? 'nowhere',
        `${one.count}`,
        `the oldest due ${local(one.oldest, one.timeZone)}`,
      ]),
    ),
    ...part('Failed and tried again', failing.map(rowOf)),
    ...part('Parked, until you retry or drop them', parked.map(rowOf)),
    ...part('Nothing reaches', unreached.map(rowOf)),
  ];
}

interface Waiting {
  kind: string;
  platform: string | null;
  count: number;
  oldest: Date;
  timeZone: string;
}

function waiting(tx: Tx): Promise<Waiting[]> {
  return tx.$queryRaw<Waiting[]>`
    SELECT w.kind, w.platform, count(*)::int AS count, min(w."notBefore") AS oldest, min(w."timeZone") AS "timeZone"
    FROM (
      SELECT o.kind, o."notBefore", n."timeZone", ${PLATFORM} AS platform
      FROM "Delivery" o JOIN "Network" n ON n.id = o."networkId" WHERE o.state IN ('due', 'sending')
    ) w
    GROUP BY w.kind, w.platform ORDER BY count(*) DESC, w.kind, w.platform`;
}

interface Single {
  id: string;
  kind: string;
  who: string;
  platform: string | null;
  reason: string | null;
  attempts: number;
  notBefore: Date;
  network: string;
  timeZone: string;
}

/** Messages one by one, with whom they are for. */
function single(tx: Tx, which: Prisma.Sql): Promise<Single[]> {
  return tx.$queryRaw<Single[]>`
    SELECT o.id, o.kind, COALESCE(m.name, 'channel ' || o."channelId" || COALESCE(' of ' || c.name, ''), '?') AS who,
           ${PLATFORM} AS platform, o.reason, o.attempts, o."notBefore", n.name AS network, n."timeZone"
    FROM "Delivery" o
    JOIN "Network" n ON n.id = o."networkId"
    LEFT JOIN "Member" m ON m."networkId" = o."networkId" AND m.id = o."memberId"
    LEFT JOIN "Community" c ON c."networkId" = o."networkId" AND c.id = o."communityId"
    WHERE ${which}
    ORDER BY o."notBefore" DESC, o.id`;
}

function afterFailure(tx: Tx): Promise<Single[]> {
  return single(tx, Prisma.sql`o.state IN ('due', 'sending') AND o.reason IS NOT NULL`);
}

/** People and channels whose last message of all ended without reaching them, and not by their own wish. */
function beyondReach(tx: Tx): Promise<Single[]> {
  const wishes = [...Object.values(OWN_CHOICE)];
  return single(
    tx,
    Prisma.sql`o.state = 'undeliverable' AND o.id IN (
      SELECT DISTINCT ON (l."networkId", l."memberId", l."communityId", l."channelId") l.id FROM "Delivery" l
      WHERE l.state = 'sent' OR (l.state = 'undeliverable' AND NOT l.reason = ANY(${wishes}::text[]))
      ORDER BY l."networkId", l."memberId", l."communityId", l."channelId", l."notBefore" DESC, l."createdAt" DESC, l.id)`,
  );
}

function rowOf(one: Single): string[] {
  const tries = one.attempts > 1 ? ` (tried ${one.attempts} times)` : '';
  const from = `${one.kind}, ${one.platform ?? 'nowhere'}`;
  return [
    one.id,
    from,
    local(one.notBefore, one.timeZone),
    `${one.who}, ${one.network}: ${one.reason ?? 'no reason kept'}${tries}`,
  ];
}

function part(title: string, rows: readonly string[][]): string[] {
  if (rows.length === 0) return [];
  const more = rows.length - MOST_LINES;
  return ['', `${title}: ${rows.length}`, ...table(rows.slice(0, MOST_LINES)), ...(more > 0 ? [`  and ${more} more`] : [])];
}

/** Columns as wide as what is in them. */
function table(rows: readonly string[][]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) => `  ${row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(width(at)))).join('  ')}`);
}

function local(instant: Date, timeZone: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...parts }).format(instant);
}
