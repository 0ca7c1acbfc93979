import type { RichSpan, RichText } from '../../contract.ts';
import type { Names } from './mentions.ts';
import { readAngle } from './mentions.ts';

/** How a piece of mrkdwn is read. */
export interface Reading {
  names: Names;
  /** False where Slack notifies nobody: forms, ephemeral messages, App Home. */
  notifies: boolean;
  /** verbatim: true: addresses are not made into links. */
  verbatim?: boolean;
  /** parse: 'full' or link_names: "@ann" in plain text becomes a mention. */
  linksNames?: boolean;
}

type Style = Pick<RichSpan, 'bold' | 'italic' | 'strike' | 'code'>;
const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const ADDRESS = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/i;
const SHOUT = /^@(channel|here|everyone)\b/;

/** Slack's markup as a person sees it. */
export function readMrkdwn(text: string, reading: Reading): RichText {
  return joined(read(text, {}, reading));
}

/** Text in which nothing but the three escapes means anything (plain_text, mrkdwn: false). */
export function readPlain(text: string): RichText {
  return text === '' ? [] : [{ text: unescaped(text) }];
}

/** &amp; &lt; &gt; as the signs they stand for. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function read(text: string, style: Style, reading: Reading): RichText {
  const spans: RichText = [];
  let at = 0;
  while (at < text.length) {
    const found =
      codeAt(text, at, style, reading) ??
      angleAt(text, at, style, reading) ??
      styledAt(text, at, style, reading) ??
      bareAt(text, at, style, reading);
    if (found) {
      spans.push(...found.spans);
      at = found.end;
    } else {
      const end = nextSign(text, at + 1);
      spans.push({ text: unescaped(text.slice(at, end)), ...style });
      at = end;
    }
  }
  return spans;
}

interface Found {
  spans: RichText;
  end: number;
}

/** Where the next sign that may mean something stands: everything up to there is plain words. */
function nextSign(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if ('`<*_~'.includes(sign) || sign === '@' || (sign === 'h' && /^https?:\/\//i.test(text.slice(at, at + 8)))) return at;
  }
  return text.length;
}

function codeAt(text: string, at: number, style: Style, reading: Reading): Found | undefined {
  if (text[at] !== '`' || style.code) return undefined;
  const fence = text.startsWith('```', at) ? '```' : '`';
  const end = text.indexOf(fence, at + fence.length);
  const inside = end === -1 ? '' : text.slice(at + fence.length, end);
  if (inside === '' || (fence === '`' && inside.includes('\n'))) return undefined;
  return { spans: read(inside, { ...style, code: true }, reading), end: end + fence.length };
}

function angleAt(text: string, at: number, style: Style, reading: Reading): Found | undefined {
  if (text[at] !== '<') return undefined;
  const end = text.indexOf('>', at);
  const inside = end === -1 ? '' : text.slice(at + 1, end);
  if (inside === '' || /[\n<]/.test(inside)) return undefined;
  const span = readAngle(inside, reading.names, reading.notifies);
  return { spans: [{ ...style, ...span, text: unescaped(span.text) }], end: end + 1 };
}

/** *bold*, _italic_, ~struck~: only around whole words, on one line, and not inside code. */
function styledAt(text: string, at: number, style: Style, reading: Reading): Found | undefined {
  const mark = text[at];
  if ((mark !== '*' && mark !== '_' && mark !== '~') || style.code || style[MARKS[mark]]) return undefined;
  if (isWord(text[at - 1]) || isSpace(text[at + 1]) || text[at + 1] === mark) return undefined;
  for (let end = text.indexOf(mark, at + 1); end !== -1; end = text.indexOf(mark, end + 1)) {
    const inside = text.slice(at + 1, end);
    if (inside.includes('\n')) return undefined;
    if (isSpace(text[end - 1]) || isWord(text[end + 1])) continue;
    return { spans: read(inside, { ...style, [MARKS[mark]]: true }, reading), end: end + 1 };
  }
  return undefined;
}

/** An address, or with link_names a mention, written without any brackets. */
function bareAt(text: string, at: number, style: Style, reading: Reading): Found | undefined {
  const rest = text.slice(at, at + 3000);
  const address = reading.verbatim ? undefined : ADDRESS.exec(rest)?.[0];
  if (address) return { spans: [{ text: unescaped(address), ...style, link: unescaped(address) }], end: at + address.length };
  const shout = reading.linksNames ? SHOUT.exec(rest) : undefined;
  if (!shout) return undefined;
  return { spans: [{ ...style, ...readAngle(`!${shout[1]}`, reading.names, reading.notifies) }], end: at + shout[0].length };
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}

function isSpace(sign: string | undefined): boolean {
  return sign === undefined || /\s/.test(sign);
}

/** Neighbours of the same style as one span. */
function joined(spans: RichText): RichText {
  const result: RichText = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && !span.mention && !last.mention && sameStyle(last, span)) last.text += span.text;
    else result.push({ ...span });
  }
  return result;
}

function sameStyle(one: RichSpan, other: RichSpan): boolean {
  return (['bold', 'italic', 'strike', 'code', 'link'] as const).every((key) => one[key] === other[key]);
}
