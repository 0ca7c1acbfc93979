import type { ContextBlock, KnownBlock, RichTextBlock, SectionBlock } from '@slack/types';
import type { Text } from '../../chat/text.ts';
import type { Block, View, ViewFile } from '../../chat/view.ts';
import { plainText, slackButton, slackMenu } from './controls.ts';
import { commonLength } from './fit.ts';
import {
  CONTEXT_TEXT,
  FALLBACK_TEXT,
  HEADER_TEXT,
  MESSAGE_BLOCKS,
  MESSAGE_TEXT,
  RICH_TEXT,
  RICH_TEXT_PIECES,
  SECTION_TEXT,
} from './limits.ts';
import { cutText, fittedMrkdwn, type Naming, richPieces, wordsOf } from './text.ts';
import { cutEscaped, isBlank } from './words.ts';

/** A View as a Slack message. Files are not part of a message; they are uploaded beside it. */
export interface SlackMessage {
  /** For notifications and screen readers; what everybody sees is in the blocks. */
  text: string;
  blocks: KnownBlock[];
  files: (ViewFile & { alt?: string })[];
}

/** Renders a View. Whatever stands in it, Slack accepts the result: long words are cut, never refused. */
export function slackMessage(view: View, naming: Naming): SlackMessage {
  const words = view.blocks.map((block) => ('text' in block ? wordsOf(block.text) : ''));
  const lengths = words.map((one) => one.length);
  const longest = Math.max(1, commonLength(lengths, MESSAGE_TEXT));
  const blocks = view.blocks.flatMap((block, index) => slackBlock(block, words[index] ?? '', index, longest, naming) ?? []);
  const files = view.blocks.flatMap((block) => {
    if (block.kind === 'image') return [{ ...block.file, alt: block.alt }];
    return block.kind === 'file' ? [block.file] : [];
  });
  const shown = [...words, ...files.map((file) => file.name)].filter((one) => !isBlank(one));
  return { text: cutEscaped(shown.join('\n'), FALLBACK_TEXT) || '…', blocks: fewEnough(blocks), files };
}

function slackBlock(block: Block, words: string, index: number, longest: number, naming: Naming): KnownBlock | undefined {
  if ('text' in block && block.kind !== 'item' && isBlank(words)) return undefined;
  switch (block.kind) {
    case 'heading':
      return { type: 'header', text: plainText(words, HEADER_TEXT) };
    case 'text':
      return richText('rich_text_section', block.text, longest, naming);
    case 'quote':
      return richText('rich_text_quote', block.text, longest, naming);
    case 'note':
      return smallPrint(fittedMrkdwn(block.text, naming, longest, CONTEXT_TEXT));
    case 'divider':
      return { type: 'divider' };
    case 'item':
      return besideButton(block, index, longest, naming);
    case 'buttons': {
      if (block.buttons.length === 0) return undefined;
      return { type: 'actions', elements: block.buttons.map((one, at) => slackButton(one, `${index}.${at}`)) };
    }
    case 'select':
      return slackMenu(block, index);
    case 'image':
    case 'file':
      return undefined;
    default:
      return block satisfies never;
  }
}

/** Rich text, because nothing in it is markup: a title with an asterisk in it stays a title with an asterisk. */
function richText(type: 'rich_text_section' | 'rich_text_quote', text: Text, longest: number, naming: Naming): RichTextBlock {
  const elements = richPieces(cutText(text, Math.min(longest, RICH_TEXT)), naming, RICH_TEXT_PIECES);
  return { type: 'rich_text', elements: [{ type, elements }] };
}

function besideButton(block: Block & { kind: 'item' }, index: number, longest: number, naming: Naming): SectionBlock {
  const words = fittedMrkdwn(block.text, naming, longest, SECTION_TEXT);
  return {
    type: 'section',
    // verbatim: an address a person typed does not become a link.
    text: { type: 'mrkdwn', text: isBlank(words) ? '…' : words, verbatim: true },
    accessory: slackButton(block.button, `${index}.0`),
  };
}

/** Small print. */
export function smallPrint(words: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: words, verbatim: true }] };
}

/** At most as many blocks as a message may have: paragraphs are joined, then lines go, then what is furthest down. */
function fewEnough(blocks: KnownBlock[]): KnownBlock[] {
  if (blocks.length <= MESSAGE_BLOCKS) return blocks;
  const joined = joinParagraphs(blocks);
  if (joined.length <= MESSAGE_BLOCKS) return joined;
  const tighter = joinParagraphs(joined.filter((block) => block.type !== 'divider'));
  if (tighter.length <= MESSAGE_BLOCKS) return tighter;
  // Buttons that lead on stand at the very end, so the end is kept.
  return [...tighter.slice(0, MESSAGE_BLOCKS - 3), smallPrint('…'), ...tighter.slice(-2)];
}

function joinParagraphs(blocks: KnownBlock[]): KnownBlock[] {
  const joined: KnownBlock[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.type === 'rich_text' && last?.type === 'rich_text')
      joined[joined.length - 1] = { type: 'rich_text', elements: [...last.elements, ...block.elements] };
    else joined.push(block);
  }
  return joined;
}
