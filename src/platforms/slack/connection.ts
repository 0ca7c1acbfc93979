import type { Receiver } from '@slack/bolt';

/** How Slack's requests arrive: over the bot's own sockets, or over signed HTTP. */
export interface Connection {
  /** What Bolt listens to. */
  receiver: Receiver;
  /** Opens it, and keeps it open from then on. Resolves when the first attempt was made, whatever came of it. */
  open(): Promise<void>;
  /** Do requests arrive now? */
  ready(): boolean;
  /** Closes it for good. */
  close(): Promise<void>;
}
