import type { Tx } from '../database/open.ts';
import { statements, utc } from '../database/transaction.ts';
import type { SchoolCalendars } from '../vocabulary/school-holidays.ts';
import { dueFor } from './due.ts';
import type { Pace, Reader, Wish } from './types.ts';

/** Readers written to in one transaction: well under its ten seconds, and little memory however many members there are. */
export const READERS_PER_PAGE = 500;

const DAY_MS = 24 * 60 * 60 * 1000;
/** No item twice in six weeks. */
export const SHOWN_MS = 42 * DAY_MS;
/** What somebody's first digest looks back on. */
export const FIRST_LOOK_BACK_MS = 14 * DAY_MS;

/** A member with what their digest needs. */
export interface ReaderRow {
  memberId: string;
  accountId: string | null;
  urn: number;
  region: string;
  localAuthority: string;
  phase: string;
  topics: string[];
  offers: string[];
  every: Pace;
  weekday: number;
  time: string;
  upTo: Date | null;
  shown: string[];
}

/** A day and time of the week at which digests come. */
export type Slot = Pick<Wish, 'weekday' | 'time'>;

/**
 * Ids of one page of members who asked for the digest and are not having a rest, in their order. Alone, so that Postgres walks along
 * the index: with everything else in one query it sorted all members that were left, at every page.
 */
export async function idsPage(tx: Tx, networkId: string, after: string, now: Date): Promise<string[]> {
  const text = `SELECT id FROM "Member" WHERE "networkId" = $1 AND id > $2 AND digest = 'private'
    AND ("pausedUntil" IS NULL OR "pausedUntil" <= $3::timestamp) ORDER BY id LIMIT ${READERS_PER_PAGE}`;
  const values = [networkId, after, utc(now.getTime())];
  return (await statements(tx)<{ id: string }>({ name: 'digest-ids', text, values })).map((one) => one.id);
}

/** Those of them whose day and time is one of these. */
export function readersAmong(tx: Tx, networkId: string, ids: readonly string[], slots: readonly Slot[], now: Date) {
  const text = `${READERS} AND m.id = ANY($3::text[])
    AND (COALESCE(d.weekday, n."digestWeekday"), COALESCE(d.time, n."digestTime")) IN (SELECT * FROM unnest($4::int[], $5::text[]))`;
  const values = [networkId, shownSince(now), ids, slots.map((slot) => slot.weekday), slots.map((slot) => slot.time)];
  return statements(tx)<ReaderRow>({ name: 'digest-readers', text, values });
}

/** One member, whether or not they asked for it: for a preview, and for when theirs comes. */
export async function readerOf(tx: Tx, networkId: string, memberId: string, now: Date): Promise<ReaderRow | undefined> {
  const text = `${READERS} AND m.id = $3`;
  const values = [networkId, shownSince(now), memberId];
  return (await statements(tx)<ReaderRow>({ name: 'digest-reader', text, values }))[0];
}

/** What the sections see of them. */
export function toReader(row: ReaderRow, due: Date): Reader {
  const { memberId, urn: schoolUrn, region, phase, topics, offers, upTo } = row;
  const since = new Date(Math.max(upTo?.getTime() ?? due.getTime() - FIRST_LOOK_BACK_MS, due.getTime() - SHOWN_MS));
  return { memberId, schoolUrn, region, phase, topics, offers, since, first: upTo === null, shown: new Set(row.shown) };
}

/** When theirs is due in (from, to]. */
export function dueIn(row: ReaderRow, zone: string, calendars: SchoolCalendars, from: Date, to: Date): Date | undefined {
  return dueFor(row, row.upTo, zone, calendars.of(row), from, to);
}

/** Every day and time that readers of a network chose, the network's own first. */
export function slotsOf(tx: Tx, networkId: string): Promise<Slot[]> {
  const text = `
    SELECT "digestWeekday" AS weekday, "digestTime" AS time FROM "Network" WHERE id = $1
    UNION
    SELECT COALESCE(d.weekday, n."digestWeekday"), COALESCE(d.time, n."digestTime")
    FROM "DigestReader" d JOIN "Network" n ON n.id = d."networkId"
    WHERE d."networkId" = $1 AND (d.weekday IS NOT NULL OR d.time IS NOT NULL)`;
  return statements(tx)({ name: 'digest-slots', text, values: [networkId] });
}

function shownSince(now: Date) {
  return utc(now.getTime() - SHOWN_MS);
}

const READERS = `
  SELECT m.id AS "memberId", m."digestAccountId" AS "accountId", s.urn, s.region, s."localAuthority", m.phase,
         COALESCE(m.topics, '{}') AS topics, COALESCE(m.offers, '{}') AS offers,
         COALESCE(d.every, 'weekly') AS every, COALESCE(d.weekday, n."digestWeekday") AS weekday,
         COALESCE(d.time, n."digestTime") AS time, d."upTo" AT TIME ZONE 'UTC' AS "upTo",
         ARRAY(SELECT unnest(i.about) FROM "DigestItem" i
               WHERE i."networkId" = m."networkId" AND i."memberId" = m.id AND i."shownAt" > $2::timestamp) AS shown
  FROM "Member" m
  JOIN "Network" n ON n.id = m."networkId"
  JOIN "School" s ON s.urn = m."schoolUrn"
  LEFT JOIN "DigestReader" d ON d."networkId" = m."networkId" AND d."memberId" = m.id
  WHERE m."networkId" = $1`;
