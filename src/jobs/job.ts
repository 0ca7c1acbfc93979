import type { App } from '../app.ts';
import type { HomeNetwork } from '../chat/who.ts';

/** Something that happens by the clock, for every network. It never sends: it writes rows, in the transaction of its claim. */
export interface Job {
  name: string;
  /** After downtime the newest missed run is made up for, if it was planned no longer ago than this. */
  catchUpMs: number;
  /** The instants it is planned for after `from`, up to and including `to`. */
  planned(app: App, network: HomeNetwork, from: Date, to: Date): Promise<readonly Date[]>;
  /** Does it, and says in a few words what was done. */
  run(app: App, network: HomeNetwork, plannedFor: Date, now: Date): Promise<string>;
}
