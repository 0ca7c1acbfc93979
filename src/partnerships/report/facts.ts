import type { HomeNetwork } from '../../chat/who.ts';
import { Prisma } from '../../database/generated/client.ts';
import { dateOf, instant, joinedRow, jsonRows } from '../../database/json-rows.ts';
import type { Tx } from '../../database/open.ts';
import { urnsIn } from '../rounds/stored.ts';
import { HALF_TERM_MS, ROUNDS_BACK } from './rules.ts';
import type { PairFacts, PairSide, ReportFacts, RoundFacts, SchoolFacts } from './types.ts';

/** Reads what the report is made of; undefined when no round was ever published. In SQL: a national round has 12,000 pairs. */
export async function readFacts(tx: Tx, network: HomeNetwork, now: Date): Promise<ReportFacts | undefined> {
  const [newest, ...earlier] = await roundsOf(tx, network.id);
  if (!newest) return undefined;
  const schools = await schoolsOf(tx, network.id, now);
  const pairs = await pairsOf(tx, network.id, newest, now);
  const placed = new Set(
    pairs.flatMap((pair) => (pair.roundId === newest.id && !pair.ended ? pair.sides.map((one) => one.urn) : [])),
  );
  const next = await nextRound(tx, network.id);
  const leftOut = newest.leftOutUrns.filter((urn) => !placed.has(urn));
  const { leftOutUrns: _, ...round } = newest;
  return {
    now,
    network: network.name,
    schools: new Map(schools.map((school) => [school.urn, school])),
    rounds: [{ ...round, leftOut: leftOut.length }, ...earlier.map(({ leftOutUrns, ...one }) => one)],
    pairs,
    leftOut,
    inTouch: await inTouch(tx, network.id, new Date(now.getTime() - HALF_TERM_MS)),
    used: await usedOf(
      tx,
      network.id,
      [newest, ...earlier].map((one) => one.id),
    ),
    ...(next && { next }),
  };
}

/** The last published rounds, newest first, counted. What was taken apart since is no pair. */
async function roundsOf(tx: Tx, networkId: string): Promise<(RoundFacts & { leftOutUrns: number[] })[]> {
  const rounds = await tx.$queryRaw<(Omit<RoundFacts, 'leftOut'> & { leftOut: unknown })[]>(Prisma.sql`
    SELECT r.id, r.name, r.draft, r."publishedAt", r."endsAt", r."groupSize", r.outcome->'leftOut' AS "leftOut",
           count(DISTINCT g.id)::int AS pairs,
           (count(DISTINCT g.id) FILTER (WHERE s.met = 'yes'))::int AS met,
           (count(s.urn) FILTER (WHERE coalesce(s.met, s.tried) IS NULL AND coalesce(s."wroteAt", s."troubleAt") IS NULL))::int AS silent
    FROM (SELECT * FROM "Round" WHERE "networkId" = ${networkId} AND state = 'published'
          ORDER BY "publishedAt" DESC LIMIT ${ROUNDS_BACK}) r
    LEFT JOIN "RoundGroup" g ON g."networkId" = ${networkId} AND g."roundId" = r.id AND g."endedAt" IS NULL
    LEFT JOIN "RoundGroupSchool" s ON s."groupId" = g.id
    GROUP BY r.id, r.name, r.draft, r."publishedAt", r."endsAt", r."groupSize", r.outcome->'leftOut'
    ORDER BY r."publishedAt" DESC`);
  return rounds.map((round) => {
    const leftOutUrns = urnsIn(round.leftOut);
    return { ...round, leftOut: leftOutUrns.length, leftOutUrns };
  });
}

type SchoolRow = Omit<SchoolFacts, 'active' | 'left' | 'contacts' | 'pausedUntil' | 'inactiveSince'> & {
  left: boolean;
  paused: number | null;
  inactive: number | null;
  first: Person;
  second: Person;
};
type Person = SchoolFacts['contacts'][number] | null;

async function schoolsOf(tx: Tx, networkId: string, now: Date): Promise<SchoolFacts[]> {
  const person = (m: string) => joinedRow(m, { id: `${m}.id`, name: `${m}.name`, coordinator: `${m}.coordinator` });
  const rows = await jsonRows<SchoolRow>(
    tx,
    Prisma.sql`
    SELECT s.urn, s.name, s.town, s.region, s."localAuthority", s.trust, coalesce(g.names, '{}') AS groups,
           p."leftAt" IS NOT NULL AS left, ${instant('p."pausedUntil"')} AS paused, p."silentRounds",
           ${instant('p."inactiveSince"')} AS inactive, ${person('m1')} AS first, ${person('m2')} AS second
    FROM "PartnerSchool" p
    JOIN "School" s ON s.urn = p.urn
    LEFT JOIN "Member" m1 ON m1."networkId" = p."networkId" AND m1.id = p."firstContactId"
    LEFT JOIN "Member" m2 ON m2."networkId" = p."networkId" AND m2.id = p."secondContactId"
    LEFT JOIN (SELECT urn, array_agg(name ORDER BY name) AS names FROM "SchoolGroup" WHERE "networkId" = ${networkId} GROUP BY urn) g
      ON g.urn = p.urn
    WHERE p."networkId" = ${networkId}
    ORDER BY s.urn`,
  );
  return rows.map(({ paused, inactive, first, second, ...school }) => {
    const [pausedUntil, inactiveSince] = [dateOf(paused), dateOf(inactive)];
    const resting = pausedUntil !== null && pausedUntil > now;
    const active = !school.left && inactiveSince === null && !resting;
    const contacts = [first, second].filter((one) => one !== null);
    return { ...school, pausedUntil, inactiveSince, active, contacts };
  });
}

