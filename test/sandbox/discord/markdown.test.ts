import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RichText } from '../../../src/sandbox/contract.ts';
import { readMarkdown } from '../../../src/sandbox/discord/shown/markdown.ts';
import { type Reading, readInline } from '../../../src/sandbox/discord/shown/markdown-inline.ts';

const reading: Reading = {
  personName: (id) => (id === '7' ? 'Priya Shah' : undefined),
  channelName: (id) => (id === '8' ? 'general' : undefined),
  roleName: () => undefined,
  pings: (kind, id) => kind === 'person' && id === '7',
};

test.each<[string, RichText]>([
  ['plain', [{ text: 'plain' }]],
  [
    '**bold** and *italic* and _italic_',
    [
      { text: 'bold', bold: true },
      { text: ' and ' },
      { text: 'italic', italic: true },
      { text: ' and ' },
      { text: 'italic', italic: true },
    ],
  ],
  ['***both***', [{ text: 'both', bold: true, italic: true }]],
  [
    '**bold *and italic***',
    [
      { text: 'bold ', bold: true },
      { text: 'and italic', bold: true, italic: true },
    ],
  ],
  ['~~gone~~ `code *as is*`', [{ text: 'gone', strike: true }, { text: ' ' }, { text: 'code *as is*', code: true }]],
  ['snake_case_name', [{ text: 'snake_case_name' }]],
  [
    '\\*not italic\\* \\<@7>',
    [{ text: '*' }, { text: 'not italic' }, { text: '*' }, { text: ' ' }, { text: '<' }, { text: '@7>' }],
  ],
  ['2 * 3 * 4', [{ text: '2 * 3 * 4' }]],
  ['[label](https://example.org/a_b_c)', [{ text: 'label', link: 'https://example.org/a_b_c' }]],
  ['[label](javascript:alert)', [{ text: '[label](javascript:alert)' }]],
  [
    'see https://example.org/x_y_z.',
    [{ text: 'see ' }, { text: 'https://example.org/x_y_z', link: 'https://example.org/x_y_z' }, { text: '.' }],
  ],
  ['<https://example.org>', [{ text: 'https://example.org', link: 'https://example.org' }]],
  [
    '<@7> <@9> <#8>',
    [
      { text: '@Priya Shah', mention: true, pings: { kind: 'person', id: '7' } },
      { text: ' ' },
      { text: '@unknown-user', mention: true },
      { text: ' ' },
      { text: '#general', mention: true },
    ],
  ],
  ['`<@7>`', [{ text: '<@7>', code: true }]],
  ['@everyone', [{ text: '@everyone' }]],
])('%s', (markdown, expected) => {
  const spans = readInline(markdown, reading);

  expect(spans).toEqual(expected);
});

test('headings, small text, quotes, lists and code blocks stand by line', () => {
  const blocks = readMarkdown(
    [
      '# One',
      '-# small',
      'first',
      '- a **b**',
      '',
      '> quoted',
      '> more',
      'after',
      '```ts',
      'const # = 1',
      '```',
      '>>> all',
      'the rest',
    ].join('\n'),
    reading,
  );

  expect(blocks).toEqual([
    { type: 'heading', text: [{ text: 'One', bold: true }] },
    { type: 'text', text: [{ text: 'small' }], small: true },
    { type: 'text', text: [{ text: 'first\n• a ' }, { text: 'b', bold: true }] },
    { type: 'text', text: [{ text: 'quoted\nmore' }], quote: true },
    { type: 'text', text: [{ text: 'after' }] },
    { type: 'text', text: [{ text: 'const # = 1', code: true }] },
    { type: 'text', text: [{ text: 'all\nthe rest' }], quote: true },
  ]);
});

test('a hash without a space, and a heading mark in the middle, are words', () => {
  expect(readMarkdown('#hashtag and # more', reading)).toEqual([{ type: 'text', text: [{ text: '#hashtag and # more' }] }]);
});

test('no text is lost or breaks the reader, and what has no markup stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('a', ' ', '*', '_', '~', '`', '[', ']', '(', ')', '<', '>', '@', '\\', '\n', '#', '|', 'é'),
      }),
      (text) => {
        expect(() => readMarkdown(text, reading)).not.toThrow();
      },
    ),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'é', ' ', '1', '.', ',', '!', '-') }), (text) => {
      expect(
        readInline(text, reading)
          .map((span) => span.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('a text made to hurt is read in reasonable time', () => {
  const nasty = [
    '*'.repeat(4000),
    '_'.repeat(4000),
    '['.repeat(4000),
    `${'**a'.repeat(1300)}`,
    '`'.repeat(3999),
    '\\'.repeat(4000),
    '||'.repeat(2000),
  ];

  for (const text of nasty) expect(readMarkdown(text, reading).length).toBeGreaterThan(0);
});
