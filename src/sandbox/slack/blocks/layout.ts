import { isFields } from '../types.ts';
import { anyText, ID_MAX, mrkdwn, plain, slackFile } from './composition.ts';
import { ACCESSORIES, ACTIONS, BUTTONS, CONTEXT, CONTEXT_ACTIONS, INPUTS, image } from './elements.ts';
import { richText } from './rich-text.ts';
import type { Rule } from './rules.ts';
import { address, also, byType, flag, listOf, oneOf, shape, shaped, whole, words } from './rules.ts';

const block = (type: string, required: Record<string, Rule>, optional: Record<string, Rule> = {}) =>
  shape({ type: oneOf(type), ...required }, { block_id: words(ID_MAX), ...optional });

const section = also(
  block(
    'section',
    {},
    {
      text: anyText(3000),
      fields: listOf(anyText(2000), 1, 10),
      accessory: byType(ACCESSORIES),
      expand: flag,
    },
  ),
  (value, say) => {
    if (value.text === undefined && value.fields === undefined) say('must define either `text` or `fields`');
  },
);
const imageBlock = also(
  block('image', { alt_text: words(2000, 0) }, { image_url: address, slack_file: slackFile, title: plain(2000) }),
  (value, say) => {
    if ((value.image_url === undefined) === (value.slack_file === undefined))
      say('must define either `image_url` or `slack_file`');
  },
);
const input = block(
  'input',
  { label: plain(2000), element: byType(INPUTS) },
  { hint: plain(2000), optional: flag, dispatch_action: flag },
);
const cell = byType({
  raw_text: shape({ type: oneOf('raw_text'), text: words(10_000) }),
  raw_number: shape({ type: oneOf('raw_number'), value: whole(-1e15, 1e15), text: words(100) }),
  rich_text: richText,
});
const table = also(
  block(
    'table',
    { rows: listOf(listOf(cell, 1, 20), 1, 100) },
    {
      column_settings: listOf(shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: flag }), 0, 20),
    },
  ),
  (value, say) => {
    const characters = JSON.stringify(value.rows ?? '').matchAll(/"text":"((?:[^"\\]|\\.)*)"/g);
    const total = [...characters].reduce((sum, match) => sum + (match[1]?.length ?? 0), 0);
    if (total > 10_000) say('must be less than 10001 characters in all cells together', '/rows');
  },
);
const card = also(
  block(
    'card',
    {},
    {
      hero_image: image,
      icon: image,
      title: mrkdwn(150),
      subtitle: mrkdwn(150),
      body: mrkdwn(200),
      actions: listOf(byType({ button: BUTTONS.button ?? flag }), 1, 5),
    },
  ),
  (value, say) => {
    if (!['hero_image', 'title', 'actions', 'body'].some((key) => value[key] !== undefined))
      say('must define hero_image, title, actions or body');
  },
);
const video = block(
  'video',
  { video_url: address, thumbnail_url: address, alt_text: words(2000), title: plain(200) },
  { title_url: address, author_name: words(50), provider_name: words(100), provider_icon_url: address, description: plain(200) },
);

/** Blocks that may stand in a message, a modal and the App Home. */
const EVERYWHERE: Record<string, Rule> = {
  section,
  header: block('header', { text: plain(150) }),
  divider: block('divider', {}),
  context: block('context', { elements: listOf(byType(CONTEXT), 1, 10) }),
  actions: block('actions', { elements: listOf(byType(ACTIONS), 1, 25) }),
  image: imageBlock,
  rich_text: richText,
  input,
  video,
};

export const MESSAGE_BLOCKS: Record<string, Rule> = {
  ...EVERYWHERE,
  markdown: block('markdown', { text: words(12_000) }),
  table,
  context_actions: block('context_actions', { elements: listOf(byType(CONTEXT_ACTIONS), 1, 5) }),
  alert: block('alert', { text: anyText(3000) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') }),
  card,
  carousel: block('carousel', { elements: listOf(card, 1, 10) }),
};
export const VIEW_BLOCKS: Record<string, Rule> = { ...EVERYWHERE, alert: MESSAGE_BLOCKS.alert ?? flag };

const common = {
  blocks: listOf(byType(VIEW_BLOCKS), 1, 100),
  private_metadata: words(3000, 0),
  callback_id: words(ID_MAX, 0),
  external_id: words(ID_MAX, 0),
};
const { blocks, ...freeOfBlocks } = common;

export const MODAL: Rule = also(
  shape(
    { type: oneOf('modal'), title: plain(24), blocks },
    { ...freeOfBlocks, submit: plain(24), close: plain(24), clear_on_close: flag, notify_on_close: flag, submit_disabled: flag },
  ),
  (value, say) => {
    const asks = Array.isArray(value.blocks) && value.blocks.some((item) => isFields(item) && item.type === 'input');
    if (asks && value.submit === undefined) say('missing required field: submit (the view has input blocks)');
  },
);
export const HOME: Rule = shape({ type: oneOf('home'), blocks }, freeOfBlocks);
/** event_type of message metadata. */
export const EVENT_TYPE: Rule = shaped(/^[\w.:-]{1,255}$/, 'must be a name of letters, digits, "_", ".", ":" or "-"');
