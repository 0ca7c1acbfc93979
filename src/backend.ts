import { type App, createApp } from './app.ts';
import type { Backend } from './chat/backend.ts';
import type { Db, Tx } from './database/open.ts';
import { forReading, type Run, runner, transaction } from './database/transaction.ts';
import { keepDraft, readDraft } from './drafts.ts';
import { lookups } from './lookups.ts';
import { accountsIn } from './members/store.ts';
import { recognise, welcome } from './members/visitor.ts';

/** What the conversation needs of the bot: transactions that claim, drafts, names. `now` is business time. */
export function createBackend(db: Db, now: () => Date): Backend<App> {
  // A draft kept by a handler is written in its transaction: the transaction an App was made over, by App.
  const runs = new WeakMap<App, Run>();
  const appOver = (tx: Tx, run: Run) => {
    const app = createApp(tx);
    runs.set(app, run);
    return app;
  };
  const outside = runner(db);
  const reading = forReading(db);
  const look = runner(reading);
  const over = (app: App | undefined): Run => (app && runs.get(app)) ?? outside;
  return {
    lookups,
    now,
    once: (claims, caller, work) =>
      transaction(db, async (tx, run) => {
        const { made, visitor } = await welcome(run, caller, claims, new Date());
        const claimed = claims.find((claim) => !made.includes(claim));
        // Claims made beside one that was made before change nothing: this request is over.
        if (claimed !== undefined) return { claimed };
        return work(appOver(tx, run), visitor);
      }),
    look: async (caller, work) => work(appOver(reading, look), await recognise(look, caller)),
    people: (memberIds, caller) =>
      caller.communityExternalId === undefined
        ? Promise.resolve({})
        : accountsIn(db, caller.platform, caller.communityExternalId, memberIds),
    drafts: {
      keep: (owner, draft, app) => keepDraft(over(app), owner, draft),
      read: (owner, id, app) => readDraft(over(app), owner, id),
    },
  };
}
