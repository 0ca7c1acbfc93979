import type { HomeNetwork } from '../chat/who.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { statements, utc } from '../database/transaction.ts';
import { enqueue, type Letter } from '../outbox/enqueue.ts';
import type { SchoolCalendars } from '../vocabulary/school-holidays.ts';
import { compose } from './compose.ts';
import { dueFinder } from './due.ts';
import { idsPage, READERS_PER_PAGE, type ReaderRow, readersAmong, type Slot, toReader } from './readers.ts';
import { SECTIONS } from './sections.ts';
import type { Digest, DigestFacts } from './types.ts';
import { digestView } from './views.ts';

/** What was shown to whom. */
export interface Shown {
  memberId: string | null;
  digest: Digest;
}

/** A page of readers written to. */
export interface PageWritten {
  written: number;
  /** Where the next page begins; undefined when this was the last. */
  next: string | undefined;
}

/** The span whose digests are written: those due in (from, to]. */
export interface Period {
  from: Date;
  to: Date;
  now: Date;
}

/** What all pages of a run have in common, made when the first of them asks. */
export interface InCommon {
  facts(): Promise<DigestFacts>;
  /** Days and times at which somebody's digest is due in the period. */
  slots(): Promise<readonly Slot[]>;
}

/** Writes the digests of one page of members, in the transaction that remembers them. */
export async function writePage(
  tx: Tx,
  network: HomeNetwork,
  { facts, slots }: InCommon,
  calendars: SchoolCalendars,
  { from, to, now }: Period,
  after: string,
): Promise<PageWritten> {
  const ids = await idsPage(tx, network.id, after, now);
  const rows = await readersAmong(tx, network.id, ids, await slots(), now);
  const finder = dueFinder(network.timeZone, calendars, from, to);
  const letters: Letter[] = [];
  const shown: Shown[] = [];
  const told: { memberId: string; due: Date }[] = [];
  for (const row of rows) {
    const due = finder.due(row, row.upTo, row);
    const digest = due && compose(SECTIONS, await facts(), toReader(row, due));
    if (!due || !digest) continue;
    letters.push(letterFor(network, row, digest, due, finder.notBefore(now > due ? now : due, row)));
    shown.push({ memberId: row.memberId, digest });
    told.push({ memberId: row.memberId, due });
  }
  const written = await enqueue(tx, letters, now);
  await remember(tx, network.id, shown, now);
  await noteTold(tx, network.id, told);
  return { written, next: ids.length === READERS_PER_PAGE ? ids.at(-1) : undefined };
}

function letterFor(network: HomeNetwork, row: ReaderRow, digest: Digest, due: Date, at: Date): Letter {
  const { memberId, accountId } = row;
  return {
    networkId: network.id,
    kind: 'digest',
    key: `digest:${due.toISOString()}:${memberId}`,
    to: { memberId, ...(accountId !== null && { accountId }) },
    view: digestView(digest, network.name, 'member', due, network.timeZone),
    notBefore: at,
  };
}

/** Remembers what was shown, for six weeks. */
export async function remember(tx: Tx, networkId: string, shown: readonly Shown[], now: Date): Promise<void> {
  if (shown.length === 0) return;
  const rows = shown.map(({ memberId, digest }) => ({
    id: newId(),
    memberId,
    about: digest.sections.flatMap(({ entries }) => entries.map((one) => one.about)),
  }));
  await statements(tx)({
    name: 'digest-remember',
    text: `INSERT INTO "DigestItem" (id, "networkId", "memberId", about, "shownAt")
           SELECT id, $2, "memberId", about, $3::timestamp
           FROM jsonb_to_recordset($1::jsonb) AS row (id text, "memberId" text, about text[])`,
    values: [JSON.stringify(rows), networkId, utc(now.getTime())],
  });
}

async function noteTold(tx: Tx, networkId: string, told: readonly { memberId: string; due: Date }[]): Promise<void> {
  if (told.length === 0) return;
  await statements(tx)({
    name: 'digest-told',
    text: `INSERT INTO "DigestReader" ("networkId", "memberId", "upTo")
           SELECT $1, member, due FROM unnest($2::text[], $3::timestamp[]) AS row (member, due)
           ON CONFLICT ("networkId", "memberId") DO UPDATE SET "upTo" = EXCLUDED."upTo"`,
    values: [networkId, told.map((one) => one.memberId), told.map((one) => utc(one.due.getTime()))],
  });
}
