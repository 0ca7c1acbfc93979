import type { RichTextElement } from '@slack/types';
import { cut, type Span, type Text } from '../../chat/text.ts';
import { LINK } from './limits.ts';
import { clean, escaped } from './words.ts';

/** Text to Slack's two ways of saying it: pieces of rich text (nothing in them is markup), and mrkdwn (where three signs are escaped). */

/** How persons in a Text are shown. */
export interface Naming {
  /** Accounts of this workspace by member id. */
  people: Readonly<Record<string, string>>;
  /** Members that may be mentioned: naming an account in a channel always notifies. Undefined: everybody (only one person reads it). */
  mention?: readonly string[];
}

/** The account behind a person span, when this reader may see it as a mention. */
export function accountOf(span: Span & { kind: 'person' }, naming: Naming): string | undefined {
  const account = naming.people[span.memberId];
  const allowed = naming.mention === undefined || naming.mention.includes(span.memberId);
  return allowed && account !== undefined && /^[UW][A-Z0-9]+$/.test(account) ? account : undefined;
}

/** Where a link may lead; anything else is shown as words. */
function addressOf(url: string): string | undefined {
  return /^(https?:|mailto:)[^\s]+$/i.test(url) && url.length <= LINK ? url : undefined;
}

/** What a reader sees of a span. */
export function wordsOfSpan(span: Span): string {
  return clean(span.kind === 'link' ? span.label || span.url : span.kind === 'person' ? span.name : span.text);
}

/** What a reader sees of a Text. */
export function wordsOf(text: Text): string {
  return text.map(wordsOfSpan).join('');
}

/** Cuts a Text to a length, ending in "…". */
export function cutText(text: Text, max: number): Text {
  if (wordsOf(text).length <= max) return text;
  const kept: Span[] = [];
  let room = max - 1;
  for (const span of text) {
    const words = wordsOfSpan(span);
    if (words.length > room) {
      // A link or name that does not fit whole is only words.
      kept.push({ ...(span.kind === 'plain' ? span : { kind: 'plain' }), text: cut(words, room + 1) });
      break;
    }
    kept.push(span);
    room -= words.length;
  }
  return kept;
}

/** Pieces of a rich text section; empty when there is nothing to show. */
export function richPieces(text: Text, naming: Naming, max: number): RichTextElement[] {
  return text
    .flatMap((span): RichTextElement[] => {
      const words = wordsOfSpan(span);
      if (words === '') return [];
      switch (span.kind) {
        case 'plain':
          return [{ type: 'text', text: words, ...styled({ bold: span.bold, italic: span.italic }) }];
        case 'code':
          return [{ type: 'text', text: words, ...styled({ code: true }) }];
        case 'link': {
          const url = addressOf(span.url);
          return [url ? { type: 'link', url, text: words } : { type: 'text', text: words }];
        }
        case 'person': {
          const account = accountOf(span, naming);
          return [account ? { type: 'user', user_id: account } : { type: 'text', text: words }];
        }
        default:
          return span satisfies never;
      }
    })
    .slice(0, max);
}

function styled(style: { bold?: true | undefined; italic?: true | undefined; code?: true }): {
  style?: { bold?: true; italic?: true; code?: true };
} {
  const on = Object.fromEntries(Object.entries(style).filter(([, value]) => value));
  return Object.keys(on).length > 0 ? { style: on } : {};
}

/**
 * A Text as mrkdwn, where words stand beside a button or in small print and rich text is not allowed. Marks a person typed (*, _, ~, `)
 * cannot be escaped in Slack: they may change how their own words look, and nothing else.
 */
export function mrkdwn(text: Text, naming: Naming): string {
  // A line that begins with ">" would become a quotation, escaped or not; an invisible space in front keeps it words.
  return text
    .map((span) => mrkdwnOfSpan(span, naming))
    .join('')
    .replace(/^&gt;/gm, '\u200b&gt;');
}

/** A Text as mrkdwn of at most so many characters, markup included, and so many words. */
export function fittedMrkdwn(text: Text, naming: Naming, words: number, max: number): string {
  let length = Math.min(words, max);
  while (length > 0) {
    const written = mrkdwn(cutText(text, length), naming);
    if (written.length <= max) return written;
    length = Math.min(length - 1, Math.floor((length * max) / written.length));
  }
  return '';
}

function mrkdwnOfSpan(span: Span, naming: Naming): string {
  const words = escaped(wordsOfSpan(span));
  switch (span.kind) {
    case 'plain':
      return marked(words, span.bold ? '*' : '', span.italic ? '_' : '');
    case 'code':
      // A code span ends at the first backtick, whatever is meant.
      return marked(words.replaceAll('`', 'ˋ'), '`', '');
    case 'link': {
      const url = addressOf(span.url);
      return url ? `<${escaped(url).replaceAll('|', '%7C')}|${words.replaceAll('|', '¦').replaceAll('\n', ' ')}>` : words;
    }
    case 'person': {
      const account = accountOf(span, naming);
      return account ? `<@${account}>` : words;
    }
    default:
      return span satisfies never;
  }
}

/** Marks hold only on one line and not beside white space. */
function marked(words: string, outer: string, inner: string): string {
  if (outer === '' && inner === '') return words;
  return words
    .split('\n')
    .map((line) => {
      const [, before = '', middle = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(line) ?? [];
      return middle === '' ? line : `${before}${outer}${inner}${middle}${inner}${outer}${after}`;
    })
    .join('\n');
}
