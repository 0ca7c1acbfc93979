/** Slack's limits, each with where the number comes from. Lengths are in characters, times in ms. */

/** Blocks in one message (docs.slack.dev, Block Kit). */
export const MESSAGE_BLOCKS = 50;
/** Words of a section (docs.slack.dev, section block). */
export const SECTION_TEXT = 3000;
/** Words of a header (docs.slack.dev, header block). */
export const HEADER_TEXT = 150;
/** Words of a text object in a context block (docs.slack.dev, text object: 3,000). */
export const CONTEXT_TEXT = 3000;
/** Words of one rich text block. Slack publishes none; a section's limit is always safe. */
export const RICH_TEXT = 3000;
/** All words of one message. Slack answers msg_blocks_too_long at a length it does not publish; markdown blocks may hold 12,000. */
export const MESSAGE_TEXT = 12_000;
/** The text beside the blocks, for notifications and screen readers (docs.slack.dev: best under 4,000; ephemeral ones must be). */
export const FALLBACK_TEXT = 3000;
/** Pieces in one rich text section. Slack publishes none; the library's own composer stays below this. */
export const RICH_TEXT_PIECES = 500;

/** A link's address (docs.slack.dev, block elements: 3,000). */
export const LINK = 3000;
/** A button's words (docs.slack.dev, button element). */
export const BUTTON_TEXT = 75;
/** A button's value (docs.slack.dev, button element). */
export const BUTTON_VALUE = 2000;
/** Elements of an actions block (docs.slack.dev, actions block). */
export const ACTIONS = 25;
/** action_id, block_id and callback_id (docs.slack.dev, block elements). */
export const ID = 255;
/** A confirmation's words (docs.slack.dev, confirmation dialog). */
export const CONFIRM_TEXT = 300;

/** An option's words (docs.slack.dev, option object). */
export const OPTION_TEXT = 75;
/** An option's value: 150 by the docs, 75 by the library's own types; the tighter one. */
export const OPTION_VALUE = 75;
/** Options of a menu, and of an answer to a suggestion (docs.slack.dev, select menu element). */
export const OPTIONS = 100;
/** Placeholder of a menu (docs.slack.dev, select menu element). */
export const PLACEHOLDER = 150;
/** Radio buttons in a group are at most 10; more than four push the rest of a form off a phone. */
export const RADIO_OPTIONS = 4;

/** A modal's title and the words of its buttons (docs.slack.dev, modal views). */
export const MODAL_TITLE = 24;
/** An input's label and hint (docs.slack.dev, input block). */
export const LABEL = 2000;
/** Words of a plain text input (docs.slack.dev, plain-text input element). */
export const INPUT_TEXT = 3000;
/** A message beside a field. Slack publishes none; longer ones are hard to read on a phone. */
export const FIELD_PROBLEM = 300;
/** A file's description for people who cannot see it (docs.slack.dev, files.getUploadURLExternal). */
export const FILE_ALT = 1000;
/** Messages asked for at once when looking for one (docs.slack.dev, conversations.history: at most 999, 200 recommended). */
export const HISTORY_PAGE = 200;

/** How long a form's submission may wait for its outcome before it is acknowledged; Slack gives 3,000 (docs.slack.dev, interactivity). */
export const SUBMIT_WAIT_MS = 2000;
/** How long a command may take and still be answered with its acknowledgement; after that somebody waits, and Slack gives 3,000 in all. */
export const ANSWER_WAIT_MS = 500;
/** How long suggestions may take; Slack gives 3,000. */
export const SUGGEST_WAIT_MS = 2500;
/** How long one call of the Web API may take; the library's own default is for ever. */
export const CALL_TIMEOUT_MS = 10_000;
/** A trigger_id lives for 3,000 (docs.slack.dev, interactivity), so a form that takes longer cannot open any more. */
export const OPEN_TIMEOUT_MS = 3000;
/** Between being told to stop and hanging up, for requests that are being dealt with. */
export const STOP_WAIT_MS = 5000;
/**
 * What the outbox keeps to (docs.slack.dev, rate limits). chat.postMessage: one a second in a channel, and "several hundred a minute" in
 * a workspace, taken as a little under 300; where it is less, Slack's Retry-After says so. conversations.open is Tier 3, 50 a minute.
 */
export const PACE = [
  { per: 'destination', count: 1, ms: 1000 },
  { per: 'platform', count: 294, ms: 60_000 },
  { per: 'opening', count: 48, ms: 60_000, burst: 40 },
] as const;
