/**
 * What both sandbox servers (the local Slack and the local Discord) offer beside their wire protocol: the *person's* side.
 * The page and the tests drive either app through this one contract, so a test written once runs on both.
 * Nothing here is seen by the bot: the bot only ever speaks the real wire protocols.
 */
import type { ShownChannel, ShownChoice, ShownCommand, ShownForm, ShownMessage } from './shown.ts';

export type {
  RichSpan,
  RichText,
  ShownBlock,
  ShownChannel,
  ShownChoice,
  ShownCommand,
  ShownControl,
  ShownField,
  ShownForm,
  ShownMessage,
  ShownOption,
} from './shown.ts';

/** A person with an account in one workspace or server. Ids look like the platform's own (U…, snowflakes). */
export interface CastPerson {
  id: string;
  name: string;
  /** Workspace administrator, or a Discord member with Manage Server. */
  admin?: boolean;
  /** Refuses direct messages from the bot (Discord 50007). */
  closedToDirectMessages?: boolean;
  /** Has used the bot before the sandbox began: a direct message to them is not a cold one. */
  knowsBot?: boolean;
}

/** A channel everybody in the community is in. */
export interface CastChannel {
  id: string;
  name: string;
}

/** One Slack workspace or one Discord server. */
export interface CastCommunity {
  id: string;
  name: string;
  people: CastPerson[];
  channels: CastChannel[];
}

/** Misbehaviour on demand, for tests; all off by default. A count is used up one by one. */
export interface Faults {
  /** The next n messages are stored, and then the connection is cut before the answer. */
  loseAnswers: number;
  /** The next n API calls are answered 500 and do nothing. */
  fail: number;
  /** The next n API calls are never answered. */
  hang: number;
  /** The next n requests to the bot are delivered twice, with the same id. */
  duplicate: number;
}

/** How a sandbox server is started. */
export interface SandboxOptions {
  cast: CastCommunity[];
  /** 0 (the default) picks a free port; it always listens on 127.0.0.1. */
  port?: number;
  /** Messages, ids and registered commands are kept here over a restart; absent: in memory only. */
  stateFile?: string;
  /** The clock messages are stamped with, in ms (the page can move it forward). Deadlines use real time. Default Date.now. */
  now?: () => number;
  /** Enforce the documented rate limits with 429 and Retry-After. Default true. */
  rateLimits?: boolean;
}

/** One call the bot made to the API, for tests. Tokens are never in it. */
export interface RecordedCall {
  method: string;
  path: string;
  body: unknown;
  status: number;
  at: number;
}

/** A file a person chooses from their own disk. */
export interface PickedFile {
  name: string;
  base64: string;
}

/** One person's chat app: what they see and what they do. Every act resolves when the app has settled (answered or given up). */
export interface PersonClient {
  readonly person: CastPerson;
  readonly community: { id: string; name: string };
  channels(): ShownChannel[];
  /** Oldest first; ephemeral ones of other people are not in it. */
  messages(channelId: string): ShownMessage[];
  commands(): ShownCommand[];
  /**
   * Type into the composer and press Enter. Text that starts with a known command runs it. Slack sends the words as they are;
   * Discord reads "/snippet find words:exit tickets topic:retrieval-practice" into typed options (a value runs up to the next
   * option name; a missing required option or unknown option is refused by the client as the real one does: rejects with the reason).
   */
  type(channelId: string, text: string): Promise<void>;
  /** Discord: what the app suggests for the option being typed. Slack's composer has none: resolves to []. */
  suggestOption(channelId: string, text: string, option: string, typed: string): Promise<ShownChoice[]>;
  /** Press a button, or choose in a select (give the values). */
  press(messageId: string, controlId: string, values?: string[]): Promise<void>;
  /** The form open on this person's screen, if any. */
  form(): ShownForm | undefined;
  /** Type into a suggesting field of the open form. */
  suggestField(fieldId: string, typed: string): Promise<ShownChoice[]>;
  /** Send the open form; fields not given keep their value, `files` are chosen for its file fields. Rejects where the real client would not send (too long, required). */
  submit(values: Record<string, string | string[]>, files?: Readonly<Record<string, PickedFile>>): Promise<void>;
  /** Close the open form without sending. */
  dismiss(): void;
  /** What the app itself told the person last (not the bot): "/x failed with the error "dispatch_failed"", "The application did not respond". */
  notice(): string | undefined;
  /** Told after anything this person sees has changed. Returns how to stop listening. */
  onChange(listener: () => void): () => void;
}

/** A running sandbox server. */
export interface Sandbox {
  readonly name: 'slack' | 'discord';
  /** What SLACK_API_URL or DISCORD_API_URL must be set to. */
  readonly apiUrl: string;
  /** What the bot needs to connect, by environment variable name (SLACK_BOT_TOKEN, DISCORD_TOKEN, …). */
  readonly environment: Record<string, string>;
  readonly communities: CastCommunity[];
  /** One person's app. The same object each time. */
  as(personId: string): PersonClient;
  faults: Faults;
  /** Calls the bot made, newest last (the last 10,000). */
  calls(): RecordedCall[];
  /** How many bot connections (websockets) are open now. */
  connections(): number;
  /** Cut every bot connection, as a bad network would. */
  dropConnections(): void;
  /** Ask the bot to reconnect, as the platform does every few hours. */
  refreshConnections(): void;
  close(): Promise<void>;
}
