import type { Faults } from '../contract.ts';
import type { BotAccount, Cast } from './cast.ts';
import type { Changes } from './changes.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { ChannelAccess } from './guild-shapes.ts';
import type { Interactions } from './interactions/live.ts';
import type { Store } from './store.ts';
import type { Id } from './wire.ts';

/** What every part of the sandbox is handed. */
export interface Hub {
  cast: Cast;
  bot: BotAccount;
  store: Store;
  changes: Changes;
  gateway: Gateway;
  interactions: Interactions;
  faults: Faults;
  /** What the bot may do in single channels, where that is less than usual. */
  access: Record<Id, ChannelAccess>;
  /** Where this server is reached, without a slash at the end. */
  base: string;
  /** The sandbox clock, ms. */
  now: () => number;
  rateLimits: boolean;
  /** People who turned to the bot: by a command, a button, a form or a direct message of their own. */
  turnedToBot: Set<Id>;
  /** People the bot opened direct messages with though they never turned to it, with the real time (ms). */
  coldDirects: Map<Id, number>;
}
