import type { HomeNetwork } from '../../../src/chat/who.ts';
import type { Database } from '../../../src/database/open.ts';
import { TOPICS } from '../../../src/vocabulary/topics.ts';

/** The one network of the digest's benchmark. */
export const DIGEST_NETWORK: HomeNetwork = { id: 'bench', name: 'Bench', timeZone: 'Europe/London' };

/** Snippets lie over three years back from `now`, as they would. */
const DAYS = 3 * 365;

/** Stores a network of the register's schools: members with topics, offers and seeks, snippets with levels and null results. */
export async function storeNetwork({ pool }: Database, snippets: number, members: number, now: Date): Promise<void> {
  const slugs = TOPICS.map((one) => one.slug);
  const at = now.toISOString();
  await pool.query(`
    INSERT INTO "Network" (id, name, "joinCode", "createdAt") VALUES ('bench', 'Bench', 'BENCH', '${at}'::timestamptz AT TIME ZONE 'UTC' - interval '3 years');
    INSERT INTO "Community" (id, "networkId", platform, "externalId", name, "channelId", "joinedAt") VALUES ('c', 'bench', 'slack', 'T', 'Bench', 'C', now());
    CREATE TEMP TABLE s AS SELECT row_number() OVER (ORDER BY md5(urn::text)) - 1 AS n, urn FROM "School" WHERE status = 'open';
    CREATE TEMP TABLE t AS SELECT n - 1 AS n, slug FROM unnest('{${slugs.join(',')}}'::text[]) WITH ORDINALITY AS one (slug, n);`);
  const count = `(SELECT count(*) FROM s)`;
  const topic = (salt: string) =>
    `(SELECT slug FROM t WHERE n = (hashtext(i::text || '${salt}') & 2147483647) % ${slugs.length})`;
  await pool.query(`
    INSERT INTO "Member" (id, "networkId", name, "schoolUrn", subject, phase, topics, seeks, offers, digest, "joinedAt")
    SELECT 'm' || lpad(i::text, 7, '0'), 'bench', 'Member ' || i, s.urn, 'maths', (ARRAY['primary', 'secondary'])[1 + i % 2],
           ARRAY[${topic('a')}, ${topic('b')}], CASE WHEN i % 20 = 0 THEN ARRAY[${topic('c')}] ELSE '{}' END, ARRAY[${topic('d')}], 'off', now()
    FROM generate_series(0, ${members - 1}) AS i JOIN s ON s.n = i % ${count}`);
  await pool.query(`
    INSERT INTO "Snippet" (id, "networkId", "authorId", "schoolUrn", title, problem, did, topic, subject, phase, "localLevel", "createdAt", "levelRoseAt")
    SELECT 's' || i, 'bench', m.id, m."schoolUrn", 'Something we tried ' || i, 'They forgot', 'We asked again', ${topic('e')}, 'maths',
           m.phase, i % 4, born, CASE WHEN i % 4 >= 2 THEN born + interval '9 days' END
    FROM generate_series(0, ${snippets - 1}) AS i
    JOIN "Member" m ON m.id = 'm' || lpad(((i * 7919::bigint) % ${members})::text, 7, '0'),
    LATERAL (SELECT '${at}'::timestamptz AT TIME ZONE 'UTC' + interval '7 days' - (i * ${DAYS}::float8 / ${snippets}) * interval '1 day' AS born) AS b`);
  await pool.query(`
    INSERT INTO "Evidence" (id, "networkId", "snippetId", "memberId", kind, design, "pupilsBand", direction, "addedAt")
    SELECT 'e' || id, 'bench', id, "authorId", 'pupil-work', 'pre-post', '15-34', 'no-difference', "createdAt" + interval '5 days'
    FROM "Snippet" WHERE substr(id, 2)::int % 20 = 0`);
  await pool.query('ANALYZE');
}

/** So many members want the digest now, and nobody was ever shown anything. */
export async function wanting({ pool }: Database, members: number): Promise<void> {
  await pool.query(`TRUNCATE "DigestItem", "DigestReader", "DigestEdition", "Delivery", "JobRun"`);
  await pool.query(`UPDATE "Member" SET digest = CASE WHEN id < 'm' || lpad($1::text, 7, '0') THEN 'private' ELSE 'off' END`, [
    members,
  ]);
  await pool.query('VACUUM ANALYZE "Member"');
}
