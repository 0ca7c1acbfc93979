import type { RichText, ShownBlock } from '../../contract.ts';
import { type Reading, readInline } from './markdown-inline.ts';

type TextBlock = Extract<ShownBlock, { type: 'heading' | 'text' }>;

/** Reads Discord Markdown: headings, small text, quotes, lists and code blocks by line, the rest within the line. */
export function readMarkdown(text: string, reading: Reading): TextBlock[] {
  const blocks: TextBlock[] = [];
  let lines: string[] = [];
  let quote = false;

  const flush = (): void => {
    const joined = lines.join('\n').replace(/^\n+|\n+$/g, '');
    if (joined !== '') blocks.push({ type: 'text', text: readInline(joined, reading), ...(quote ? { quote: true } : {}) });
    lines = [];
  };
  const add = (line: string, quoted: boolean): void => {
    if (quoted !== quote) flush();
    quote = quoted;
    lines.push(listItem(line));
  };

  for (const part of splitCode(text)) {
    if (part.code) {
      flush();
      blocks.push({ type: 'text', text: [{ text: part.text, code: true }], ...(quote ? { quote: true } : {}) });
      continue;
    }
    const wanted = part.text.split('\n');
    for (const [index, line] of wanted.entries()) {
      const heading = /^#{1,3} +(\S.*)$/.exec(line);
      const small = /^-# +(\S.*)$/.exec(line);
      const rest = /^>>> ([\s\S]*)$/.exec(wanted.slice(index).join('\n'));
      if (rest) {
        for (const quoted of (rest[1] ?? '').split('\n')) add(quoted, true);
        break;
      }
      if (heading) {
        flush();
        blocks.push({ type: 'heading', text: bold(readInline(heading[1] ?? '', reading)) });
      } else if (small) {
        flush();
        blocks.push({ type: 'text', text: readInline(small[1] ?? '', reading), small: true });
      } else if (line.startsWith('> ')) add(line.slice(2), true);
      else add(line, false);
    }
  }
  flush();
  return blocks;
}

function bold(text: RichText): RichText {
  return text.map((span) => ({ ...span, bold: true }));
}

function listItem(line: string): string {
  return line.replace(/^( *)[-*] +(?=\S)/, (_all, indent: string) => `${indent}• `);
}

function splitCode(text: string): { text: string; code: boolean }[] {
  const parts: { text: string; code: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(/```(?:[\w+-]*\n)?([\s\S]+?)```/g)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), code: false });
    parts.push({ text: (match[1] ?? '').replace(/\n$/, ''), code: true });
    from = match.index + match[0].length;
  }
  parts.push({ text: text.slice(from), code: false });
  return parts;
}
