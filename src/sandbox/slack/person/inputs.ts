import { initialValues } from '../shown/controls.ts';
import { inputsOf } from '../shown/form.ts';
import type { Fields } from '../types.ts';
import { textOf } from '../types.ts';
import type { OpenView } from '../world.ts';

/** How each kind of element names what was chosen, in payloads: one value or several. */
const ONE: Record<string, string> = {
  users_select: 'selected_user',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
};
const MANY: Record<string, string> = {
  multi_users_select: 'selected_users',
  multi_channels_select: 'selected_channels',
  multi_conversations_select: 'selected_conversations',
};
const OPTION = new Set(['static_select', 'external_select', 'radio_buttons', 'overflow']);
const OPTIONS = new Set(['multi_static_select', 'multi_external_select', 'checkboxes']);

/** An uploaded file by its id, as payloads carry it. */
type Files = (id: string) => Fields[];

/** What was chosen or typed, as payloads carry it: { selected_option: … }, { value: … }. */
export function chosenFields(element: Fields, values: string[], options: Fields[], files: Files = () => []): Fields {
  const type = textOf(element.type);
  if (type === 'file_input') return { files: values.flatMap(files) };
  const [first] = values;
  const optionOf = (value: string) => options.find((option) => option.value === value);
  if (OPTION.has(type)) return { selected_option: first === undefined ? null : (optionOf(first) ?? null) };
  if (OPTIONS.has(type)) return { selected_options: values.flatMap((value) => optionOf(value) ?? []) };
  const one = ONE[type];
  if (one !== undefined) return { [one]: first ?? null };
  const many = MANY[type];
  if (many !== undefined) return { [many]: values };
  if (type === 'datetimepicker') return { selected_date_time: first === undefined ? null : Number(first) };
  return { value: first === undefined || first === '' ? null : first };
}

/** state.values of a view: by block, then by action. */
export function stateOf(open: OpenView, optionsOf: (block: Fields, element: Fields) => Fields[], files: Files): Fields {
  const values: Record<string, Fields> = {};
  for (const { block, element } of inputsOf(open.view)) {
    const id = textOf(block.block_id);
    const stands = open.values.get(id) ?? initialValues(element);
    values[id] = {
      [textOf(element.action_id)]: { type: element.type, ...chosenFields(element, stands, optionsOf(block, element), files) },
    };
  }
  return { values };
}

/** Why the real client would not send this value; undefined when it would. */
export function whyNotSent(block: Fields, element: Fields, values: string[], options: Fields[]): string | undefined {
  const given = values.filter((value) => value !== '');
  const [first = ''] = given;
  if (given.length === 0) return block.optional === true ? undefined : 'Please complete this required field.';
  const type = textOf(element.type);
  if (OPTION.has(type) || OPTIONS.has(type)) return choiceProblem(element, given, options, OPTIONS.has(type));
  if (MANY[type] !== undefined || ONE[type] !== undefined) return shapeProblem(type, element, given, options);
  if (type === 'file_input')
    return given.length > Number(element.max_files ?? 10)
      ? `No more than ${String(element.max_files)} files can be added.`
      : undefined;
  if (type === 'number_input') return numberProblem(element, first);
  if (type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(first)) return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !/^https?:\/\/\S+$/.test(first)) return 'Please enter a valid URL.';
  if (type === 'plain_text_input') return lengthProblem(element, first);
  return undefined;
}

function choiceProblem(element: Fields, given: string[], options: Fields[], several: boolean): string | undefined {
  const strange = given.find((value) => !options.some((option) => option.value === value));
  if (strange !== undefined) return `"${strange}" is not one of the choices.`;
  return tooMany(element, given, several);
}

function tooMany(element: Fields, given: string[], several: boolean): string | undefined {
  if (!several && given.length > 1) return 'Only one can be chosen.';
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
  return given.length > most ? `No more than ${most} can be chosen.` : undefined;
}

function shapeProblem(type: string, element: Fields, given: string[], options: Fields[]): string | undefined {
  if (type === 'datepicker')
    return /^\d{4}-\d{2}-\d{2}$/.test(given[0] ?? '') && !Number.isNaN(Date.parse(given[0] ?? ''))
      ? undefined
      : 'Please enter a valid date.';
  if (type === 'timepicker') return /^([01]\d|2[0-3]):[0-5]\d$/.test(given[0] ?? '') ? undefined : 'Please enter a valid time.';
  return choiceProblem(element, given, options, MANY[type] !== undefined);
}

function numberProblem(element: Fields, value: string): string | undefined {
  const number = Number(value);
  if (!Number.isFinite(number)) return 'Please enter a number.';
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `The number must be at least ${String(element.min_value)}.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `The number must be at most ${String(element.max_value)}.`;
  return undefined;
}

function lengthProblem(element: Fields, value: string): string | undefined {
  const most = Number(element.max_length ?? 3000);
  const least = Number(element.min_length ?? 0);
  if (value.length > most) return `Please use ${most} characters or fewer.`;
  return value.length < least ? `Please use ${least} characters or more.` : undefined;
}
