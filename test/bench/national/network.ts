import type { Database } from '../../../src/database/open.ts';
import { TOPICS } from '../../../src/vocabulary/topics.ts';

/**
 * Makes the demo's network a national one: every open school of the register takes part, with a contact of its own, every other of them
 * on the second community. Topics fall as unevenly as they would: the k-th is named like 1 / k.
 */
export async function makeNational({ pool }: Database, now: Date): Promise<number> {
  const at = now.toISOString();
  const slugs = TOPICS.map((one) => one.slug);
  await pool.query(`
    CREATE TEMP TABLE t AS SELECT slug, sum(1.0 / n) OVER (ORDER BY n) / sum(1.0 / n) OVER () AS up_to
    FROM unnest('{${slugs.join(',')}}'::text[]) WITH ORDINALITY AS one (slug, n)`);
  const topic = (salt: string) =>
    `(SELECT slug FROM t WHERE up_to >= (hashtext(s.urn::text || '${salt}') & 1048575) / 1048576.0 ORDER BY up_to LIMIT 1)`;
  await pool.query(`
    INSERT INTO "Member" (id, "networkId", name, "schoolUrn", subject, phase, topics, seeks, offers, digest, "joinedAt")
    SELECT 'national-' || s.urn, n.id, 'Contact of ' || left(s.name, 40), s.urn, 'maths', 'primary',
           ARRAY[${topic('a')}, ${topic('b')}], ARRAY[${topic('c')}], ARRAY[${topic('d')}], 'off', '${at}'
    FROM "School" s, "Network" n WHERE s.status = 'open'`);
  await pool.query(`
    INSERT INTO "Account" (id, "networkId", "communityId", "memberId", platform, "externalUserId", "privateMessages", "createdAt")
    SELECT 'account-' || m."schoolUrn", m."networkId", c.id, m.id, c.platform, 'U' || m."schoolUrn", true, '${at}'
    FROM "Member" m
    JOIN (SELECT *, row_number() OVER (ORDER BY platform) - 1 AS n FROM "Community") c ON c.n = m."schoolUrn" % 2
    WHERE m.id LIKE 'national-%'`);
  const joined = await pool.query(`
    INSERT INTO "PartnerSchool" ("networkId", urn, "firstContactId", "joinedAt")
    SELECT "networkId", "schoolUrn", id, '${at}' FROM "Member" WHERE id LIKE 'national-%'
    ON CONFLICT ("networkId", urn) DO NOTHING`);
  await pool.query('DROP TABLE t');
  await pool.query('ANALYZE');
  return joined.rowCount ?? 0;
}
