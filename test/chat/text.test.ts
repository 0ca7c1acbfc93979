import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, join, link, person, plain, say, wordsOf } from '../../src/chat/text.ts';
import { heading, knownView, membersIn, text, VIEW_VERSION, view } from '../../src/chat/view.ts';

const MARKED = ['**bold** __it__ `code`', '<!channel> @everyone', '<https://evil|safe>', '\u202eevil', '**', '`'];

describe('say', () => {
  it('reads marks in the template', () => {
    expect(say`a **b** __c__ \`d\``).toEqual([
      { kind: 'plain', text: 'a ' },
      { kind: 'plain', text: 'b', bold: true },
      { kind: 'plain', text: ' ' },
      { kind: 'plain', text: 'c', italic: true },
      { kind: 'plain', text: ' ' },
      { kind: 'code', text: 'd' },
    ]);
  });

  it.each(MARKED)('reads no marks in what a person typed: %s', (words) => {
    expect(say`${words}`).toEqual([{ kind: 'plain', text: words }]);
    expect(say`**${words}**`).toEqual([{ kind: 'plain', text: words, bold: true }]);
    expect(say`\`${words}\``).toEqual([{ kind: 'code', text: words }]);
  });

  it('makes one run of code, holes and all', () => {
    expect(say`Type \`/${'snippet'} ${'find'}\`.`).toEqual([
      { kind: 'plain', text: 'Type ' },
      { kind: 'code', text: '/snippet find' },
      { kind: 'plain', text: '.' },
    ]);
    expect(say`\`${say`__a__ ${person('m1', 'Ann')}`}\``).toEqual([{ kind: 'code', text: 'a Ann' }]);
  });

  it('keeps any words whole, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(wordsOf(say`${a} and **${b}**`)).toBe(`${a} and ${b}`);
      }),
    );
  });

  it('takes built text, people, links and numbers', () => {
    const built = say`${person('m1', 'Ann')} ${link('here', 'https://example.org')} ${say`__x__`} ${3}`;

    expect(wordsOf(built)).toBe('Ann here x 3');
    expect(say`**${say`a __b__`}**`).toEqual([
      { kind: 'plain', text: 'a ', bold: true },
      { kind: 'plain', text: 'b', italic: true, bold: true },
    ]);
  });
});

it('joins texts, and nothing gives nothing', () => {
  expect(wordsOf(join([plain('a'), plain('b'), plain('c')], ', '))).toBe('a, b, c');
  expect(join([], ', ')).toEqual([]);
  expect(plain('')).toEqual([]);
});

it('cuts to the length, with an ellipsis, never inside a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 0, max: 45 }), (words, max) => {
      const short = cut(words, max);
      expect(short.length).toBeLessThanOrEqual(max);
      if (words.length <= max) expect(short).toBe(words);
      expect(short).not.toMatch(/\p{Cs}/u);
    }),
  );
});

describe('a stored View', () => {
  const shown = view(heading('Hello'), text(say`by ${person('m1', 'Ann')}`), false, undefined);

  it('comes back as it was', () => {
    expect(knownView(JSON.parse(JSON.stringify(shown)))).toEqual(shown);
    expect(membersIn({ ...shown, pings: ['m2'] })).toEqual(['m2', 'm1']);
  });

  it.each([
    ['a later version', { ...shown, version: VIEW_VERSION + 1 }],
    ['no version', { blocks: shown.blocks }],
    ['a block nobody knows', { ...shown, blocks: [{ kind: 'video', url: 'https://example.org' }] }],
    ['a part nobody knows', { ...shown, blocks: [{ ...shown.blocks[0], colour: 'red' }] }],
    ['a link that is none', { ...shown, blocks: [text([{ kind: 'link', label: 'x', url: 'javascript' }])] }],
    ['nothing', null],
  ])('is refused when it has %s', (_what, stored) => {
    expect(knownView(stored)).toBeUndefined();
  });
});
