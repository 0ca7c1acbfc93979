import type { Component, Emoji, SelectOption } from '../wire.ts';
import { type Check, flag, id, list, object, optional, type Path, type Report, text, whole } from './check.ts';

/** custom_id of anything that can be pressed (Discord: 1 to 100 characters). */
export const customId = text({ min: 1, max: 100 });
/** The number a component may be given by the bot. */
export const componentId = optional(whole(0, 2 ** 31 - 1));

export const emoji: Check<Emoji> = object({ id: optional(id), name: optional(text({ max: 32 })), animated: optional(flag) });

/** The shape all options share: in selects, radio groups and checkbox groups. */
const choice = {
  label: text({ min: 1, max: 100 }),
  value: text({ min: 1, max: 100 }),
  description: optional(text({ max: 100 })),
  default: optional(flag),
};

/** Options of a select, a radio group or a checkbox group; values may not repeat. */
export function options(min: number, max: number, withEmoji = false): Check<SelectOption[]> {
  const entry: Check<SelectOption> = withEmoji ? object({ ...choice, emoji: optional(emoji) }) : object(choice);
  return (value, path, report) => {
    const read = list(entry, { min, max })(value, path, report);
    const seen = new Set<string>();
    for (const [index, { value: own }] of read.entries()) {
      if (seen.has(own)) {
        report(
          [...path, index, 'value'],
          'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
          'The specified option value is already used',
        );
      }
      seen.add(own);
    }
    return read;
  };
}

const defaults = list(object({ id, type: text({ min: 1, max: 10 }) }), { max: 25 });

const select = {
  id: componentId,
  type: whole(1, 99),
  custom_id: customId,
  placeholder: optional(text({ max: 150 })),
  min_values: optional(whole(0, 25)),
  max_values: optional(whole(1, 25)),
  disabled: optional(flag),
  required: optional(flag),
};

/** A string select (3). */
export const stringSelect: Check<Component> = object({ ...select, options: options(1, 25, true) }, (value, path, report) => {
  countsFit(value, path, report);
  const chosen = value.options?.filter((option) => option.default).length ?? 0;
  if (chosen > (value.max_values ?? 1))
    report(
      [...path, 'options'],
      'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
      'More options are chosen by default than max_values allows',
    );
  if ((value.min_values ?? 1) > (value.options?.length ?? 0)) {
    report([...path, 'options'], 'BASE_TYPE_BAD_LENGTH', `Must be between ${value.min_values} and 25 in length.`);
  }
});

/** User, role and mentionable selects (5, 6, 7). */
export const autoSelect: Check<Component> = object({ ...select, default_values: optional(defaults) }, countsFit);

/** A channel select (8). */
export const channelSelect: Check<Component> = object(
  { ...select, default_values: optional(defaults), channel_types: optional(list(whole(0, 16), { max: 20 })) },
  countsFit,
);

/** min_values may not be above max_values. */
export function countsFit(value: { min_values?: number; max_values?: number }, path: Path, report: Report): void {
  if ((value.min_values ?? 1) > (value.max_values ?? 1) && value.min_values !== undefined) {
    report([...path, 'min_values'], 'SELECT_COMPONENT_MIN_GREATER_THAN_MAX', 'min_values must not be greater than max_values');
  }
}

/** Reads a component by its type; a type that may not stand here is refused. */
export function byType(allowed: Record<number, Check<Component>>): Check<Component> {
  return (value, path, report) => {
    const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
    const check = typeof type === 'number' ? allowed[type] : undefined;
    if (check) return check(value, path, report);
    const types = Object.keys(allowed).join(', ');
    report([...path, 'type'], 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${types},).`);
    return { type: typeof type === 'number' ? type : 0 };
  };
}

/** Every component in the tree with its place, outer ones first. */
export function* eachComponent(tree: readonly Component[], path: Path): Generator<[Component, Path]> {
  for (const [index, component] of tree.entries()) yield* within(component, [...path, index]);
}

function* within(component: Component, path: Path): Generator<[Component, Path]> {
  yield [component, path];
  if (component.components) yield* eachComponent(component.components, [...path, 'components']);
  if (component.component) yield* within(component.component, [...path, 'component']);
  if (component.accessory) yield* within(component.accessory, [...path, 'accessory']);
}

/** No two components may share a custom_id or a number. */
export function unique(tree: readonly Component[], path: Path, report: Report): void {
  const customIds = new Set<string>();
  const numbers = new Set<number>();
  for (const [component, at] of eachComponent(tree, path)) {
    if (component.custom_id !== undefined) {
      if (customIds.has(component.custom_id)) {
        report([...at, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
      }
      customIds.add(component.custom_id);
    }
    if (component.id) {
      if (numbers.has(component.id)) report([...at, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
      numbers.add(component.id);
    }
  }
}
