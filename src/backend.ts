import { z } from 'zod';
import { type App, createApp } from './app.ts';
import type { Backend } from './chat/backend.ts';
import { newId } from './database/id.ts';
import type { Db, Tx } from './database/open.ts';
import { runner, transaction } from './database/transaction.ts';
import { lookups } from './lookups.ts';
import { accountsIn } from './members/store.ts';
import { welcome } from './members/visitor.ts';

/** Drafts stay for a day (design: what somebody typed is never lost, and never kept for long). */
const DRAFT_MS = 24 * 60 * 60 * 1000;

const keptSchema = z.object({
  state: z.array(z.string()),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

/** What the conversation needs of the bot: transactions that claim, drafts, names. `now` is business time. */
export function createBackend(db: Db, now: () => Date): Backend<App> {
  // A draft kept by a handler is written in its transaction: the transaction an App was made over, by App.
  const transactions = new WeakMap<App, Tx>();
  const appOver = (tx: Tx) => {
    const app = createApp(tx);
    transactions.set(app, tx);
    return app;
  };
  const over = (app: App | undefined): Tx => (app && transactions.get(app)) ?? db;
  return {
    lookups,
    now,
    once: (claims, caller, work) =>
      transaction(db, async (tx, run) => {
        const { made, visitor } = await welcome(run, caller, claims, new Date());
        const claimed = claims.find((claim) => !made.includes(claim));
        // Claims made beside one that was made before change nothing: this request is over.
        if (claimed !== undefined) return { claimed };
        return work(appOver(tx), visitor);
      }),
    look: async (caller, work) => work(appOver(db), (await welcome(runner(db), caller, [], new Date())).visitor),
    people: (memberIds, caller) =>
      caller.communityExternalId === undefined
        ? Promise.resolve({})
        : accountsIn(db, caller.platform, caller.communityExternalId, memberIds),
    drafts: {
      async keep(owner, draft, app) {
        const id = newId();
        const { target, state, values } = draft;
        await over(app).draft.create({ data: { id, owner, target, values: { state, values }, keptAt: new Date() } });
        return id;
      },
      async read(owner, id, app) {
        const row = await over(app).draft.findUnique({ where: { id } });
        if (!row || row.owner !== owner || Date.now() - row.keptAt.getTime() > DRAFT_MS) return undefined;
        const kept = keptSchema.parse(row.values);
        return { target: row.target, ...kept };
      },
    },
  };
}
