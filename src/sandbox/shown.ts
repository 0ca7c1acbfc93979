/** What a person sees in either chat app, in one shape: messages, controls, forms, commands, channels. */

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
    | 'checkboxes'
    | 'file';
  required: boolean;
  value: string[];
  choices?: ShownChoice[];
  minLength?: number;
  maxLength?: number;
  placeholder?: string;
  /** Of a file: how its name may end, without the dot; absent: any way. */
  endings?: string[];
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
