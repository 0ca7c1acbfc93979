import type { Database } from '../../../src/database/open.ts';
import { MONDAY } from '../../networks/small-world.ts';
import type { SmallRound } from './small-round.ts';

/** Brings so many made-up schools in, each with a contact, in turn in two regions. Their numbers begin at 800000. */
export async function bringIn({ pool }: Pick<Database, 'pool'>, small: SmallRound, schools: number): Promise<void> {
  const at = MONDAY.toISOString();
  await pool.query(
    `INSERT INTO "School" (urn, name, phase, type, status, "localAuthority", region, "searchText")
     SELECT 800000 + i, 'School ' || i, 'Primary', 'Community school', 'open', (ARRAY['Leeds', 'Devon'])[1 + i % 2],
            (ARRAY['Yorkshire and the Humber', 'South West'])[1 + i % 2], ' school ' || i || '|'
     FROM generate_series(0, $1::int - 1) AS i`,
    [schools],
  );
  await pool.query(
    `INSERT INTO "Member" (id, "networkId", name, "schoolUrn", subject, phase, topics, seeks, offers, "joinedAt")
     SELECT 'contact-' || urn, $1, 'Contact of ' || name, urn, 'maths', 'primary', '{oracy-dialogue}', '{}', '{}', $2
     FROM "School" WHERE urn BETWEEN 800000 AND 899999`,
    [small.net.id, at],
  );
  await pool.query(
    `INSERT INTO "PartnerSchool" ("networkId", urn, "firstContactId", "joinedAt")
     SELECT "networkId", "schoolUrn", id, $1 FROM "Member" WHERE id LIKE 'contact-%'`,
    [at],
  );
}
