import type { Rule } from './rules.ts';
import { address, also, byType, flag, listOf, oneOf, shape, words } from './rules.ts';

/** Limits of platforms.md 1.4. */
export const ID_MAX = 255;
const OPTION_TEXT_MAX = 75;
const OPTION_VALUE_MAX = 150;
const OPTIONS_MAX = 100;

/** A plain_text object. */
export function plain(max: number): Rule {
  return shape({ type: oneOf('plain_text'), text: words(max) }, { emoji: flag });
}

/** A plain_text or mrkdwn object. */
export function anyText(max: number): Rule {
  return byType({
    plain_text: plain(max),
    mrkdwn: shape({ type: oneOf('mrkdwn'), text: words(max) }, { verbatim: flag }),
  });
}

/** A mrkdwn object only. */
export function mrkdwn(max: number): Rule {
  return shape({ type: oneOf('mrkdwn'), text: words(max) }, { verbatim: flag });
}

export const confirm: Rule = shape(
  { text: anyText(300) },
  { title: plain(100), confirm: plain(30), deny: plain(30), style: oneOf('primary', 'danger') },
);

/** An option of a menu: plain text. */
export const option: Rule = shape(
  { text: plain(OPTION_TEXT_MAX), value: words(OPTION_VALUE_MAX) },
  { description: plain(OPTION_TEXT_MAX) },
);

/** An option of radio buttons and checkboxes: mrkdwn is allowed. */
export const markedOption: Rule = shape(
  { text: anyText(OPTION_TEXT_MAX), value: words(OPTION_VALUE_MAX) },
  { description: anyText(OPTION_TEXT_MAX) },
);

export const overflowOption: Rule = shape(
  { text: plain(OPTION_TEXT_MAX), value: words(OPTION_VALUE_MAX) },
  { description: plain(OPTION_TEXT_MAX), url: address },
);

export const options: Rule = listOf(option, 1, OPTIONS_MAX);
export const optionGroups: Rule = listOf(shape({ label: plain(75), options: listOf(option, 1, OPTIONS_MAX) }), 1, 100);

export const filter: Rule = also(
  shape(
    {},
    {
      include: listOf(oneOf('im', 'mpim', 'private', 'public'), 1, 4),
      exclude_external_shared_channels: flag,
      exclude_bot_users: flag,
    },
  ),
  (value, say) => {
    if (Object.keys(value).length === 0) say('must provide at least one filter');
  },
);

export const dispatchConfig: Rule = shape(
  {},
  { trigger_actions_on: listOf(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2) },
);

export const slackFile: Rule = also(shape({}, { id: words(255), url: words(3000) }), (value, say) => {
  if ((value.id === undefined) === (value.url === undefined)) say('must define either `id` or `url`');
});

/** What options an app answers to block_suggestion. */
export const suggestions: Rule = also(
  shape(
    {},
    {
      options: listOf(option, 0, OPTIONS_MAX),
      option_groups: listOf(shape({ label: plain(75), options: listOf(option, 0, OPTIONS_MAX) }), 0, 100),
    },
  ),
  (value, say) => {
    if ((value.options === undefined) === (value.option_groups === undefined))
      say('must define either `options` or `option_groups`');
  },
);
