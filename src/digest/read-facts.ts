import type { Tx } from '../database/open.ts';
import { statements, utc } from '../database/transaction.ts';
import { factsOf } from './facts.ts';
import type { DigestFacts, DigestSnippet, Seeker, WaitingPair } from './types.ts';

type Row = Omit<DigestSnippet, 'nullResult'> & { nullKind: string | null; nullDirection: string | null; nullAt: Date | null };

/** What happened in a network between two instants, for any number of readers, and who seeks something. */
export async function readFacts(tx: Tx, networkId: string, since: Date, now: Date): Promise<DigestFacts> {
  const run = statements(tx);
  const values = [networkId, utc(since.getTime())];
  const rows = await run<Row>({ name: 'digest-snippets', text: SNIPPETS, values });
  const seekers = await run<Seeker>({ name: 'digest-seekers', text: SEEKERS, values: [networkId, utc(now.getTime())] });
  const waiting = await run<WaitingPair & { memberId: string }>({ name: 'digest-waiting', text: WAITING, values });
  return factsOf(
    rows.map(({ nullKind, nullDirection, nullAt, ...rest }) => ({
      ...rest,
      nullResult:
        nullKind !== null && nullDirection !== null && nullAt !== null
          ? { kind: nullKind, direction: nullDirection, addedAt: nullAt }
          : null,
    })),
    seekers,
    new Map(waiting.map(({ memberId, ...pair }) => [memberId, pair])),
  );
}

const SNIPPETS = `
  WITH found AS (
    SELECT DISTINCT ON ("snippetId") "snippetId", kind, direction, "addedAt" FROM "Evidence"
    WHERE "networkId" = $1 AND "addedAt" > $2::timestamp AND direction IN ('no-difference', 'worse')
    ORDER BY "snippetId", "addedAt" DESC
  ), news AS (
    SELECT id FROM "Snippet" WHERE "networkId" = $1 AND "createdAt" > $2::timestamp
    UNION SELECT id FROM "Snippet" WHERE "networkId" = $1 AND "levelRoseAt" > $2::timestamp
    UNION SELECT "snippetId" FROM found
  )
  SELECT s.id, s.title, s.topic, s.phase, s."schoolUrn", sc.name AS school, sc.region, s."authorId", s."localLevel",
         s."researchLevel", s."createdAt" AT TIME ZONE 'UTC' AS "createdAt", s."levelRoseAt" AT TIME ZONE 'UTC' AS "levelRoseAt",
         f.kind AS "nullKind", f.direction AS "nullDirection", f."addedAt" AT TIME ZONE 'UTC' AS "nullAt"
  FROM news JOIN "Snippet" s ON s.id = news.id JOIN "School" sc ON sc.urn = s."schoolUrn"
  LEFT JOIN found f ON f."snippetId" = s.id
  WHERE s."networkId" = $1 AND s."withdrawnAt" IS NULL`;

const SEEKERS = `
  SELECT m.id, m.name, sc.name AS school, m."schoolUrn", m.seeks, m."seekNote"
  FROM "Member" m JOIN "School" sc ON sc.urn = m."schoolUrn"
  WHERE m."networkId" = $1 AND cardinality(m.seeks) > 0
    AND (m."pausedUntil" IS NULL OR m."pausedUntil" <= $2::timestamp)
  ORDER BY m."joinedAt" DESC, m.id
  LIMIT 2000`;

/** Contacts of schools in a pair published since then, from whose school nobody wrote or answered yet. */
const WAITING = `
  SELECT c.id AS "memberId", g.id AS "groupId",
         (SELECT string_agg(os.name, ' and ' ORDER BY os.urn) FROM "RoundGroupSchool" o JOIN "School" os ON os.urn = o.urn
          WHERE o."groupId" = g.id AND o.urn <> mine.urn) AS partner
  FROM "Round" r
  JOIN "RoundGroup" g ON g."networkId" = r."networkId" AND g."roundId" = r.id
  JOIN "RoundGroupSchool" mine ON mine."networkId" = g."networkId" AND mine."groupId" = g.id
  JOIN "PartnerSchool" p ON p."networkId" = mine."networkId" AND p.urn = mine.urn
  JOIN "Member" c ON c."networkId" = p."networkId" AND c.id IN (p."firstContactId", p."secondContactId")
  WHERE r."networkId" = $1 AND r.state = 'published' AND r."publishedAt" > $2::timestamp AND g."endedAt" IS NULL
    AND p."leftAt" IS NULL AND mine."wroteAt" IS NULL AND mine.met IS NULL AND mine.tried IS NULL
  ORDER BY r."publishedAt"`;
