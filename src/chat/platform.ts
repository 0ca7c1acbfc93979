import type { Command } from './command.ts';
import type { Choice } from './field.ts';
import type { FormAbilities } from './plan.ts';
import type { Form, Outcome, Plan, Request, SuggestRequest } from './request.ts';
import type { View } from './view.ts';

/**
 * What an adapter is given: the whole conversation, App forgotten. In this order, for every request: `plan` (at once), then do what it
 * says (open the form, or defer), then `perform` and show its outcome.
 */
export interface Conversation {
  commands: readonly Command<unknown>[];
  plan(request: Request, abilities: FormAbilities): Plan;
  /** The form to open after 'fill', or a View (with a button that opens it) when reading took over a second or nothing is there. Never throws. */
  fill(request: Request, abilities: FormAbilities): Promise<{ form: Form } | { view: View; people: Record<string, string> }>;
  /** Runs it. Never throws: a bug is a View with a reference. `meanwhile` is called, once at most, when the answer takes long. */
  perform(request: Request, abilities: FormAbilities, meanwhile?: (view: View) => void): Promise<Outcome>;
  /** Suggestions while typing. Never throws; empty when there are none. */
  suggest(request: SuggestRequest, limit: number): Promise<readonly Choice[]>;
}

/** Where a message that leaves by itself goes. */
export type Destination =
  | { kind: 'person'; communityExternalId: string; userId: string /** Opened before and kept. */; directChannelId?: string }
  | { kind: 'channel'; communityExternalId: string; channelId: string };

/** How sending went. */
export type Posted =
  | { state: 'sent'; externalId: string; directChannelId?: string }
  | Later
  /** It may have arrived: look before sending again. */
  | { state: 'unknown'; reason: string; directChannelId?: string }
  /** This person or channel cannot be reached, in plain words for a coordinator. */
  | { state: 'undeliverable'; reason: string }
  /** The platform refuses the message itself: a bug of ours, kept for looking at. */
  | { state: 'refused'; reason: string };

/** Nothing was sent; try again after so many ms (rate limits, the platform is down). `slower`: what it was too much of. */
export interface Later {
  state: 'later';
  afterMs: number;
  reason: string;
  slower?: Pace['per'];
}

/**
 * At most so many in so many ms, spaced evenly: messages to one person or channel, messages in all, or direct messages that are opened
 * with somebody for the first time.
 */
export interface Pace {
  per: 'destination' | 'platform' | 'opening';
  count: number;
  ms: number;
  /** So many may leave at once after a quiet time, as the platform's own bucket allows; default one. */
  burst?: number;
}

/** One chat platform, as main and the outbox see it. */
export interface Platform {
  name: string;
  /** Nobody is written to privately unless they asked for it by their own click (Discord's rule, platforms.md 0.7). */
  directNeedsConsent: boolean;
  /** How fast the outbox may send here without meeting the platform's limits. */
  pace: readonly Pace[];
  /** Connects, publishes the commands if they changed, and begins to listen. Keeps trying by itself when the platform is down. */
  start(conversation: Conversation): Promise<void>;
  /** Stops listening, waits for what is being dealt with (a few seconds at most), disconnects. */
  stop(): Promise<void>;
  /** Are commands being served now, by this process or, where only one may hold the connection, by another? Then it can send. */
  ready(): boolean;
  /** Does another process hold the connection that only one may have? This one takes over when that one dies. */
  standby?(): boolean;
  /** Sends a message of the outbox, once. `key`: the delivery's, at most 25 characters, for recognising it later. `people`: user ids by member id. */
  post(to: Destination, view: View, people: Readonly<Record<string, string>>, key: string): Promise<Posted>;
  /**
   * Is the message with that key already there? Looks at messages since `since` (ms). Undefined: not there. 'later': it may look again
   * then (rate limits). Throws when it cannot look.
   */
  find(to: Destination, key: string, since: number): Promise<string | Later | undefined>;
}

/** What an adapter is built with. */
export interface PlatformDependencies {
  log: Log;
  /** Small facts kept over a restart (which commands were published last). */
  remembered: { get(key: string): Promise<string | undefined>; set(key: string, value: string): Promise<void> };
  /** What one process at a time may have, by name; absent when there can be no other process. */
  lease?(name: string): { take(ms: number): Promise<boolean>; release(): Promise<void> };
}

/** Logging, as pino does it: static messages, details beside them; never a message body. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
  debug(details: object, message: string): void;
}
