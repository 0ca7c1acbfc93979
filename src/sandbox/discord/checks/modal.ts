import { type Component, Kind } from '../wire.ts';
import { type Check, flag, list, object, optional, type Path, type Report, text, whole } from './check.ts';
import { autoSelect, byType, channelSelect, componentId, countsFit, customId, options, stringSelect, unique } from './parts.ts';

/** A modal as the bot sent it. */
export interface Modal {
  custom_id: string;
  title: string;
  components: Component[];
}

const input = {
  id: componentId,
  type: whole(4, 4),
  custom_id: customId,
  style: whole(1, 2),
  min_length: optional(whole(0, 4000)),
  max_length: optional(whole(1, 4000)),
  required: optional(flag),
  value: optional(text({ max: 4000 })),
  placeholder: optional(text({ max: 100 })),
};
const legacyInput: Check<Component> = object({ ...input, label: text({ min: 1, max: 45 }) });
const labelledInput: Check<Component> = object(input, (value, path, report) => {
  if ((value.min_length ?? 0) > (value.max_length ?? 4000)) {
    report([...path, 'min_length'], 'NUMBER_TYPE_MAX', 'min_length must not be greater than max_length');
  }
});

const radio: Check<Component> = object({
  id: componentId,
  type: whole(21, 21),
  custom_id: customId,
  options: options(2, 10),
  required: optional(flag),
});
const boxes: Check<Component> = object(
  {
    id: componentId,
    type: whole(22, 22),
    custom_id: customId,
    options: options(1, 10),
    min_values: optional(whole(0, 10)),
    max_values: optional(whole(1, 10)),
    required: optional(flag),
  },
  (value, path, report) => {
    if (value.max_values !== undefined) countsFit(value, path, report);
    neverRequiredAndEmpty(value, path, report);
  },
);
const box: Check<Component> = object({ id: componentId, type: whole(23, 23), custom_id: customId, default: optional(flag) });
const upload: Check<Component> = object(
  {
    id: componentId,
    type: whole(19, 19),
    custom_id: customId,
    min_values: optional(whole(0, 10)),
    max_values: optional(whole(1, 10)),
    required: optional(flag),
    file_types: optional(list(text({ min: 1, max: 20 }), { max: 10 })),
  },
  neverRequiredAndEmpty,
);

/** `min_values` may be 0 only where the field need not be filled in. */
function neverRequiredAndEmpty(
  { min_values, required }: { min_values?: number; required?: boolean },
  path: Path,
  report: Report,
): void {
  if (min_values === 0 && required !== false) {
    report([...path, 'min_values'], 'NUMBER_TYPE_MIN', 'min_values must be at least 1 where required is not false');
  }
}

/** What selects may not do in a modal: be switched off, or be required and empty. */
function inModal(check: Check<Component>): Check<Component> {
  return (value, path, report) => {
    const read = check(value, path, report);
    if (read.disabled) report([...path, 'disabled'], 'MODAL_COMPONENT_DISABLED', 'Components in a modal cannot be disabled');
    neverRequiredAndEmpty(read, path, report);
    return read;
  };
}

const label: Check<Component> = object({
  id: componentId,
  type: whole(18, 18),
  label: text({ min: 1, max: 45 }),
  description: optional(text({ max: 100 })),
  component: byType({
    [Kind.textInput]: labelledInput,
    [Kind.stringSelect]: inModal(stringSelect),
    [Kind.userSelect]: inModal(autoSelect),
    [Kind.roleSelect]: inModal(autoSelect),
    [Kind.mentionableSelect]: inModal(autoSelect),
    [Kind.channelSelect]: inModal(channelSelect),
    [Kind.fileUpload]: upload,
    [Kind.radioGroup]: radio,
    [Kind.checkboxGroup]: boxes,
    [Kind.checkbox]: box,
  }),
});

const row: Check<Component> = object({
  id: componentId,
  type: whole(1, 1),
  components: list(byType({ [Kind.textInput]: legacyInput }), { min: 1, max: 1 }),
});
const words: Check<Component> = object({ id: componentId, type: whole(10, 10), content: text({ min: 1, max: 4000 }) });

/** A modal: one to five components, a title of at most 45 characters. */
export const modal: Check<Modal> = object(
  {
    custom_id: customId,
    title: text({ min: 1, max: 45 }),
    components: list(byType({ [Kind.actionRow]: row, [Kind.textDisplay]: words, [Kind.label]: label }), { min: 1, max: 5 }),
  },
  (value, path, report) => unique(value.components ?? [], [...path, 'components'], report),
);
