import type { ShownChoice, ShownField, ShownForm } from '../../contract.ts';
import type { Fields } from '../types.ts';
import { fieldsList, isFields, listOfWords, textOf } from '../types.ts';
import type { OpenView, Team, World } from '../world.ts';
import { shownBlocks } from './blocks.ts';
import { isMultiple, labelOf, menuOptions } from './controls.ts';
import { fileUrl, namesIn } from './message.ts';

/** The input blocks of a view, with their elements. */
export function inputsOf(view: Fields): { block: Fields; element: Fields }[] {
  return fieldsList(view.blocks).flatMap((block) =>
    block.type === 'input' && isFields(block.element) ? [{ block, element: block.element }] : [],
  );
}

/** The modal on top as a person sees it. */
export function shownForm(world: World, team: Team, open: OpenView): ShownForm {
  const { view } = open;
  const place = { team, reading: { names: namesIn(world, team), notifies: false }, fileUrl: (id: string) => fileUrl(world, id) };
  const around = fieldsList(view.blocks).filter((block) => block.type !== 'input');
  return {
    id: view.id,
    title: labelOf(view.title),
    submitLabel: labelOf(view.submit) || 'Submit',
    text: shownBlocks(around, place).flatMap((block) => (block.type === 'text' || block.type === 'heading' ? [block.text] : [])),
    fields: inputsOf(view).map(({ block, element }) => shownField(world, team, open, block, element)),
  };
}

function shownField(world: World, team: Team, open: OpenView, block: Fields, element: Fields): ShownField {
  const id = textOf(block.block_id);
  const choices = choicesOf(team, open, id, element);
  return {
    id,
    label: labelOf(block.label),
    type: fieldType(element),
    required: block.optional !== true,
    value: open.values.get(id) ?? [],
    ...(isFields(block.hint) ? { hint: labelOf(block.hint) } : {}),
    ...ofFile(world, open, id, element),
    ...(choices ? { choices } : {}),
    ...(typeof element.min_length === 'number' ? { minLength: element.min_length } : {}),
    ...(element.type === 'plain_text_input' ? { maxLength: Number(element.max_length ?? 3000) } : {}),
    ...(isFields(element.placeholder) ? { placeholder: labelOf(element.placeholder) } : {}),
    ...(open.errors[id] !== undefined ? { error: open.errors[id] } : {}),
  };
}

/** A file field says how names may end, and shows what was chosen by name. */
function ofFile(world: World, open: OpenView, id: string, element: Fields): Partial<ShownField> {
  if (element.type !== 'file_input') return {};
  const endings = listOfWords(element.filetypes);
  const value = (open.values.get(id) ?? []).map((file) => world.files.get(file)?.name ?? file);
  return { value, ...(endings.length > 0 ? { endings } : {}) };
}

function fieldType(element: Fields): ShownField['type'] {
  const type = textOf(element.type);
  if (type === 'plain_text_input') return element.multiline === true ? 'longText' : 'text';
  if (type === 'datepicker') return 'date';
  if (type === 'file_input') return 'file';
  if (type === 'number_input') return 'number';
  if (type === 'radio_buttons') return 'radio';
  if (type === 'checkboxes') return 'checkboxes';
  if (type.endsWith('external_select')) return 'suggest';
  if (type.endsWith('users_select')) return 'person';
  if (type.endsWith('conversations_select') || type.endsWith('channels_select')) return 'channel';
  if (type.endsWith('static_select')) return isMultiple(element) ? 'multiSelect' : 'select';
  return 'text';
}

/** What can be chosen now; for an external select what was last suggested and what stands in it. */
function choicesOf(team: Team, open: OpenView, id: string, element: Fields): ShownChoice[] | undefined {
  const options = textOf(element.type).endsWith('external_select') ? (open.offered.get(id) ?? []) : menuOptions(team, element);
  return options.length > 0 ? options.map(choiceOf) : undefined;
}

/** An option as a choice. */
export function choiceOf(option: Fields): ShownChoice {
  return {
    label: labelOf(option.text),
    value: textOf(option.value),
    ...(isFields(option.description) ? { description: labelOf(option.description) } : {}),
  };
}
