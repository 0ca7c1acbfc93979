/** The parts of Discord's wire format that the sandbox reads and writes; names and numbers are the platform's own. */

export type Id = string;

export interface User {
  id: Id;
  username: string;
  global_name: string | null;
  discriminator: string;
  avatar: string | null;
  bot?: boolean;
  public_flags: number;
  flags: number;
  primary_guild: null;
}

export interface Emoji {
  id?: Id | null;
  name?: string | null;
  animated?: boolean;
}

export interface SelectOption {
  label: string;
  value: string;
  description?: string | null;
  emoji?: Emoji;
  default?: boolean;
}

export interface MediaItem {
  id?: Id;
  url: string;
  proxy_url?: string;
  width?: number | null;
  height?: number | null;
  content_type?: string | null;
  attachment_id?: Id;
}

export interface GalleryItem {
  media: MediaItem;
  description?: string | null;
  spoiler?: boolean;
}

/** Any component, in a message or in a modal: `type` says which of the other properties it has. */
export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  style?: number;
  label?: string | null;
  url?: string;
  disabled?: boolean;
  emoji?: Emoji;
  components?: Component[];
  component?: Component;
  accessory?: Component;
  options?: SelectOption[];
  placeholder?: string;
  min_values?: number;
  max_values?: number;
  required?: boolean;
  default_values?: { id: Id; type: string }[];
  channel_types?: number[];
  content?: string;
  media?: MediaItem;
  items?: GalleryItem[];
  file?: MediaItem;
  name?: string;
  size?: number;
  description?: string | null;
  spoiler?: boolean;
  divider?: boolean;
  spacing?: number;
  accent_color?: number | null;
  value?: string;
  min_length?: number;
  max_length?: number;
  default?: boolean;
}

/** Component types. */
export const Kind = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

export interface EmbedMedia {
  url: string;
}

export interface Embed {
  type?: string;
  title?: string;
  description?: string;
  url?: string;
  timestamp?: string;
  color?: number;
  footer?: { text: string; icon_url?: string };
  image?: EmbedMedia;
  thumbnail?: EmbedMedia;
  author?: { name: string; url?: string; icon_url?: string };
  fields?: { name: string; value: string; inline?: boolean }[];
}

export interface Attachment {
  id: Id;
  filename: string;
  title?: string;
  description?: string;
  size: number;
  url: string;
  proxy_url: string;
  content_type?: string;
  width?: number;
  height?: number;
  ephemeral?: boolean;
}

export interface InteractionMetadata {
  id: Id;
  type: number;
  user: User;
  authorizing_integration_owners: Record<string, Id>;
  original_response_message_id?: Id;
  interacted_message_id?: Id;
  triggering_interaction_metadata?: InteractionMetadata;
}

export interface Message {
  id: Id;
  channel_id: Id;
  author: User;
  content: string;
  timestamp: string;
  edited_timestamp: string | null;
  tts: boolean;
  mention_everyone: boolean;
  mentions: User[];
  mention_roles: Id[];
  attachments: Attachment[];
  embeds: Embed[];
  components: Component[];
  pinned: boolean;
  type: number;
  flags: number;
  nonce?: string | number;
  webhook_id?: Id;
  application_id?: Id;
  message_reference?: { type: number; message_id: Id; channel_id: Id; guild_id?: Id };
  referenced_message?: Message | null;
  interaction_metadata?: InteractionMetadata;
  interaction?: { id: Id; type: number; name: string; user: User };
}

/** Bits of `message.flags`. */
export const Flag = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  silent: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export interface CommandChoice {
  name: string;
  value: string | number;
}

export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  choices?: CommandChoice[];
  options?: CommandOption[];
  channel_types?: number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  autocomplete?: boolean;
}

/** Command option types. */
export const OptionKind = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export interface Command {
  id: Id;
  application_id: Id;
  guild_id?: Id;
  version: Id;
  type: number;
  name: string;
  description: string;
  options?: CommandOption[];
  default_member_permissions: string | null;
  contexts: number[] | null;
  integration_types: number[];
  nsfw: boolean;
}

/** What a bot may say about pings; absent means the platform's default. */
export interface AllowedMentions {
  parse?: string[];
  users?: Id[];
  roles?: Id[];
  replied_user?: boolean;
}

/** Interaction types. */
export const Ask = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/** Interaction response types. */
export const Answer = { message: 4, deferMessage: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;
