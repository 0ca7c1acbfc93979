import { Prisma } from '../../database/generated/client.ts';
import type { Tx } from '../../database/open.ts';
import { csvOf } from '../../vocabulary/csv.ts';
import { isoDay } from '../rounds/dates.ts';
import { urnsIn } from '../rounds/stored.ts';

/** All rounds as a table for the network's own spreadsheet. */

/** Discord takes files of 10 MiB (platforms.md 2.1); some room is left. */
const MOST_CHARACTERS = 9_000_000;
const HEADER = [
  ...['Round', 'Introduced', 'Ends', 'Pair', 'Schools in it', 'URN', 'School', 'Town', 'Local authority', 'Region', 'Trust'],
  ...['Partners', 'Score', 'Met', 'Tried something', 'In touch on', 'Not working', 'Silent', 'Left out', 'Taken apart on'],
] as const;
/** Scores are kept in thousandths of a point. */
const POINT = 1000;

interface Row {
  groupId: string;
  position: number;
  score: number;
  endedAt: Date | null;
  urn: number;
  name: string;
  town: string | null;
  localAuthority: string;
  region: string;
  trust: string | null;
  wroteAt: Date | null;
  met: string | null;
  tried: string | null;
  troubleAt: Date | null;
}

interface StoredRound {
  id: string;
  name: string;
  publishedAt: Date | null;
  endsAt: Date | null;
  outcome: unknown;
}

type Cells = (string | number | null)[];

/** The table, newest round first: a line for each school of each pair, and for each that was left out. */
export interface RoundsTable {
  csv: string;
  rounds: number;
  /** Older rounds that would have made the file too large. */
  tooOld: number;
}

/** Reads all published rounds of a network. One round at a time, so that no more is held than is written. */
export async function roundsTable(tx: Tx, networkId: string, zone: string, now: Date): Promise<RoundsTable> {
  const rounds = await tx.round.findMany({
    where: { networkId, state: 'published' },
    orderBy: { publishedAt: 'desc' },
    select: { id: true, name: true, publishedAt: true, endsAt: true, outcome: true },
  });
  const lines: Cells[] = [];
  let characters = 0;
  let written = 0;
  for (const round of rounds) {
    const more = await linesOf(tx, networkId, round, zone, now);
    characters += more.reduce((sum, cells) => sum + cells.join('","').length, 0);
    if (written > 0 && characters > MOST_CHARACTERS) break;
    for (const line of more) lines.push(line);
    written++;
  }
  return { csv: csvOf([...HEADER], lines), rounds: written, tooOld: rounds.length - written };
}

async function linesOf(tx: Tx, networkId: string, round: StoredRound, zone: string, now: Date): Promise<Cells[]> {
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT g.id AS "groupId", g.position, g.score, g."endedAt", s.urn, c.name, c.town, c."localAuthority", c.region, c.trust,
           s."wroteAt", s.met, s.tried, s."troubleAt"
    FROM "RoundGroup" g
    JOIN "RoundGroupSchool" s ON s."networkId" = g."networkId" AND s."groupId" = g.id
    JOIN "School" c ON c.urn = s.urn
    WHERE g."networkId" = ${networkId} AND g."roundId" = ${round.id}
    ORDER BY g.position, s.urn`);
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.groupId, [...(groups.get(row.groupId) ?? []), row]);
  const day = (date: Date | null) => (date ? isoDay(date, zone) : null);
  const about = [round.name, day(round.publishedAt), day(round.endsAt)];
  const over = round.endsAt !== null && round.endsAt <= now;
  const paired = rows.map((row): Cells => {
    const group = groups.get(row.groupId) ?? [row];
    const partners = group.filter((one) => one.urn !== row.urn).map((one) => one.name);
    const heard = row.wroteAt !== null || row.met !== null || row.tried !== null;
    return [
      ...about,
      ...[row.position + 1, group.length, row.urn, row.name, row.town, row.localAuthority, row.region, row.trust],
      ...[partners.join(' and '), row.score / POINT, row.met, row.tried, day(row.wroteAt), row.troubleAt ? 'yes' : null],
      ...[heard ? 'no' : over ? 'yes' : 'so far', 'no', day(row.endedAt)],
    ];
  });
  const placed = new Set(rows.filter((row) => row.endedAt === null).map((row) => row.urn));
  return [...paired, ...(await leftOutLines(tx, round, about, placed))];
}

async function leftOutLines(tx: Tx, round: StoredRound, about: Cells, placed: ReadonlySet<number>): Promise<Cells[]> {
  const { outcome } = round;
  const list = typeof outcome === 'object' && outcome !== null && 'leftOut' in outcome ? urnsIn(outcome.leftOut) : [];
  const schools = await tx.school.findMany({
    where: { urn: { in: list.filter((urn) => !placed.has(urn)) } },
    orderBy: { urn: 'asc' },
  });
  return schools.map((one) => [
    ...about,
    ...[null, null, one.urn, one.name, one.town, one.localAuthority, one.region, one.trust],
    ...[null, null, null, null, null, null, null, 'yes', null],
  ]);
}