async function pairsOf(tx: Tx, networkId: string, newest: RoundFacts, now: Date): Promise<PairFacts[]> {
  const late = await introducedLater(tx, networkId, newest);
  const rows = await jsonRows<PairRow>(
    tx,
    Prisma.sql`
    SELECT g.id, g."roundId", ${instant('r."publishedAt"')} AS published, g.score, g."endedAt" IS NOT NULL AS ended, s.urn,
           ${instant('s."wroteAt"')} AS wrote, s.met, s.tried, ${instant('s."troubleAt"')} AS trouble
    FROM "RoundGroup" g
    JOIN "Round" r ON r."networkId" = g."networkId" AND r.id = g."roundId"
    JOIN "RoundGroupSchool" s ON s."networkId" = g."networkId" AND s."groupId" = g.id
    WHERE g."networkId" = ${networkId} AND r.state = 'published'
      AND (r.id = ${newest.id} OR (g."endedAt" IS NULL AND r."endsAt" > ${now}))
    ORDER BY r."publishedAt" DESC, g.position, s.urn`,
  );
  const pairs = new Map<string, PairFacts>();
  for (const { id, roundId, published, score, ended, wrote, trouble, ...side } of rows) {
    const introducedAt = late.get(id) ?? new Date(published);
    const pair = pairs.get(id) ?? { id, roundId, introducedAt, score, ended, sides: [] };
    pair.sides.push({ ...side, wroteAt: dateOf(wrote), troubleAt: dateOf(trouble) });
    pairs.set(id, pair);
  }
  return [...pairs.values()];
}

type PairRow = Omit<PairFacts, 'sides' | 'introducedAt'> &
  Omit<PairSide, 'wroteAt' | 'troubleAt'> & { published: number; wrote: number | null; trouble: number | null };

/** Pairs of a round that were introduced after it was published, and when: by the key of their introductions. */
async function introducedLater(tx: Tx, networkId: string, round: RoundFacts): Promise<Map<string, Date>> {
  const letters = await tx.delivery.findMany({
    where: {
      networkId,
      kind: 'introduction',
      key: { startsWith: `introduction:${round.id}:` },
      createdAt: { gt: round.publishedAt },
    },
    select: { key: true, createdAt: true },
  });
  return new Map(letters.map((one) => [one.key.split(':')[2] ?? '', one.createdAt]));
}

/** Schools of pairs that met, or in which somebody wrote, since then; and schools whose members sent a note or were sent one (a key is note:who:…). */
async function inTouch(tx: Tx, networkId: string, since: Date): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ urn: number }[]>(Prisma.sql`
    SELECT s.urn FROM "RoundGroupSchool" s
    WHERE s."networkId" = ${networkId} AND EXISTS (
      SELECT 1 FROM "RoundGroupSchool" o
      WHERE o."groupId" = s."groupId" AND ((o.met = 'yes' AND o."answeredAt" >= ${since}) OR o."wroteAt" >= ${since}))
    UNION
    SELECT m."schoolUrn" FROM "Delivery" d
    JOIN "Member" m ON m."networkId" = d."networkId" AND m.id IN (d."memberId", split_part(d.key, ':', 2))
    WHERE d."networkId" = ${networkId} AND d.kind = 'notice' AND d.key LIKE 'note:%' AND d."createdAt" >= ${since}`);
  return new Set(rows.map((row) => row.urn));
}

/** Who used something of whom, in pairs of two of these rounds. */
function usedOf(tx: Tx, networkId: string, rounds: readonly string[]): Promise<{ from: number; to: number }[]> {
  return tx.$queryRaw(Prisma.sql`
    SELECT DISTINCT min(o.urn) AS "from", s.urn AS "to"
    FROM "RoundGroupSchool" s
    JOIN "RoundGroup" g ON g."networkId" = s."networkId" AND g.id = s."groupId"
    JOIN "RoundGroupSchool" o ON o."groupId" = s."groupId" AND o.urn <> s.urn
    WHERE s."networkId" = ${networkId} AND s.tried = 'yes' AND g."roundId" IN (${Prisma.join([...rounds])})
    GROUP BY s."groupId", s.urn
    HAVING count(*) = 1`);
}

async function nextRound(tx: Tx, networkId: string): Promise<ReportFacts['next']> {
  const round = await tx.round.findFirst({
    where: { networkId, state: { in: ['open', 'drafted'] } },
    orderBy: { openedAt: 'desc' },
    select: { id: true, name: true, state: true, closesAt: true },
  });
  if (!round) return undefined;
  const { id, ...next } = round;
  const invited = { networkId, roundId: id };
  return {
    ...next,
    invited: await tx.roundInvitation.count({ where: invited }),
    answered: await tx.roundInvitation.count({ where: { ...invited, answer: { not: null } } }),
  };
}
