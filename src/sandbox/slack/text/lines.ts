import type { RichText, ShownBlock } from '../../contract.ts';
import type { Reading } from './mrkdwn.ts';
import { readMrkdwn } from './mrkdwn.ts';

/** mrkdwn as blocks: lines that start with "> " are quotes, ">>>" quotes everything after it. */
export function mrkdwnBlocks(text: string, reading: Reading): ShownBlock[] {
  const runs: { quote: boolean; lines: string[] }[] = [];
  let restIsQuote = false;
  let inCode = false;
  for (const line of text.split('\n')) {
    const opensRest = !inCode && /^(>|&gt;){3}/.test(line);
    restIsQuote ||= opensRest;
    const quoted = !inCode && /^(>|&gt;)/.test(line);
    const words = opensRest ? line.replace(/^(>|&gt;){3} ?/, '') : quoted ? line.replace(/^(>|&gt;) ?/, '') : line;
    const last = runs.at(-1);
    if (last && last.quote === (quoted || restIsQuote)) last.lines.push(words);
    else runs.push({ quote: quoted || restIsQuote, lines: [words] });
    if ((line.split('```').length - 1) % 2 === 1) inCode = !inCode;
  }
  return runs.map(({ quote, lines }) => ({
    type: 'text',
    text: readMrkdwn(lines.join('\n'), reading),
    ...(quote ? { quote } : {}),
  }));
}

/** Standard Markdown (markdown blocks, markdown_text) as blocks. */
export function markdownBlocks(text: string, reading: Reading): ShownBlock[] {
  return text.split(/\n(?=#{1,6} )|(?<=^#{1,6} [^\n]*)\n/m).flatMap((part): ShownBlock[] => {
    const heading = /^#{1,6} (.*)$/.exec(part);
    if (heading) return [{ type: 'heading', text: readMrkdwn(asMrkdwn(heading[1] ?? ''), reading) }];
    return part.trim() === '' ? [] : mrkdwnBlocks(asMrkdwn(part.trim()), reading);
  });
}

function asMrkdwn(markdown: string): string {
  const bold = '\u0000';
  return markdown
    .replace(/\*\*(.+?)\*\*|__(.+?)__/g, (_, one: string | undefined, two: string | undefined) => `${bold}${one ?? two}${bold}`)
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '_$1_')
    .replaceAll(bold, '*')
    .replace(/~~(.+?)~~/g, '~$1~')
    .replace(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, '<$2|$1>')
    .replace(/^[-*] /gm, '• ');
}

/** The words of spans. */
export function wordsOf(text: RichText): string {
  return text.map((span) => span.text).join('');
}
