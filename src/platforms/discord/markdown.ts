import type { Span, Text } from '../../chat/text.ts';
import { isBlank, oneLine, wordsOfSpan } from './text.ts';

/**
 * Text to Discord's Markdown. Whatever a person typed stays words: every sign that could begin markup, a mention, a link or a list
 * gets a backslash, which Discord takes away again before any sign that is no letter, digit or space.
 */

/** Accounts of this server by member id. */
export type People = Readonly<Record<string, string>>;

/** Begins markup anywhere: styles, code, spoilers, quotes, links, mentions, times. */
const ANYWHERE = /[\\*_~`|[\]<>@]/g;
/** Part of an address or of an emoji's name. */
const COLON = /:(?=\/\/|[\w+-]+:)/g;
/** Begins markup at the start of a line: headings, small print, lists. */
const LINE_START = /^([^\S\n]*)(?:([#+-])|(\d+)(?=[.)]))/gm;

/** Disarms Discord's Markdown. */
export function escaped(words: string): string {
  return words
    .replace(ANYWHERE, '\\$&')
    .replace(COLON, '\\:')
    .replace(LINE_START, (_all, indent: string, sign?: string, digits?: string) =>
      sign === undefined ? `${indent}${digits}\\` : `${indent}\\${sign}`,
    );
}

/** A Text as Markdown. */
export function markdown(text: Text, people: People): string {
  let written = '';
  for (const piece of joined(text.map((span) => pieceOf(span, people)))) {
    const next = writtenOf(piece);
    // Signs of two neighbouring styles would run into each other.
    written += /[*`]$/.test(written) && /^[*`]/.test(next) ? `\u200b${next}` : next;
  }
  return written;
}

/** The account of a member on the reader's platform, when it is one. */
export function accountOf(people: People, memberId: string): string | undefined {
  const account = Object.hasOwn(people, memberId) ? people[memberId] : undefined;
  return account !== undefined && /^\d{1,20}$/.test(account) ? account : undefined;
}

/** A run of words in one style, or something already written. */
type Piece = { words: string; style: '' | '*' | '**' | '***' | '`' } | { written: string };

function pieceOf(span: Span, people: People): Piece {
  const words = wordsOfSpan(span);
  switch (span.kind) {
    case 'plain':
      return { words, style: span.bold ? (span.italic ? '***' : '**') : span.italic ? '*' : '' };
    case 'code':
      // A sign of code in code, or several lines of it, cannot be written safely: then it is words.
      return { words, style: /[`\n]/.test(words) || isBlank(words) ? '' : '`' };
    case 'link': {
      const address = addressOf(span.url);
      return address && !isBlank(words) ? { written: `[${escaped(oneLine(words))}](${address})` } : { words, style: '' };
    }
    case 'person': {
      const account = accountOf(people, span.memberId);
      return account ? { written: `<@${account}>` } : { words, style: '' };
    }
    default:
      return span satisfies never;
  }
}

/** Neighbours in one style become one run, so that a person's words cannot complete each other to markup. */
function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    if ('words' in piece && piece.words === '') continue;
    const last = runs.at(-1);
    if (last && 'words' in last && 'words' in piece && last.style === piece.style)
      runs[runs.length - 1] = { ...last, words: last.words + piece.words };
    else runs.push(piece);
  }
  return runs;
}

function writtenOf(piece: Piece): string {
  if ('written' in piece) return piece.written;
  if (piece.style === '`') return `\`${piece.words}\``;
  return piece.style === '' ? escaped(piece.words) : styled(escaped(piece.words), piece.style);
}

/** A style holds within a line, and its signs must touch words. */
function styled(safe: string, sign: string): string {
  return safe
    .split('\n')
    .map((line) => {
      const words = line.trim();
      return isBlank(words) ? line : line.replace(words, () => `${sign}${words}${sign}`);
    })
    .join('\n');
}

/** Only web addresses, with nothing in them that could end the link early. */
function addressOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replace(/[()<>\\\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
