/**
 * Words in a View are built, never concatenated: holes stay apart from the template, and each platform escapes them when it renders.
 */

/** A run of words in one style. JSON, because stored Views outlive deployments. */
export type Span =
  | { kind: 'plain'; text: string; bold?: true; italic?: true }
  | { kind: 'code'; text: string }
  | { kind: 'link'; label: string; url: string }
  /** A member, resolved to an account of the reader's platform when rendered; `name` is shown where there is none. */
  | { kind: 'person'; memberId: string; name: string };

/** Words in order. */
export type Text = readonly Span[];

/** What may stand in a hole of `say`: user words (escaped when rendered), numbers, or text already built. */
export type Hole = string | number | Text | Span;

const MARKS = /(\*\*|__|`)/;

/** Templates cut at their marks: a template is the same object each time. */
const cutBefore = new WeakMap<TemplateStringsArray, string[][]>();
function piecesOf(template: TemplateStringsArray): string[][] {
  const known = cutBefore.get(template) ?? template.map((literal) => literal.split(MARKS));
  cutBefore.set(template, known);
  return known;
}

/**
 * Builds Text. In the template `**bold**`, `__italic__` and `` `code` `` are marks; in holes nothing is.
 * @example say`**${title}** by ${author}`
 */
export function say(template: TemplateStringsArray, ...holes: readonly Hole[]): Text {
  const spans: Span[] = [];
  const style = { bold: false, italic: false, code: false };
  // Code with holes in it (`/snippet ${name}`) is one run: rendered piece by piece its marks would touch and be read as text.
  let code = '';
  const add = (text: string) => {
    if (text === '') return;
    if (style.code) code += text;
    else append(spans, { kind: 'plain', text, ...(style.bold && { bold: true }), ...(style.italic && { italic: true }) });
  };
  piecesOf(template).forEach((pieces, index) => {
    for (const piece of pieces) {
      if (piece === '**') style.bold = !style.bold;
      else if (piece === '__') style.italic = !style.italic;
      else if (piece === '`') {
        if (code !== '') spans.push({ kind: 'code', text: code });
        code = '';
        style.code = !style.code;
      } else add(piece);
    }
    const hole = holes[index];
    if (hole === undefined) return;
    if (typeof hole === 'string' || typeof hole === 'number') add(String(hole));
    else if (style.code) add(wordsOf('kind' in hole ? [hole] : hole));
    else if ('kind' in hole) append(spans, hole);
    else for (const span of hole) append(spans, emphasise(span, style));
  });
  return spans;
}

/** Words in the same style go into one run: a digest is half as long to store and to send, and thousands are written at a time. */
function append(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last?.kind === 'plain' && span.kind === 'plain' && last.bold === span.bold && last.italic === span.italic)
    spans[spans.length - 1] = { ...last, text: last.text + span.text };
  else spans.push(span);
}

function emphasise(span: Span, style: { bold: boolean; italic: boolean }): Span {
  if (span.kind !== 'plain') return span;
  return { ...span, ...(style.bold && { bold: true as const }), ...(style.italic && { italic: true as const }) };
}

/** User words, or ours, with no marks at all. */
export function plain(text: string): Text {
  return text === '' ? [] : [{ kind: 'plain', text }];
}

/** Names a member; pings them where the platform and the View allow it. */
export function person(memberId: string, name: string): Span {
  return { kind: 'person', memberId, name };
}

/** A link with its own words. The url must be ours, never a member's. */
export function link(label: string, url: string): Span {
  return { kind: 'link', label, url };
}

/** Joins texts with a separator between them. */
export function join(texts: readonly Text[], separator: string): Text {
  const spans: Span[] = [];
  for (const [index, text] of texts.entries())
    for (const span of index === 0 ? text : [...plain(separator), ...text]) append(spans, span);
  return spans;
}

/** "a, b and c", in plain words; `last` stands before the last of them. */
export function listed(words: readonly string[], last = ' and '): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')}${last}${words.at(-1)}`;
}

/** The bare words, for logs of tests, plain-text forms and lengths. */
export function wordsOf(text: Text): string {
  return text.map((span) => (span.kind === 'link' ? span.label : span.kind === 'person' ? span.name : span.text)).join('');
}

/** Cuts plain words to a length in characters, ending in "…" and never inside a surrogate pair. */
export function cut(words: string, max: number): string {
  if (words.length <= max) return words;
  if (max <= 0) return '';
  const end = isHighSurrogate(words.charCodeAt(max - 2)) ? max - 2 : max - 1;
  return `${words.slice(0, Math.max(0, end)).trimEnd()}…`;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
