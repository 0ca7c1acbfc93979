import { cut, type Span, type Text } from '../../chat/text.ts';

/** Words before they become Markdown: what a reader sees of a Text, and cutting it. */

/** Marks of text direction that reach beyond a person's own words, and control characters no client shows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNSHOWN = /[\u202a-\u202e\u2066-\u2069]|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** What most words are made of; nothing in it needs another look. */
const PLAIN = /^[\n -~]*$/;

/** Words as Discord can take them: whole characters only, and nothing that turns the words after it around. */
export function clean(words: string): string {
  if (PLAIN.test(words)) return words;
  return words
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .toWellFormed()
    .replace(UNSHOWN, '');
}

/** Is there nothing a person could see? Discord refuses texts of white space. */
export function isBlank(words: string): boolean {
  return !/[^\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u.test(words);
}

/** Words of one line where Markdown means nothing (button labels, placeholders); never empty. */
export function plainLine(words: string, max: number): string {
  const line = oneLine(clean(words));
  return isBlank(line) ? '…' : cut(line, max);
}

/** Several lines as one. */
export function oneLine(words: string): string {
  return words
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

/** What a reader sees of a span. */
export function wordsOfSpan(span: Span): string {
  return clean(span.kind === 'link' ? span.label || span.url : span.kind === 'person' ? span.name : span.text);
}

/** What a reader sees of a Text. */
export function wordsOf(text: Text): string {
  return text.map(wordsOfSpan).join('');
}

/** Cuts a Text to a length as a reader sees it, ending in "…". */
export function cutText(text: Text, max: number): Text {
  if (wordsOf(text).length <= max) return text;
  const kept: Span[] = [];
  let room = max;
  for (const span of text) {
    const words = wordsOfSpan(span);
    if (words.length >= room) {
      // A link or a name that does not fit whole is only words.
      kept.push({ ...(span.kind === 'plain' ? span : { kind: 'plain' }), text: cut(`${words}…`, room) });
      break;
    }
    kept.push(span);
    room -= words.length;
  }
  return kept;
}
