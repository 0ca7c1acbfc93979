import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Block, Button } from '../../chat/view.ts';
import { markQuestion } from './confirm.ts';
import { BUTTON_TEXT, CUSTOM_ID, OPTION_TEXT, OPTIONS, PLACEHOLDER, ROW_BUTTONS } from './limits.ts';
import { plainLine } from './text.ts';

/**
 * Buttons and menus. Their custom_id is the packed action id; where two in one message would have the same one, a suffix "#2" tells
 * them apart ("#" never stands in a packed id).
 */

/** Gives every control of one message a custom_id of its own; undefined where none fits. */
export type Naming = (id: string) => string | undefined;

const STYLES = { plain: ButtonStyle.Secondary, primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;
const SUFFIX = /#([a-z0-9]+)$/;

/** Starts naming the controls of one message. */
export function uniqueIds(): Naming {
  const used = new Set<string>();
  return (id) => {
    let unique = id;
    for (let count = 2; used.has(unique); count += 1) unique = `${id}#${count}`;
    if (unique === '' || unique.length > CUSTOM_ID) return undefined;
    used.add(unique);
    return unique;
  };
}

/** A custom_id's packed id and the suffix behind it. */
export function readCustomId(customId: string): { id: string; suffix?: string } {
  const suffix = SUFFIX.exec(customId)?.[1];
  return suffix === undefined ? { id: customId } : { id: customId.replace(SUFFIX, ''), suffix };
}

/** One button; undefined when it has no id Discord could send back. */
export function discordButton(button: Button, naming: Naming): APIButtonComponentWithCustomId | undefined {
  const id = button.confirm === undefined ? button.id : markQuestion(button.id);
  const custom_id = id === undefined ? undefined : naming(id);
  if (custom_id === undefined) return undefined;
  return { type: ComponentType.Button, style: STYLES[button.style], label: plainLine(button.label, BUTTON_TEXT), custom_id };
}

/** A row of buttons. */
export function buttonRow(
  buttons: readonly Button[],
  naming: Naming,
): APIActionRowComponent<APIButtonComponentWithCustomId> | undefined {
  const components = buttons.flatMap((button) => discordButton(button, naming) ?? []).slice(0, ROW_BUTTONS);
  return components.length > 0 ? { type: ComponentType.ActionRow, components } : undefined;
}

/** A menu in a row of its own. */
export function menuRow(
  block: Block & { kind: 'select' },
  naming: Naming,
): APIActionRowComponent<APIStringSelectComponent> | undefined {
  const options = menuOptions(block.options);
  const custom_id = options.length > 0 ? naming(block.id) : undefined;
  if (custom_id === undefined) return undefined;
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id,
    placeholder: plainLine(block.placeholder, PLACEHOLDER),
    options,
    min_values: 1,
    max_values: block.several ? options.length : 1,
  };
  return { type: ComponentType.ActionRow, components: [menu] };
}

/** A value comes back as it was sent, so it cannot be cut or cleaned. */
function isValue(value: string): boolean {
  return value.trim() !== '' && value.length <= OPTION_TEXT && value.isWellFormed();
}

/** Options as Discord takes them: words and values within the limits, no value twice. */
export function menuOptions(choices: readonly { label: string; value: string }[]): { label: string; value: string }[] {
  const byValue = new Map(choices.map((choice) => [choice.value, choice.label]));
  return [...byValue]
    .filter(([value]) => isValue(value))
    .slice(0, OPTIONS)
    .map(([value, label]) => ({ label: plainLine(label, OPTION_TEXT), value }));
}
