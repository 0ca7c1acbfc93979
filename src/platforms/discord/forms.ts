import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import { type Choice, LONGEST_DAY, maxLengthOf } from '../../chat/field.ts';
import type { Form, FormField } from '../../chat/request.ts';
import { cut } from '../../chat/text.ts';
import { menuOptions } from './controls.ts';
import {
  INPUT_TEXT,
  LABEL,
  LABEL_DESCRIPTION,
  MODAL_FIELDS,
  MODAL_TITLE,
  OPTIONS,
  PLACEHOLDER,
  RADIO_OPTIONS,
} from './limits.ts';
import { plainLine } from './text.ts';

/** A form as a modal. Each field is a label with something to fill in; a long list of choices is two menus, "name" and "name~2". */

/** Behind the name of a list's second menu. */
export const SECOND = '~2';
const YES_NO: readonly Choice[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
type Input = APILabelComponent['component'];

/** The modal of a form. */
export function modalOf(form: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: form.id,
    title: plainLine(form.title, MODAL_TITLE),
    components: withNote(form, form.fields.flatMap(labelsOf).slice(0, MODAL_FIELDS)),
  };
}

/** The line above the fields takes a field's place, so a full form goes without. */
function withNote({ note }: Form, labels: APILabelComponent[]): APIModalInteractionResponseCallbackData['components'] {
  if (note === undefined || labels.length === MODAL_FIELDS) return labels;
  return [{ type: ComponentType.TextDisplay, content: plainLine(note, LABEL_DESCRIPTION) }, ...labels];
}

function labelsOf(one: FormField): APILabelComponent[] {
  const { field } = one;
  if (field.kind !== 'choices' || field.choices.length <= OPTIONS) return [labelled(one, inputOf(one))];
  const halves = [field.choices.slice(0, OPTIONS), field.choices.slice(OPTIONS, 2 * OPTIONS)];
  return halves.map((choices, index) =>
    labelled(
      {
        ...one,
        label: `${cut(one.label, LABEL - 4)} (${index + 1})`,
        // A person who does not find a thing in the first half has to know where it is.
        field: { ...field, about: index === 0 ? field.about : `The rest of the list, from “${choices[0]?.label ?? ''}” on` },
      },
      // Neither half can be required: what is wanted may stand in the other.
      { ...menu(one, choices, field.max), custom_id: one.name + (index === 0 ? '' : SECOND), min_values: 0, required: false },
    ),
  );
}

function labelled({ label, field, problem }: FormField, component: Input): APILabelComponent {
  const description = plainLine(problem === undefined ? field.about : `⚠ ${problem}`, LABEL_DESCRIPTION);
  return { type: ComponentType.Label, label: plainLine(label, LABEL), description, component };
}

function inputOf(one: FormField): Input {
  const { field, name } = one;
  const required = !field.optional;
  switch (field.kind) {
    case 'text':
    case 'school':
    case 'topic':
    case 'snippet':
      return words(one, TextInputStyle.Short, maxLengthOf(field));
    case 'longText':
      return words(one, TextInputStyle.Paragraph, maxLengthOf(field));
    case 'number':
      return words(one, TextInputStyle.Short, numberLength(field), `${field.min} to ${field.max}`);
    case 'date':
      return words(one, TextInputStyle.Short, LONGEST_DAY.length, 'Like 25 November 2026 or 25/11/2026');
    case 'choice':
      return choice(one, field.choices);
    case 'yesNo':
      return choice(one, YES_NO);
    case 'choices':
      return menu(one, field.choices, field.max);
    case 'person': {
      const default_values = idsOf(one).map((id) => ({ id, type: SelectMenuDefaultValueType.User as const }));
      return { type: ComponentType.UserSelect, custom_id: name, required, ...(default_values.length > 0 && { default_values }) };
    }
    case 'channel': {
      const default_values = idsOf(one).map((id) => ({ id, type: SelectMenuDefaultValueType.Channel as const }));
      const channel_types = [ChannelType.GuildText as const, ChannelType.GuildAnnouncement as const];
      return {
        type: ComponentType.ChannelSelect,
        custom_id: name,
        channel_types,
        required,
        ...(default_values.length > 0 && { default_values }),
      };
    }
    case 'file':
      // Its name is looked at by us: a list of endings must name picture and film formats for telephones too.
      return { type: ComponentType.FileUpload, custom_id: name, min_values: required ? 1 : 0, max_values: 1, required };
    default:
      return field satisfies never;
  }
}

function words(one: FormField, style: TextInputStyle, max: number | undefined, placeholder?: string): Input {
  const max_length = Math.min(max ?? INPUT_TEXT, INPUT_TEXT);
  const value = cut(String([one.value].flat()[0] ?? ''), max_length);
  return {
    type: ComponentType.TextInput,
    custom_id: one.name,
    style,
    max_length,
    required: !one.field.optional,
    ...(value !== '' && { value }),
    ...(placeholder !== undefined && { placeholder }),
  };
}

function numberLength({ min, max }: { min: number; max: number }): number {
  return Math.max(String(min).length, String(max).length);
}

/** A few choices stand open, where one must be taken; what may be left out or is long is a menu. */
function choice(one: FormField, choices: readonly Choice[]): Input {
  if (one.field.optional || choices.length < 2 || choices.length > RADIO_OPTIONS) return menu(one, choices, 1);
  return { type: ComponentType.RadioGroup, custom_id: one.name, required: true, options: chosen(one, choices, 1) };
}

function menu(one: FormField, choices: readonly Choice[], max: number | undefined): APIStringSelectComponent {
  const most = Math.max(1, Math.min(max ?? choices.length, choices.length));
  return {
    type: ComponentType.StringSelect,
    custom_id: one.name,
    placeholder: plainLine(most === 1 ? 'Choose one' : 'Choose one or several', PLACEHOLDER),
    options: chosen(one, choices, most),
    min_values: one.field.optional ? 0 : 1,
    max_values: most,
    required: !one.field.optional,
  };
}

function chosen(one: FormField, choices: readonly Choice[], most: number) {
  const values = [one.value ?? []].flat().map((value) => value.toLowerCase());
  let left = most;
  return menuOptions(choices).map((option) => {
    const wanted = values.includes(option.value.toLowerCase()) || values.includes(option.label.toLowerCase());
    if (!wanted || left === 0) return option;
    left -= 1;
    return { ...option, default: true };
  });
}

function idsOf(one: FormField): string[] {
  return [one.value ?? []]
    .flat()
    .filter((id) => /^\d{1,20}$/.test(id))
    .slice(0, 1);
}
