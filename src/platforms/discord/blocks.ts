import type { Text } from '../../chat/text.ts';
import type { Block, ViewFile } from '../../chat/view.ts';
import { markdown, type People } from './markdown.ts';
import { isBlank, wordsOf } from './text.ts';

/** A View's blocks as the parts a message is put together from, each knowing how many components it will be. */

/** Words of one block. */
export interface Words {
  style: 'heading' | 'text' | 'quote' | 'note';
  text: Text;
}
/** A part of a message. */
export type Part =
  /** Blocks that share one text display. */
  | { kind: 'words'; words: Words[] }
  | Extract<Block, { kind: 'item' | 'buttons' | 'select' | 'divider' }>
  | { kind: 'image'; file: ViewFile; alt: string }
  | { kind: 'file'; file: ViewFile };

/** A View's blocks as parts; what would show nothing is left out. */
export function partsOf(blocks: readonly Block[]): Part[] {
  return blocks.flatMap((block): Part[] => {
    switch (block.kind) {
      case 'heading':
      case 'text':
      case 'quote':
      case 'note':
        return isBlank(wordsOf(block.text)) ? [] : [{ kind: 'words', words: [{ style: block.kind, text: block.text }] }];
      case 'item':
        return isBlank(wordsOf(block.text)) ? [{ kind: 'buttons', buttons: [block.button] }] : [block];
      case 'buttons':
        return block.buttons.length > 0 ? [block] : [];
      case 'select':
      case 'divider':
        return [block];
      case 'image':
        return [{ kind: 'image', file: block.file, alt: block.alt }];
      case 'file':
        return [{ kind: 'file', file: block.file }];
      default:
        return block satisfies never;
    }
  });
}

/** Words as Markdown, in the style of their block. */
export function writtenWords({ style, text }: Words, people: People): string {
  const lines = markdown(text, people).trim().split('\n');
  switch (style) {
    case 'heading':
      return `## ${lines.map((line) => line.trim()).join(' ')}`;
    case 'quote':
      return lines.map((line) => `> ${line}`).join('\n');
    case 'note':
      return lines.flatMap((line) => (isBlank(line) ? [] : [`-# ${line.trim()}`])).join('\n');
    case 'text':
      return lines.join('\n');
    default:
      return style satisfies never;
  }
}

/** How many components a part takes, nested ones counted. */
export function componentsIn(part: Part): number {
  switch (part.kind) {
    case 'item':
      return 3;
    case 'buttons':
      return 1 + part.buttons.length;
    case 'select':
      return 2;
    case 'words':
    case 'divider':
    case 'image':
    case 'file':
      return 1;
    default:
      return part satisfies never;
  }
}

/** At most `max` components: neighbouring paragraphs share one, then lines go, then what is furthest down. */
export function fewEnough(parts: Part[], max: number): Part[] {
  if (total(parts) <= max) return parts;
  const shared = sharing(parts);
  if (total(shared) <= max) return shared;
  const tighter = sharing(parts.filter((part) => part.kind !== 'divider'));
  if (total(tighter) <= max) return tighter;
  // Buttons that lead on stand at the very end, so the end is kept.
  const end = tighter.slice(-2);
  const start = tighter.slice(0, -2);
  const more: Part = { kind: 'words', words: [{ style: 'note', text: [{ kind: 'plain', text: '…' }] }] };
  while (start.length > 0 && total([...start, more, ...end]) > max) start.pop();
  return [...start, more, ...end];
}

function total(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + componentsIn(part), 0);
}

function sharing(parts: readonly Part[]): Part[] {
  const shared: Part[] = [];
  for (const part of parts) {
    const last = shared.at(-1);
    if (part.kind === 'words' && last?.kind === 'words')
      shared[shared.length - 1] = { kind: 'words', words: [...last.words, ...part.words] };
    else shared.push(part);
  }
  return shared;
}
