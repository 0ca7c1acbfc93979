import type { RichSpan, RichText } from '../../contract.ts';

/** How names and pings are looked up while text is read. */
export interface Reading {
  personName(id: string): string | undefined;
  channelName(id: string): string | undefined;
  roleName(id: string): string | undefined;
  /** Whether a mention in this text notifies. */
  pings(kind: 'person' | 'role' | 'everyone', id?: string): boolean;
}

type Style = Omit<RichSpan, 'text'>;
type Rule = {
  at: RegExp;
  read: (match: RegExpExecArray, style: Style, reading: Reading, before: string) => RichText | undefined;
};

const ADDRESS = String.raw`https?:\/\/[^\s<>]*[^\s<>.,:;"'\]\)!?*_~|]`;

const styled =
  (change: Style): Rule['read'] =>
  ([, inner = ''], style, reading) =>
    readInline(inner, reading, { ...style, ...change });

const RULES: Rule[] = [
  { at: /\\([^\p{L}\p{N}\s])/uy, read: ([, literal = ''], style) => [{ ...style, text: literal }] },
  { at: /(`{1,2})([^`]|[^`][\s\S]*?[^`])\1(?!`)/y, read: ([, , inner = ''], style) => [{ ...style, text: inner, code: true }] },
  { at: /\*\*\*((?:\\[\s\S]|[^\\])+?)\*\*\*(?!\*)/y, read: styled({ bold: true, italic: true }) },
  { at: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, read: styled({ bold: true }) },
  { at: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, read: styled({}) },
  { at: /~~((?:\\[\s\S]|[^\\])+?)~~/y, read: styled({ strike: true }) },
  { at: /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, read: styled({}) },
  { at: /\*(?=\S)((?:\*\*|\\[\s\S]|[^\\*])+?)\*(?!\*)/y, read: styled({ italic: true }) },
  {
    at: /_((?:__|\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}])/uy,
    read: (match, style, reading, before) =>
      /[\p{L}\p{N}]$/u.test(before) ? undefined : styled({ italic: true })(match, style, reading, before),
  },
  {
    at: /\[((?:\\[\s\S]|[^\\\]])+?)\]\(<?(https?:\/\/[^\s)>]+)>?(?:\s+"[^"]*")?\)/y,
    read: ([, label = '', link = ''], style, reading) => readInline(label, reading, { ...style, link }),
  },
  { at: new RegExp(`<(${ADDRESS}[^\\s<>]*)>`, 'y'), read: ([, link = ''], style) => [{ ...style, text: link, link }] },
  { at: new RegExp(ADDRESS, 'y'), read: ([link], style) => [{ ...style, text: link, link: style.link ?? link }] },
  {
    at: /<@!?(\d+)>/y,
    read: ([, id = ''], style, reading) => [
      {
        ...style,
        text: `@${reading.personName(id) ?? 'unknown-user'}`,
        mention: true,
        ...(reading.pings('person', id) ? { pings: { kind: 'person', id } } : {}),
      },
    ],
  },
  {
    at: /<@&(\d+)>/y,
    read: ([, id = ''], style, reading) => [
      {
        ...style,
        text: `@${reading.roleName(id) ?? 'unknown-role'}`,
        mention: true,
        ...(reading.pings('role', id) ? { pings: { kind: 'role', id } } : {}),
      },
    ],
  },
  {
    at: /<#(\d+)>/y,
    read: ([, id = ''], style, reading) => [{ ...style, text: `#${reading.channelName(id) ?? 'unknown'}`, mention: true }],
  },
  { at: /<\/([^:>]+):\d+>/y, read: ([, name = ''], style) => [{ ...style, text: `/${name}`, mention: true }] },
  { at: /<a?:(\w+):\d+>/y, read: ([, name = ''], style) => [{ ...style, text: `:${name}:` }] },
  {
    at: /<t:(-?\d{1,13})(?::[tTdDfFR])?>/y,
    read: ([, seconds], style) => [{ ...style, text: moment(Number(seconds)), code: false }],
  },
  {
    at: /@(everyone|here)\b/y,
    read: ([text], style, reading) => [
      { ...style, text, ...(reading.pings('everyone') ? { mention: true, pings: { kind: 'everyone' } } : {}) },
    ],
  },
];

/** Reads one stretch of Discord Markdown without line-wise markup. */
export function readInline(text: string, reading: Reading, style: Style = {}): RichText {
  const spans: RichText = [];
  let plain = '';
  let at = 0;
  const flush = (): void => {
    if (plain !== '') spans.push({ ...style, text: plain });
    plain = '';
  };

  while (at < text.length) {
    const found = ruleAt(text, at, style, reading);
    if (found) {
      flush();
      spans.push(...found.spans);
      at += found.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return spans;
}

function ruleAt(text: string, at: number, style: Style, reading: Reading): { spans: RichText; length: number } | undefined {
  // Only these characters, and an address, can begin markup.
  if (!/[\\`*_~|[<@h]/.test(text[at] ?? '')) return undefined;
  for (const rule of RULES) {
    rule.at.lastIndex = at;
    const match = rule.at.exec(text);
    const spans = match ? rule.read(match, style, reading, text.slice(Math.max(0, at - 2), at)) : undefined;
    if (match && spans) return { spans, length: match[0].length };
  }
  return undefined;
}

function moment(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return 'Invalid date';
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/London' }).format(date);
}
