import type { Tx } from '../database/open.ts';
import { millis, statements } from '../database/transaction.ts';
import { localLevel, researchLevel } from '../vocabulary/levels.ts';
import type { SnippetCard } from './types.ts';

/** A snippet with everything a reader may see, and the levels as they are stored beside it. */
export interface ReadCard extends SnippetCard {
  stored: { local: number; research: number };
}

type Row = Omit<SnippetCard, 'createdAt' | 'editedAt' | 'evidence' | 'local' | 'research'> & {
  createdAt: number;
  editedAt: number | null;
  evidence: (Omit<SnippetCard['evidence'][number], 'addedAt'> & { addedAt: number })[];
  stored: ReadCard['stored'];
};

/** One statement with all that belongs to a snippet, because reading it part by part takes five. */
const CARD = `
  SELECT s.id, s."networkId", s.title, s.problem, s.did, s.know, s.topic, s.subject, s.phase, s."keyStage",
    ${millis('s."createdAt"')} AS "createdAt", ${millis('s."editedAt"')} AS "editedAt",
    json_build_object('local', s."localLevel", 'research', s."researchLevel") AS stored,
    json_build_object('id', a.id, 'name', a.name) AS author,
    json_build_object('urn', sc.urn, 'name', sc.name, 'town', sc.town, 'region', sc.region) AS school,
    (
      SELECT coalesce(json_agg(json_build_object(
        'id', e.id, 'kind', e.kind, 'design', e.design, 'pupilsBand', e."pupilsBand", 'direction', e.direction, 'note', e.note,
        'addedAt', ${millis('e."addedAt"')}, 'by', m.name, 'byId', m.id
      ) ORDER BY e."addedAt"), '[]')
      FROM "Evidence" e JOIN "Member" m ON m."networkId" = e."networkId" AND m.id = e."memberId"
      WHERE e."networkId" = s."networkId" AND e."snippetId" = s.id
    ) AS evidence
  FROM "Snippet" s
  JOIN "Member" a ON a."networkId" = s."networkId" AND a.id = s."authorId"
  JOIN "School" sc ON sc.urn = s."schoolUrn"
  WHERE s."networkId" = $1 AND s."withdrawnAt" IS NULL`;

/** The snippet with this id, unless it is withdrawn or another network's. */
export async function readCard(tx: Tx, networkId: string, id: string): Promise<ReadCard | undefined> {
  const [row] = await statements(tx)<Row>({ name: 'card', text: `${CARD} AND s.id = $2`, values: [networkId, id] });
  return row && toCard(row);
}

/** A member's own snippets, the newest so many. */
export async function readOwnCards(tx: Tx, networkId: string, authorId: string, most: number): Promise<ReadCard[]> {
  const rows = await statements(tx)<Row>({
    name: 'own-cards',
    text: `${CARD} AND s."authorId" = $2 ORDER BY s."createdAt" DESC LIMIT ${most}`,
    values: [networkId, authorId],
  });
  return rows.map(toCard);
}

function toCard(row: Row): ReadCard {
  const evidence = row.evidence.map((one) => ({ ...one, addedAt: new Date(one.addedAt) }));
  const kinds = evidence.map((one) => one.kind);
  return {
    ...row,
    createdAt: new Date(row.createdAt),
    editedAt: row.editedAt === null ? null : new Date(row.editedAt),
    evidence,
    local: localLevel({ ...row, evidence }),
    research: researchLevel(row.topic, kinds),
  };
}
