/**
 * What both sandbox servers (the local Slack and the local Discord) offer beside their wire protocol: the *person's* side.
 * The page and the tests drive either app through this one contract, so a test written once runs on both.
 * Nothing here is seen by the bot: the bot only ever speaks the real wire protocols.
 */

/** A person with an account in one workspace or server. Ids look like the platform's own (U…, snowflakes). */
export interface CastPerson {
  id: string;
  name: string;
  /** Workspace administrator, or a Discord member with Manage Server. */
  admin?: boolean;
  /** Refuses direct messages from the bot (Discord 50007). */
  closedToDirectMessages?: boolean;
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

/** A piece of shown text, after the app's own markup (mrkdwn, Discord Markdown) was read. */
export interface RichSpan {
  text: string;
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
  /** Where a link goes. */
  link?: string;
  /** A mention that really reaches somebody: set only if the platform would notify them. */
  pings?: { kind: 'person' | 'channel' | 'everyone' | 'role'; id?: string };
  /** A mention that is shown as one (name highlighted), whether or not it notifies. */
  mention?: boolean;
}
export type RichText = RichSpan[];

/** Something on a message that can be pressed or chosen from. */
export type ShownControl =
  | {
      type: 'button';
      id: string;
      label: string;
      style: 'plain' | 'primary' | 'danger' | 'link';
      url?: string;
      disabled?: boolean;
      confirm?: { title: string; text: string; yes: string; no: string };
    }
  | {
      type: 'select';
      id: string;
      placeholder: string;
      options: { label: string; value: string; description?: string }[];
      min: number;
      max: number;
      chosen: string[];
    };

/** One block of a message as a person sees it. */
export type ShownBlock =
  | { type: 'heading'; text: RichText }
  | { type: 'text'; text: RichText; small?: boolean; quote?: boolean; beside?: ShownControl }
  | { type: 'divider' }
  | { type: 'controls'; controls: ShownControl[] }
  | { type: 'image'; url: string; alt: string }
  | { type: 'file'; url: string; name: string; bytes: number };

/** A message as one person sees it. */
export interface ShownMessage {
  id: string;
  channelId: string;
  author: { id: string; name: string; bot: boolean };
  /** ISO time by the sandbox clock. */
  at: string;
  /** Only this person can see it (ephemeral). */
  onlyYou: boolean;
  edited: boolean;
  /** The app is still working on it (Discord: "… is thinking"). */
  pending: boolean;
  blocks: ShownBlock[];
  /** All the words in it, newline separated: what a test looks for. */
  text: string;
  /** The payload as the bot sent it. */
  raw: unknown;
}

/** A choice offered while typing, or in a select inside a form. */
export interface ShownChoice {
  label: string;
  value: string;
  description?: string;
}

/** One field of an open form (modal). */
export interface ShownField {
  /** What `submit` calls it. */
  id: string;
  label: string;
  hint?: string;
  type:
    | 'text'
    | 'longText'
    | 'select'
    | 'multiSelect'
    | 'suggest'
    | 'person'
    | 'channel'
    | 'date'
    | 'number'
    | 'radio'
    | 'checkboxes';
  required: boolean;
  value: string[];
  choices?: ShownChoice[];
  minLength?: number;
  maxLength?: number;
  placeholder?: string;
  /** The app's message beside the field after a refused submission. */
  error?: string;
}

/** The form (modal) open on a person's screen. */
export interface ShownForm {
  id: string;
  title: string;
  submitLabel: string;
  /** Text blocks between or above the fields. */
  text: RichText[];
  fields: ShownField[];
}

/** An option of a command, as the composer completes it (Discord); Slack commands have none, only a usage hint. */
export interface ShownOption {
  name: string;
  about: string;
  required: boolean;
  type: 'text' | 'number' | 'yesno' | 'person' | 'channel';
  choices?: ShownChoice[];
  /** The app is asked for suggestions while typing. */
  suggests?: boolean;
}

/** A command as the composer offers it; `path` is "/snippet share" on Discord, "/snippet" on Slack. */
export interface ShownCommand {
  path: string;
  about: string;
  /** Slack: the usage hint shown behind the command. */
  usage?: string;
  options: ShownOption[];
}

/** A channel, or the direct messages with the bot, in a person's list. */
export interface ShownChannel {
  id: string;
  name: string;
  kind: 'channel' | 'direct';
  unread: number;
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
  /** Send the open form; fields not given keep their value. Rejects where the real client would not send (too long, required). */
  submit(values: Record<string, string | string[]>): Promise<void>;
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
