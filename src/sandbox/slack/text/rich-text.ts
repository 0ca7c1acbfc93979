import type { RichSpan, RichText, ShownBlock } from '../../contract.ts';
import type { Fields } from '../types.ts';
import { fieldsList, isFields, textOf } from '../types.ts';
import { personMention, shout } from './mentions.ts';
import type { Reading } from './mrkdwn.ts';

/** A rich_text block as a person sees it. */
export function richTextBlocks(block: Fields, reading: Reading): ShownBlock[] {
  return fieldsList(block.elements).flatMap((part): ShownBlock[] => {
    const pieces = fieldsList(part.elements);
    switch (part.type) {
      case 'rich_text_list':
        return pieces.map((item, index) => ({
          type: 'text',
          text: [
            { text: part.style === 'ordered' ? `${Number(part.offset ?? 0) + index + 1}. ` : '• ' },
            ...spansOf(item, reading),
          ],
        }));
      case 'rich_text_quote':
        return [{ type: 'text', text: spansOf(part, reading), quote: true }];
      case 'rich_text_preformatted':
        return [{ type: 'text', text: spansOf(part, reading).map((span) => ({ ...span, code: true })) }];
      default:
        return [{ type: 'text', text: spansOf(part, reading) }];
    }
  });
}

function spansOf(section: Fields, reading: Reading): RichText {
  return fieldsList(section.elements).map((piece) => ({ ...styleOf(piece.style), ...spanOf(piece, reading) }));
}

function spanOf(piece: Fields, { names, notifies }: Reading): RichSpan {
  switch (piece.type) {
    case 'link':
      return { text: textOf(piece.text) || textOf(piece.url), link: textOf(piece.url) };
    case 'user':
      return personMention(textOf(piece.user_id), '', names, notifies);
    case 'channel':
      return { text: `#${names.channel(textOf(piece.channel_id)) ?? 'unknown-channel'}`, mention: true };
    case 'usergroup':
      return { text: '@group', mention: true, ...(notifies ? { pings: { kind: 'role', id: textOf(piece.usergroup_id) } } : {}) };
    case 'broadcast':
      return shout(textOf(piece.range), notifies);
    case 'emoji':
      return { text: `:${textOf(piece.name)}:` };
    case 'date':
      return { text: textOf(piece.fallback) };
    default:
      return { text: textOf(piece.text) };
  }
}

function styleOf(style: unknown): Pick<RichSpan, 'bold' | 'italic' | 'strike' | 'code'> {
  if (!isFields(style)) return {};
  const on = (key: 'bold' | 'italic' | 'strike' | 'code') => (style[key] === true ? { [key]: true } : {});
  return { ...on('bold'), ...on('italic'), ...on('strike'), ...on('code') };
}
