/** Discord's limits, each with where the number comes from. Lengths are in characters, times in ms. */

/** Components of one message, nested ones counted (docs.discord.com, component reference). */
export const MESSAGE_COMPONENTS = 40;
/** All words of one message together, markup included (docs.discord.com, component reference). */
export const MESSAGE_TEXT = 4000;
/** Buttons in a row (docs.discord.com, action row). */
export const ROW_BUTTONS = 5;
/** A button's words (docs.discord.com, button). */
export const BUTTON_TEXT = 80;
/** custom_id of anything that can be pressed or sent (docs.discord.com, component reference). */
export const CUSTOM_ID = 100;
/** Options of a menu (docs.discord.com, string select). */
export const OPTIONS = 25;
/** An option's words and value (docs.discord.com, select option). */
export const OPTION_TEXT = 100;
/** A menu's placeholder (docs.discord.com, string select). */
export const PLACEHOLDER = 150;
/** Numeric id of a component: a positive whole number of 32 bits (docs.discord.com, component reference). */
export const COMPONENT_ID = 2 ** 31 - 1;
/** Files of one message (docs.discord.com, create message: attachments). */
export const FILES = 10;
/** Bytes of one file where nobody has paid for more (docs.discord.com, uploading files: 10 MiB). */
export const FILE_BYTES = 10 * 1024 * 1024;
/** Words that describe an image (docs.discord.com, media gallery item). */
export const IMAGE_ALT = 1024;
/** Users named in allowed_mentions (docs.discord.com, allowed mentions object). */
export const MENTIONED_USERS = 100;

/** Fields of a modal (docs.discord.com, modal). */
export const MODAL_FIELDS = 5;
/** A modal's title (docs.discord.com, modal). */
export const MODAL_TITLE = 45;
/** The words above a field (docs.discord.com, label). */
export const LABEL = 45;
/** The help below a label (docs.discord.com, label). */
export const LABEL_DESCRIPTION = 100;
/** Words somebody may type into a field (docs.discord.com, text input). */
export const INPUT_TEXT = 4000;
/** Radio buttons in a group: 2 to 10 (docs.discord.com, radio group); more than five push the rest of a form off a phone. */
export const RADIO_OPTIONS = 5;

/** A command's name and a subcommand's, and what is said about them (docs.discord.com, application commands). */
export const COMMAND_ABOUT = 100;
/** Options of a subcommand (docs.discord.com, application commands). */
export const COMMAND_OPTIONS = 25;
/** What a text option may be told to accept (docs.discord.com, application command option: max_length). */
export const OPTION_MAX_LENGTH = 6000;
/** A looked-up option's words: what autocomplete may send back (docs.discord.com, application command option choice). */
export const LOOKUP_LENGTH = 100;

/** How long suggestions may take; Discord gives 3,000 (docs.discord.com, interactions). */
export const SUGGEST_WAIT_MS = 2500;
/** How long a first answer may be under way before it is no use any more (docs.discord.com, interactions: 3,000). */
export const FIRST_ANSWER_MS = 3000;
/** How long one call may take; discord.js's own default is 15,000. */
export const CALL_TIMEOUT_MS = 10_000;
/** Calls a second over all routes; Discord allows 50, and discord.js spends a second's allowance in one burst. */
export const CALLS_PER_SECOND = 45;
/** How often the routes of interactions that are over are forgotten; discord.js's own default is an hour. */
export const ROUTES_KEPT_MS = 60_000;
/** Between being told to stop and hanging up, for requests that are being dealt with. */
export const STOP_WAIT_MS = 5000;
/** A message's nonce (docs.discord.com, create message). */
export const NONCE = 25;
/** Messages asked for at once when looking for one (docs.discord.com, get channel messages). */
export const HISTORY_PAGE = 100;
/** Calls a second over all routes that Discord allows (docs.discord.com, rate limits); answers to interactions do not count. */
export const GLOBAL_CALLS_PER_SECOND = 50;
/**
 * What the outbox keeps to. Messages to one channel: 5 in 5 s, which is what Discord's headers say. In all: with the direct messages
 * that are opened, the 50 calls a second. Opening: no number is documented, only that bots who open many are stopped; ten, and then three in two
 * seconds.
 */
export const PACE = [
  { per: 'destination', count: 5, ms: 5000 },
  { per: 'platform', count: 97, ms: 2000 },
  { per: 'opening', count: 3, ms: 2000, burst: 10 },
] as const;
