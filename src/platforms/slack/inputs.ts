import type { InputBlock } from '@slack/types';
import { readField } from '../../chat/check.ts';
import { type Field, isLookup, maxLengthOf } from '../../chat/field.ts';
import type { FormField } from '../../chat/request.ts';
import { cut } from '../../chat/text.ts';
import { plainText, slackOption, slackOptions } from './controls.ts';
import { INPUT_TEXT, OPTION_VALUE, PLACEHOLDER, RADIO_OPTIONS } from './limits.ts';
import { clean, isBlank } from './words.ts';

type Element = InputBlock['element'];

/** The input for one field, with what already stands in it. A field's name is its action_id. */
export function elementFor(one: FormField): Element {
  const { field, name: action_id } = one;
  const [value = ''] = [one.value ?? []].flat();
  switch (field.kind) {
    case 'text':
    case 'longText': {
      const max_length = Math.min(maxLengthOf(field) ?? INPUT_TEXT, INPUT_TEXT);
      const initial_value = cut(clean(value), max_length);
      const multiline = field.kind === 'longText';
      return { type: 'plain_text_input', action_id, multiline, max_length, ...(initial_value !== '' && { initial_value }) };
    }
    case 'choice':
      return choiceElement(action_id, field, value);
    case 'choices':
      return choicesElement(action_id, field, [one.value ?? []].flat());
    case 'yesNo':
      return yesNoElement(action_id, value);
    case 'number': {
      const within = /^-?\d{1,15}$/.test(value) && Number(value) >= field.min && Number(value) <= field.max;
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: false,
        min_value: String(field.min),
        max_value: String(field.max),
        ...(within && { initial_value: String(Number(value)) }),
      };
    }
    case 'date': {
      const day = readField(field, value);
      return { type: 'datepicker', action_id, ...('value' in day && { initial_date: String(day.value) }) };
    }
    case 'person':
      return { type: 'users_select', action_id, ...(/^[UW][A-Z0-9]{2,24}$/.test(value) && { initial_user: value }) };
    case 'channel':
      return {
        type: 'conversations_select',
        action_id,
        filter: { include: ['public', 'private'] },
        ...(/^[CG][A-Z0-9]{2,24}$/.test(value) && { initial_conversation: value }),
      };
    case 'school':
    case 'topic':
    case 'snippet':
      return {
        type: 'external_select',
        action_id,
        min_query_length: 1,
        placeholder: plainText('Type to search', PLACEHOLDER),
        ...startingOption(one, value),
      };
    case 'file':
      return { type: 'file_input', action_id, filetypes: [...field.endings], max_files: 1 };
    default:
      return field satisfies never;
  }
}

/** Few choices are shown at once; a menu can be emptied again, radio buttons cannot. */
function choiceElement(action_id: string, field: Field & { kind: 'choice' }, value: string): Element {
  const options = slackOptions(field.choices);
  const initial_option = options.find((option) => option.value === chosenValue(field.choices, value));
  const initial = initial_option ? { initial_option } : {};
  if (options.length <= RADIO_OPTIONS && !field.optional) return { type: 'radio_buttons', action_id, options, ...initial };
  return { type: 'static_select', action_id, options, ...initial };
}

function choicesElement(action_id: string, field: Field & { kind: 'choices' }, values: readonly string[]): Element {
  const options = slackOptions(field.choices);
  const chosen = values.map((value) => chosenValue(field.choices, value));
  const initial_options = options.filter((option) => chosen.includes(option.value));
  return {
    type: 'multi_static_select',
    action_id,
    options,
    max_selected_items: Math.max(1, Math.min(field.max ?? options.length, options.length)),
    ...(initial_options.length > 0 && { initial_options }),
  };
}

function yesNoElement(action_id: string, value: string): Element {
  const options = slackOptions([
    { label: 'Yes', value: 'yes' },
    { label: 'No', value: 'no' },
  ]);
  const initial_option = options.find((option) => option.value === value.toLowerCase());
  return { type: 'radio_buttons', action_id, options, ...(initial_option && { initial_option }) };
}

/** What was typed stays in the field even before it was found: sending the form looks it up. */
function startingOption(one: FormField, value: string): { initial_option?: ReturnType<typeof slackOption> } {
  const words = clean(value);
  if (!isLookup(one.field) || isBlank(words)) return {};
  return { initial_option: slackOption({ label: one.valueLabel ?? words, value: words.slice(0, OPTION_VALUE) }) };
}

function chosenValue(choices: readonly { value: string; label: string }[], typed: string): string | undefined {
  const wanted = typed.trim().toLowerCase();
  return choices.find((one) => one.value.toLowerCase() === wanted || one.label.toLowerCase() === wanted)?.value;
}
