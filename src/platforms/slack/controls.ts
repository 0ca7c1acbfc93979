import type {
  ActionsBlock,
  ConfirmationDialog,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  Button as SlackButton,
} from '@slack/types';
import { cut } from '../../chat/text.ts';
import type { Block, Button } from '../../chat/view.ts';
import { BUTTON_TEXT, BUTTON_VALUE, CONFIRM_TEXT, ID, OPTION_TEXT, OPTION_VALUE, OPTIONS, PLACEHOLDER } from './limits.ts';
import { clean, isBlank } from './words.ts';

/**
 * Buttons and menus. A button carries its packed id as its value; a menu has none, so there the id stands in action_id, behind a
 * number that keeps action ids unique within a message.
 */

const CHOOSE = /^choose\.\d+:/;

/** Plain text that is never empty and never too long. */
export function plainText(words: string, max: number): PlainTextElement {
  const shown = clean(words).replaceAll(/\s*\n\s*/g, ' ');
  return { type: 'plain_text', text: isBlank(shown) ? '…' : cut(shown, max), emoji: true };
}

/** One button; `place` makes its action_id unique within the message. */
export function slackButton(button: Button, place: string): SlackButton {
  return {
    type: 'button',
    action_id: `press.${place}`,
    text: plainText(button.label, BUTTON_TEXT),
    ...(button.id !== '' && { value: button.id.slice(0, BUTTON_VALUE) }),
    ...(button.style !== 'plain' && { style: button.style }),
    ...(button.confirm !== undefined && { confirm: confirmation(button) }),
  };
}

function confirmation(button: Button): ConfirmationDialog {
  return {
    title: plainText('Are you sure?', CONFIRM_TEXT),
    text: plainText(button.confirm ?? '', CONFIRM_TEXT),
    confirm: { type: 'plain_text', text: 'Yes' },
    deny: { type: 'plain_text', text: 'No' },
    ...(button.style === 'danger' && { style: 'danger' as const }),
  };
}

/** A menu. Several at once are only possible beside words (docs.slack.dev, multi-select menus). */
export function slackMenu(block: Block & { kind: 'select' }, index: number): ActionsBlock | SectionBlock | undefined {
  const options = slackOptions(block.options);
  if (options.length === 0) return undefined;
  const action_id = `choose.${index}:${block.id}`.slice(0, ID);
  const placeholder = plainText(block.placeholder, PLACEHOLDER);
  if (!block.several) return { type: 'actions', elements: [{ type: 'static_select', action_id, placeholder, options }] };
  return { type: 'section', text: placeholder, accessory: { type: 'multi_static_select', action_id, placeholder, options } };
}

/** Options as Slack takes them: words and values within the limits, no value twice. */
export function slackOptions(choices: readonly { label: string; value: string }[]): PlainTextOption[] {
  const byValue = new Map(choices.map((choice) => [choice.value, choice]));
  return [...byValue.values()]
    .filter(({ value }) => value !== '' && value.length <= OPTION_VALUE)
    .slice(0, OPTIONS)
    .map(slackOption);
}

/** One option. */
export function slackOption({ label, value }: { label: string; value: string }): PlainTextOption {
  return { text: plainText(label, OPTION_TEXT), value };
}

/** The packed action id of something that was pressed or chosen from. */
export function packedIdOf(action: { action_id: string; value?: string | undefined }): string {
  return action.value ?? action.action_id.replace(CHOOSE, '');
}
