import type { App } from '../app.ts';

/**
 * Something for the whole bot, once a night. It runs in no transaction (it may take long, and VACUUM refuses one), so every part of it
 * must be fit to be done again: one that broke off begins anew the next night.
 */
export interface Chore {
  name: string;
  /** Does it, and says in a few words what was done. */
  run(app: App, now: Date): Promise<string>;
}
