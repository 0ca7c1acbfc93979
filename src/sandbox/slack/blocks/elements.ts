import type { Fields } from '../types.ts';
import { fieldsList, isFields } from '../types.ts';
import {
  anyText,
  confirm,
  dispatchConfig,
  filter,
  ID_MAX,
  markedOption,
  option,
  optionGroups,
  options,
  overflowOption,
  plain,
  slackFile,
} from './composition.ts';
import { richText } from './rich-text.ts';
import type { Rule } from './rules.ts';
import { address, also, flag, listOf, oneOf, shape, shaped, whole, words } from './rules.ts';

const INPUT_MAX = 3000;
const actionId = { action_id: words(ID_MAX) };
const menu = { ...actionId, confirm, placeholder: plain(150), focus_on_load: flag };
const several = { ...menu, max_selected_items: whole(1, 100) };
const typed = { ...actionId, placeholder: plain(150), focus_on_load: flag, dispatch_action_config: dispatchConfig };
const id = words(30);
const date = shaped(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-23');
const time = shaped(/^\d{2}:\d{2}$/, 'must be a time such as 15:45');

function element(type: string, required: Record<string, Rule>, optional: Record<string, Rule>): Rule {
  return shape({ type: oneOf(type), ...required }, optional);
}

const sameOption = (one: unknown, other: Fields) => isFields(one) && one.value === other.value;

/** Options are given once, either plainly or in groups, and what stands in the menu at first is one of them. */
function withOptions(rule: Rule): Rule {
  return also(rule, (value, say) => {
    if ((value.options === undefined) === (value.option_groups === undefined))
      say('must define either `options` or `option_groups`');
    const known = [
      ...fieldsList(value.options),
      ...fieldsList(value.option_groups).flatMap((group) => fieldsList(group.options)),
    ];
    if (isFields(value.initial_option) && !known.some((item) => sameOption(value.initial_option, item))) {
      say('initial_option must match one of the options', '/initial_option');
    }
    for (const chosen of fieldsList(value.initial_options)) {
      if (!known.some((item) => sameOption(chosen, item))) say('initial_options must match the options', '/initial_options');
    }
  });
}

const choices = { options, option_groups: optionGroups };
const marked = { options: listOf(markedOption, 1, 10) };
const button = element(
  'button',
  { text: plain(75) },
  {
    ...actionId,
    url: address,
    value: words(2000),
    style: oneOf('primary', 'danger'),
    confirm,
    accessibility_label: words(75),
  },
);
const range = also(
  element(
    'plain_text_input',
    {},
    {
      ...typed,
      initial_value: words(INPUT_MAX, 0),
      multiline: flag,
      min_length: whole(0, INPUT_MAX),
      max_length: whole(1, INPUT_MAX),
    },
  ),
  (value, say) => {
    if (typeof value.min_length === 'number' && typeof value.max_length === 'number' && value.min_length > value.max_length) {
      say('min_length must be less than or equal to max_length');
    }
    if (
      typeof value.initial_value === 'string' &&
      typeof value.max_length === 'number' &&
      value.initial_value.length > value.max_length
    ) {
      say(`must be less than ${value.max_length + 1} characters`, '/initial_value');
    }
  },
);

export const image: Rule = also(
  element('image', { alt_text: words(2000, 0) }, { image_url: address, slack_file: slackFile }),
  (value, say) => {
    if ((value.image_url === undefined) === (value.slack_file === undefined))
      say('must define either `image_url` or `slack_file`');
  },
);

/** Menus, pickers and buttons that can stand beside a section. */
export const MENUS: Record<string, Rule> = {
  static_select: withOptions(element('static_select', {}, { ...menu, ...choices, initial_option: option })),
  multi_static_select: withOptions(
    element('multi_static_select', {}, { ...several, ...choices, initial_options: listOf(option, 1, 100) }),
  ),
  external_select: element('external_select', {}, { ...menu, initial_option: option, min_query_length: whole(0, INPUT_MAX) }),
  multi_external_select: element(
    'multi_external_select',
    {},
    {
      ...several,
      initial_options: listOf(option, 1, 100),
      min_query_length: whole(0, INPUT_MAX),
    },
  ),
  users_select: element('users_select', {}, { ...menu, initial_user: id }),
  multi_users_select: element('multi_users_select', {}, { ...several, initial_users: listOf(id, 1, 100) }),
  conversations_select: element(
    'conversations_select',
    {},
    {
      ...menu,
      initial_conversation: id,
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter,
    },
  ),
  multi_conversations_select: element(
    'multi_conversations_select',
    {},
    {
      ...several,
      initial_conversations: listOf(id, 1, 100),
      default_to_current_conversation: flag,
      filter,
    },
  ),
  channels_select: element('channels_select', {}, { ...menu, initial_channel: id, response_url_enabled: flag }),
  multi_channels_select: element('multi_channels_select', {}, { ...several, initial_channels: listOf(id, 1, 100) }),
  datepicker: element('datepicker', {}, { ...menu, initial_date: date }),
  timepicker: element('timepicker', {}, { ...menu, initial_time: time, timezone: words(100) }),
  radio_buttons: withOptions(
    element('radio_buttons', marked, { ...actionId, confirm, focus_on_load: flag, initial_option: markedOption }),
  ),
  checkboxes: withOptions(
    element('checkboxes', marked, { ...actionId, confirm, focus_on_load: flag, initial_options: listOf(markedOption, 1, 10) }),
  ),
};

export const BUTTONS: Record<string, Rule> = {
  button,
  overflow: element('overflow', { options: listOf(overflowOption, 1, 5) }, { ...actionId, confirm }),
};

const dateTime = element(
  'datetimepicker',
  {},
  { ...actionId, confirm, focus_on_load: flag, initial_date_time: whole(0, 9_999_999_999) },
);

export const ACCESSORIES: Record<string, Rule> = { ...MENUS, ...BUTTONS, image };
export const ACTIONS: Record<string, Rule> = { ...MENUS, ...BUTTONS, datetimepicker: dateTime };
export const INPUTS: Record<string, Rule> = {
  ...MENUS,
  datetimepicker: dateTime,
  plain_text_input: range,
  email_text_input: element('email_text_input', {}, { ...typed, initial_value: words(INPUT_MAX, 0) }),
  url_text_input: element('url_text_input', {}, { ...typed, initial_value: words(INPUT_MAX, 0) }),
  number_input: element(
    'number_input',
    { is_decimal_allowed: flag },
    {
      ...typed,
      initial_value: words(100),
      min_value: words(100),
      max_value: words(100),
    },
  ),
  rich_text_input: element(
    'rich_text_input',
    {},
    { ...typed, initial_value: richText, min_lines: whole(1, 100), max_lines: whole(1, 100) },
  ),
  file_input: element('file_input', {}, { ...actionId, filetypes: listOf(words(20), 1, 100), max_files: whole(1, 10) }),
};

export const CONTEXT: Record<string, Rule> = { image, plain_text: anyText(3000), mrkdwn: anyText(3000) };
export const CONTEXT_ACTIONS: Record<string, Rule> = {
  icon_button: element(
    'icon_button',
    { icon: words(50), text: plain(75) },
    {
      ...actionId,
      value: words(2000),
      confirm,
      accessibility_label: words(75),
      visible_to_user_ids: listOf(id, 1, 100),
    },
  ),
  feedback_buttons: element('feedback_buttons', { positive_button: feedback(), negative_button: feedback() }, actionId),
};

function feedback(): Rule {
  return shape({ text: plain(75), value: words(2000) }, { accessibility_label: words(75) });
}
