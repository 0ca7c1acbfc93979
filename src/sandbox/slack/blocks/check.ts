import type { Fields } from '../types.ts';
import { fieldsList, isFields } from '../types.ts';
import { suggestions } from './composition.ts';
import { HOME, MESSAGE_BLOCKS, MODAL } from './layout.ts';
import type { Issue } from './rules.ts';
import { byType, listOf } from './rules.ts';

const MESSAGE_BLOCKS_MAX = 50;
const MARKDOWN_TOGETHER_MAX = 12_000;

/** What Slack would find wrong with the blocks of a message. Empty: nothing. */
export function messageBlockIssues(blocks: unknown): Issue[] {
  const issues: Issue[] = [];
  listOf(byType(MESSAGE_BLOCKS), 0, MESSAGE_BLOCKS_MAX)(blocks, '/blocks', issues);
  const list = fieldsList(blocks);
  const markdown = list
    .filter((block) => block.type === 'markdown')
    .reduce((sum, block) => sum + String(block.text ?? '').length, 0);
  if (markdown > MARKDOWN_TOGETHER_MAX)
    issues.push({ message: `must be less than ${MARKDOWN_TOGETHER_MAX + 1} characters`, at: '/blocks' });
  if (list.filter((block) => block.type === 'table').length > 1)
    issues.push({ message: 'only one table is allowed', at: '/blocks' });
  return [...issues, ...repeatedIds(list, '/blocks'), ...crowded(list, '/blocks')];
}

/** What Slack would find wrong with a modal or an App Home tab. Empty: nothing. */
export function viewIssues(view: unknown, type: 'modal' | 'home'): Issue[] {
  const issues: Issue[] = [];
  (type === 'modal' ? MODAL : HOME)(view, '/view', issues);
  const list = isFields(view) ? fieldsList(view.blocks) : [];
  return [...issues, ...repeatedIds(list, '/view/blocks'), ...crowded(list, '/view/blocks')];
}

/** What Slack would find wrong with the answer to a block_suggestion. */
export function suggestionIssues(answer: unknown): Issue[] {
  const issues: Issue[] = [];
  suggestions(answer, '', issues);
  return issues;
}

/** The interactive elements of a block. */
export function elementsOf(block: Fields): Fields[] {
  if (isFields(block.element)) return [block.element];
  if (isFields(block.accessory)) return [block.accessory];
  if (block.type === 'card') return fieldsList(block.actions);
  if (block.type === 'carousel') return fieldsList(block.elements).flatMap((card) => fieldsList(card.actions));
  return block.type === 'actions' || block.type === 'context_actions' ? fieldsList(block.elements) : [];
}

/** block_id must be unique in the message or view, action_id in its block. */
function repeatedIds(blocks: Fields[], at: string): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    if (typeof block.block_id === 'string') {
      if (seen.has(block.block_id))
        issues.push({ message: `\`block_id\` ${block.block_id} already exists`, at: `${at}/${index}/block_id` });
      seen.add(block.block_id);
    }
    const actions = new Set<unknown>();
    for (const { action_id } of elementsOf(block)) {
      if (typeof action_id !== 'string') continue;
      if (actions.has(action_id))
        issues.push({ message: `\`action_id\` ${action_id} already exists for block`, at: `${at}/${index}` });
      actions.add(action_id);
    }
  }
  return issues;
}

/** Only one element may ask for the focus. */
function crowded(blocks: Fields[], at: string): Issue[] {
  const focused = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load === true);
  return focused.length > 1 ? [{ message: 'only one element may have focus_on_load', at }] : [];
}
