import fc from 'fast-check';
import { actionRef } from '../../../src/chat/packed.ts';
import { link, person, type Span } from '../../../src/chat/text.ts';
import { type Block, button, heading, item, note, quote, select, text, type View, view } from '../../../src/chat/view.ts';

/** Everything people type, and what some would like to, in every place of a View. */

export const people = { m1: '910000000000000011', m2: '910000000000000012' };
export const OUR_LINK = 'https://ours.example/a?b=(1)&c=2';
const ref = actionRef('thing.do', ['id']);

const NASTY = [
  '@everyone',
  '@here',
  '<!channel>',
  '<@910000000000000011>',
  '<@!910000000000000012>',
  '<@&5>',
  '<#910000000000000101>',
  '</staffroom:5>',
  '<t:1700000000:R>',
  '<a:wave:12345>',
  ':wave:',
  '<https://evil.example|safe>',
  '<https://evil.example>',
  '[safe](https://evil.example)',
  '[safe](<https://evil.example>)',
  'https://evil.example/?a=1&b=2',
  'HTTPS://EVIL.example',
  '```js\nx\n```',
  '`',
  '``',
  '*_~|\\',
  '||hidden||',
  '~~gone~~',
  '# big',
  '\n# big',
  '\n## big',
  '\n-# small',
  '\n- one\n* two\n+ three\n1. four\n2) five',
  '\n> quoted',
  '\n>>> all of it',
  '\\',
  '\\\\',
  '\\[',
  '](https://evil.example)',
  '\u202egnp.exe',
  'مرحبا بكم',
  '\u200b\u200b',
  '\ud83d',
  '\udc00',
  '👩🏽‍🏫',
  '\u0000\u0007',
  '\r\n\t',
  '\u2028# big',
  'x'.repeat(10_000),
  '*'.repeat(5000),
  ' '.repeat(5000),
  '\n'.repeat(3000),
];
export const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 10 })), { maxLength: 5 })
    .chain((parts) => fc.constantFrom(' ', '', '\n').map((between) => parts.join(between))),
);
const style = fc.constantFrom(undefined, true as const);
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ kind: fc.constant('plain' as const), text: words, bold: style, italic: style }),
  fc.record({ kind: fc.constant('code' as const), text: words }),
  words.map((label) => link(label, OUR_LINK)),
  fc.tuple(fc.constantFrom('m1', 'm2', 'm3', '__proto__'), words).map(([id, name]) => person(id, name)),
);
/** Words in any style. */
export const spans = fc.array(span, { maxLength: 6 });
const pressed = fc
  .tuple(words, fc.constantFrom('n1', 'n2', 'x'.repeat(85)), fc.option(words, { nil: undefined }))
  .map(([label, id, confirm]) => button(ref, { id }, label, { style: 'danger', ...(confirm !== undefined && { confirm }) }));
const options = fc.array(fc.record({ label: words, value: fc.oneof(words, fc.constantFrom('a', 'b')) }), { maxLength: 25 });
const attached = fc.record({ name: words, mimeType: fc.constant('text/csv'), base64: fc.constant('YQ==') });
const block: fc.Arbitrary<Block> = fc.oneof(
  words.map(heading),
  spans.map(text),
  spans.map(quote),
  spans.map(note),
  fc.constant<Block>({ kind: 'divider' }),
  fc.tuple(spans, pressed).map(([shown, beside]) => item(shown, beside)),
  fc.array(pressed, { maxLength: 5 }).map((list): Block => ({ kind: 'buttons', buttons: list })),
  fc
    .tuple(words, options, fc.boolean())
    .map(([placeholder, list, several]) => select(ref, { id: 'n1' }, placeholder, list, several)),
  attached.map((file): Block => ({ kind: 'file', file })),
  fc.tuple(attached, words).map(([file, alt]): Block => ({ kind: 'image', file, alt })),
);
/** Any View. */
export const views = fc
  .tuple(fc.array(block, { maxLength: 60 }), fc.constantFrom(undefined, ['m1'], ['m1', 'm2', 'm9']))
  .map(([blocks, pings]): View => ({ ...view(...blocks), ...(pings && { pings: [...pings] }) }));
