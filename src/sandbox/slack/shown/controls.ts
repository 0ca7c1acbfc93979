import type { ShownControl } from '../../contract.ts';
import { unescaped } from '../text/mrkdwn.ts';
import type { Fields } from '../types.ts';
import { fieldsList, isFields, textOf } from '../types.ts';
import type { Team } from '../world.ts';

/** The id a control is pressed by: block and action, since an action_id need only be unique in its block. */
export function controlId(block: Fields, element: Fields): string {
  return `${textOf(block.block_id)}/${textOf(element.action_id)}`;
}

/** A button or menu as a person sees it; undefined for elements a message cannot show here. */
export function shownControl(
  team: Team,
  block: Fields,
  element: Fields,
  chosen?: ReadonlyMap<string, string[]>,
): ShownControl | undefined {
  const id = controlId(block, element);
  if (element.type === 'button') return shownButton(id, element);
  if (element.type === 'icon_button') return { type: 'button', id, label: labelOf(element.text), style: 'plain' };
  const options = menuOptions(team, element).map((option) => ({
    label: labelOf(option.text),
    value: textOf(option.value),
    ...(isFields(option.description) ? { description: labelOf(option.description) } : {}),
  }));
  if (!isMenu(element)) return undefined;
  const many = isMultiple(element);
  return {
    type: 'select',
    id,
    placeholder: labelOf(element.placeholder) || 'Choose',
    options,
    min: many ? 0 : 1,
    max: many ? Number(element.max_selected_items ?? Math.max(options.length, 1)) : 1,
    chosen: chosen?.get(id) ?? initialValues(element),
  };
}

function shownButton(id: string, element: Fields): ShownControl {
  const url = textOf(element.url);
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : url ? 'link' : 'plain';
  const confirm = isFields(element.confirm) ? element.confirm : undefined;
  return {
    type: 'button',
    id,
    label: labelOf(element.text),
    style,
    ...(url ? { url } : {}),
    ...(confirm
      ? {
          confirm: {
            title: labelOf(confirm.title) || 'Are you sure?',
            text: labelOf(confirm.text),
            yes: labelOf(confirm.confirm) || 'Yes',
            no: labelOf(confirm.deny) || 'Cancel',
          },
        }
      : {}),
  };
}

const MENU = /^(multi_)?(static|external|users|conversations|channels)_select$|^overflow$|^radio_buttons$|^checkboxes$/;

export function isMenu(element: Fields): boolean {
  return MENU.test(textOf(element.type));
}

export function isMultiple(element: Fields): boolean {
  return textOf(element.type).startsWith('multi_') || element.type === 'checkboxes';
}

/** What can be chosen, as options: the given ones, or the people or channels of the workspace. */
export function menuOptions(team: Team, element: Fields): Fields[] {
  const type = textOf(element.type).replace(/^multi_/, '');
  const named = (items: Iterable<{ id: string; name: string }>) =>
    [...items].map(({ id, name }) => ({ text: { type: 'plain_text', text: name }, value: id }));
  if (type === 'users_select') return named(team.people.values());
  if (type === 'channels_select' || type === 'conversations_select') return named(team.community.channels);
  return [...fieldsList(element.options), ...fieldsList(element.option_groups).flatMap((group) => fieldsList(group.options))];
}

/** What stands in an element when it is first shown. */
export function initialValues(element: Fields): string[] {
  const single = [
    element.initial_value,
    element.initial_user,
    element.initial_channel,
    element.initial_conversation,
    element.initial_date,
    element.initial_time,
  ];
  const option = isFields(element.initial_option) ? [textOf(element.initial_option.value)] : [];
  const many = [element.initial_users, element.initial_channels, element.initial_conversations].flatMap((list) =>
    Array.isArray(list) ? list.map(String) : [],
  );
  const options = fieldsList(element.initial_options).map((chosen) => textOf(chosen.value));
  return [
    ...single.filter((value): value is string => typeof value === 'string' && value !== ''),
    ...option,
    ...many,
    ...options,
  ];
}

/** The words of a text object. */
export function labelOf(text: unknown): string {
  return isFields(text) ? unescaped(textOf(text.text)) : '';
}
