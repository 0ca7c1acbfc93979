import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionRef, MAX_PACKED, packAction, packForm, shortId, unpackAction, unpackForm } from '../../src/chat/packed.ts';

const pair = actionRef('round.pairs', ['round', 'draft', 'page']);
const anything = fc.string({ unit: 'grapheme', maxLength: 12 });
const name = fc.stringMatching(/^[a-z]{1,10}$/);

describe('a button’s id', () => {
  it('carries its values there and back', () => {
    fc.assert(
      fc.property(anything, anything, anything, (round, draft, page) => {
        const length = [round, draft, page].map(encodeURIComponent).join('').length;
        fc.pre(length < 70);
        const id = packAction(pair, { round, draft, page });
        expect(unpackAction(id)).toEqual({ name: 'round.pairs', values: [round, draft, page] });
        expect(id.length).toBeLessThanOrEqual(MAX_PACKED);
      }),
    );
  });

  it('is refused while it is built when it is too long', () => {
    expect(() => packAction(pair, { round: 'x'.repeat(90), draft: '1', page: '1' })).toThrow(/100/);
  });
});

describe('a form’s id', () => {
  it('carries what is known there and back, or says that it does not fit', () => {
    const form = fc.record({
      target: name,
      opened: name,
      state: fc.array(anything, { maxLength: 3 }),
      values: fc.dictionary(
        name,
        anything.filter((words) => words !== ''),
        { maxKeys: 3 },
      ),
    });
    fc.assert(
      fc.property(form, (packed) => {
        const id = packForm(packed);
        if (id === undefined) return;
        expect(id.length).toBeLessThanOrEqual(MAX_PACKED);
        expect(unpackForm(id)).toEqual({ ...packed, values: { ...packed.values } });
      }),
    );
    expect(packForm({ target: 'a', opened: 'b', state: [], values: { words: 'x'.repeat(100) } })).toBeUndefined();
  });
});

it('garbage is nobody’s id, and never throws', () => {
  const shapes = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((rest) => `a1|${rest}`),
    fc.string().map((rest) => `f1|library put|${rest}`),
    fc.tuple(fc.string(), fc.integer(), fc.string()).map(([a, count, b]) => `f1|t|${a}|${count}|${b}|${a}`),
  );
  fc.assert(
    fc.property(shapes, (id) => {
      unpackAction(id);
      unpackForm(id);
    }),
    { numRuns: 500 },
  );
  for (const id of ['', '|', 'a2|x', 'f2|x|y|0', '%', 'a1', 'a1|', 'f1|t', `a1|%ff`]) {
    expect(unpackAction(id)).toBeUndefined();
    expect(unpackForm(id)).toBeUndefined();
  }
  expect(unpackForm('f1|t|o|0|__proto__|x')?.values).toEqual({});
});

it('two requests have two short ids, one request always the same', () => {
  expect(shortId('a')).toBe(shortId('a'));
  expect(shortId('a')).not.toBe(shortId('b'));
  expect(shortId('a')).toMatch(/^[\w-]{10}$/);
});
