import type { Caller, Visitor } from '../chat/who.ts';
import { type Run, utc } from '../database/transaction.ts';
import { UserError } from '../errors.ts';

interface Row {
  networkId: string | null;
  networkName: string | null;
  timeZone: string | null;
  communityId: string | null;
  accountId: string | null;
  memberId: string | null;
  name: string;
  schoolUrn: number;
  subject: string;
  phase: string;
  topics: string[];
  coordinator: boolean;
}

/** The claims this request made (fewer than asked for: it was dealt with before), and who asks. */
export interface Welcomed {
  made: string[];
  visitor: Visitor;
}

/**
 * Claims a request and finds out who asks, in one statement, because every command that changes something pays for it.
 * A direct message has no workspace or server: the network is the one the person belongs to.
 */
export async function welcome(run: Run, caller: Caller, claims: readonly string[], realNow: Date): Promise<Welcomed> {
  const { claiming, values } = asking(caller);
  const rows = await run<Row & { claimed: string[] | null }>({
    ...claiming,
    values: [...values, claims, utc(realNow.getTime())],
  });
  return { made: rows[0]?.claimed ?? [], visitor: visitorOf(caller, rows) };
}

/** Finds out who asks, without a claim. */
export async function recognise(run: Run, caller: Caller): Promise<Visitor> {
  const { looking, values } = asking(caller);
  return visitorOf(caller, await run<Row>({ ...looking, values }));
}

/** The statements that find out who asks, and their first values. */
function asking({ platform, userId, communityExternalId }: Caller) {
  return communityExternalId === undefined
    ? { ...DIRECT, values: [userId, platform] }
    : { ...IN_COMMUNITY, values: [userId, platform, communityExternalId] };
}

/** A question with so many values, alone and with a claim. */
const both = (name: string, values: number, who: string) => ({
  looking: { name: `recognise${name}`, text: who },
  claiming: {
    name: `welcome${name}`,
    text: `
      WITH made AS (
        INSERT INTO "Inbox" (id, "receivedAt") SELECT unnest($${values + 1}::text[]), $${values + 2}::timestamp
        ON CONFLICT DO NOTHING RETURNING id
      )
      SELECT (SELECT array_agg(id) FROM made) AS claimed, who.*
      FROM (SELECT 1) AS one LEFT JOIN LATERAL (${who}) AS who ON true`,
  },
});

const MEMBER = `
  n.id AS "networkId", n.name AS "networkName", n."timeZone", a.id AS "accountId",
  m.id AS "memberId", m.name, m."schoolUrn", m.subject, m.phase, m.topics, m.coordinator`;

const IN_COMMUNITY = both(
  '',
  3,
  `
  SELECT c.id AS "communityId", ${MEMBER}
  FROM "Community" c
  JOIN "Network" n ON n.id = c."networkId"
  LEFT JOIN "Account" a ON a."communityId" = c.id AND a."externalUserId" = $1
  LEFT JOIN "Member" m ON m."networkId" = a."networkId" AND m.id = a."memberId"
  WHERE c.platform = $2 AND c."externalId" = $3`,
);

const DIRECT = both(
  '-direct',
  2,
  `
  SELECT a."communityId", ${MEMBER}
  FROM "Account" a
  JOIN "Network" n ON n.id = a."networkId"
  JOIN "Member" m ON m."networkId" = a."networkId" AND m.id = a."memberId"
  WHERE a."externalUserId" = $1 AND a.platform = $2`,
);

function visitorOf(caller: Caller, rows: readonly Row[]): Visitor {
  const networks = new Set(rows.map((row) => row.networkId));
  if (networks.size > 1) {
    const names = rows.map((row) => row.networkName).join(' and ');
    throw new UserError(`You belong to ${names}. Please type this in the server of the one you mean.`);
  }
  const [row] = rows;
  if (!row?.networkId || !row.communityId) return { caller };
  const network = { id: row.networkId, name: row.networkName ?? '', timeZone: row.timeZone ?? '' };
  if (!row.memberId || !row.accountId) return { caller, network, communityId: row.communityId };
  const { name, schoolUrn, subject, phase, topics, coordinator, accountId, communityId } = row;
  const member = {
    id: row.memberId,
    networkId: network.id,
    name,
    schoolUrn,
    subject,
    phase,
    topics,
    coordinator,
    accountId,
    communityId,
  };
  return { caller, network, communityId, member };
}
