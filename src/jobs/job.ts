import type { App } from '../app.ts';
import type { HomeNetwork } from '../chat/who.ts';

/** Something that happens by the clock, for every network. It never sends: it writes rows, in the transaction of its claim. */
export interface Job {
  name: string;
  /** After downtime the newest missed run is made up for, if it was planned no longer ago than this. */
  catchUpMs: number;
  /** The instants it is planned for after `from`, up to and including `to`. */
  planned(app: App, network: HomeNetwork, from: Date, to: Date): Promise<readonly Date[]>;
  /**
   * Does it, and says in a few words what was done; or does a page of it, and says where the next one begins: each page is a
   * transaction, and after a crash any process goes on from the last.
   */
  run(app: App, network: HomeNetwork, plannedFor: Date, now: Date, page?: Page): Promise<string | { cursor: string }>;
}

/** Where a run stands; the beginning when nothing is given. */
export interface Page {
  /** What the page before gave; undefined at the beginning. */
  cursor: string | undefined;
  /** Something made once and kept from page to page by this process. */
  kept<T>(name: string, make: () => Promise<T>): Promise<T>;
}
