import type { RichText, ShownChoice, ShownField, ShownForm } from '../../contract.ts';
import type { Modal } from '../checks/modal.ts';
import type { Hub } from '../hub.ts';
import type { Room } from '../messages/rooms.ts';
import { type Component, Kind } from '../wire.ts';
import { chosenOf, offers } from './controls.ts';
import { readMarkdown } from './markdown.ts';
import { readingOf } from './reading.ts';

/** What a single checkbox is worth when it is ticked; unticked it has no value. */
export const TICKED = 'yes';

/** A part of a modal a person fills in, with the label around it. */
export interface Input {
  /** The label or action row. */
  outer: Component;
  inner: Component;
}

/** The parts of a modal that are filled in, in order. */
export function inputsOf(modal: Modal): Input[] {
  return modal.components.flatMap((outer): Input[] => {
    const inner = outer.component ?? outer.components?.[0];
    return inner ? [{ outer, inner }] : [];
  });
}

/** An open modal as the person sees it. */
export function shownForm(hub: Hub, room: Room, modal: Modal): ShownForm {
  const reading = readingOf(hub);
  const words = modal.components.filter(({ type }) => type === Kind.textDisplay);
  return {
    id: modal.custom_id,
    title: modal.title,
    submitLabel: 'Submit',
    text: words.flatMap(({ content = '' }): RichText[] => readMarkdown(content, reading).map((block) => block.text)),
    fields: inputsOf(modal).map((input) => shownField(room, input)),
  };
}

/** One field of an open modal, with the value it starts with. */
export function shownField(room: Room, { outer, inner }: Input): ShownField {
  const choices = inner.type === Kind.checkbox ? [{ label: outer.label ?? '', value: TICKED }] : choicesOf(room, inner);
  return {
    id: inner.custom_id ?? '',
    label: outer.label ?? inner.label ?? '',
    ...(outer.description ? { hint: outer.description } : {}),
    type: typeOf(inner),
    required: inner.type === Kind.checkbox ? false : (inner.required ?? true),
    value: startValue(inner),
    ...(choices.length > 0 ? { choices } : {}),
    ...(inner.min_length === undefined ? {} : { minLength: inner.min_length }),
    ...(inner.type === Kind.textInput ? { maxLength: inner.max_length ?? 4000 } : {}),
    ...(inner.placeholder ? { placeholder: inner.placeholder } : {}),
  };
}

function choicesOf(room: Room, inner: Component): ShownChoice[] {
  return inner.type === Kind.textInput || inner.type === Kind.fileUpload ? [] : offers(room, inner);
}

function startValue(inner: Component): string[] {
  if (inner.type === Kind.fileUpload) return [];
  if (inner.type === Kind.textInput) return inner.value ? [inner.value] : [];
  if (inner.type === Kind.checkbox) return inner.default ? [TICKED] : [];
  return chosenOf(inner);
}

function typeOf({ type, style, max_values = 1 }: Component): ShownField['type'] {
  switch (type) {
    case Kind.textInput:
      return style === 2 ? 'longText' : 'text';
    case Kind.fileUpload:
      return 'file';
    case Kind.userSelect:
    case Kind.mentionableSelect:
      return 'person';
    case Kind.channelSelect:
      return 'channel';
    case Kind.radioGroup:
      return 'radio';
    case Kind.checkboxGroup:
    case Kind.checkbox:
      return 'checkboxes';
    default:
      return max_values > 1 ? 'multiSelect' : 'select';
  }
}

/** How many choices a field takes; text takes one. */
export function countsOf({ type, min_values, max_values, options, required = true }: Component): { min: number; max: number } {
  if (type === Kind.textInput || type === Kind.radioGroup) return { min: required ? 1 : 0, max: 1 };
  if (type === Kind.checkbox) return { min: 0, max: 1 };
  if (type === Kind.checkboxGroup) return { min: required ? (min_values ?? 1) : 0, max: max_values ?? options?.length ?? 10 };
  return { min: required ? (min_values ?? 1) : 0, max: max_values ?? 1 };
}
