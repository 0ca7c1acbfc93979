import { z } from 'zod';
import type { KeptDraft } from './chat/backend.ts';
import { newId } from './database/id.ts';
import { type Run, utc } from './database/transaction.ts';

/** Drafts stay for a day (design: what somebody typed is never lost, and never kept for long). */
const DRAFT_MS = 24 * 60 * 60 * 1000;

const rowSchema = z.object({
  target: z.string(),
  values: z.object({
    state: z.array(z.string()),
    values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    opened: z.string().optional(),
  }),
});

const KEEP = `INSERT INTO "Draft" (id, owner, target, "values", "keptAt") VALUES ($1, $2, $3, $4, $5)`;
const READ = `SELECT target, "values" FROM "Draft" WHERE id = $1 AND owner = $2 AND "keptAt" > $3`;

/** Keeps what a person filled in, or looked for; returns its id. Every search pays for it, so it is one prepared statement. */
export async function keepDraft(run: Run, owner: string, { target, ...rest }: KeptDraft): Promise<string> {
  const id = newId();
  await run({ name: 'keep-draft', text: KEEP, values: [id, owner, target, JSON.stringify(rest), utc(Date.now())] });
  return id;
}

/** A draft of this person's that is not older than a day. */
export async function readDraft(run: Run, owner: string, id: string): Promise<KeptDraft | undefined> {
  const [row] = await run({ name: 'read-draft', text: READ, values: [id, owner, utc(Date.now() - DRAFT_MS)] });
  if (!row) return undefined;
  const { target, values } = rowSchema.parse(row);
  return { target, ...values };
}
