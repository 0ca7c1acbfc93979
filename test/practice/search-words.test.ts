import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PACKED, packAction } from '../../src/chat/packed.ts';
import { pageRef } from '../../src/practice/actions.ts';
import { packSearch, unpackSearch } from '../../src/practice/search-words.ts';
import type { Search } from '../../src/practice/types.ts';

describe('a short search in a button', () => {
  it('is the same search again', () => {
    const search: Search = { words: 'exit tickets', topic: 'oracy-dialogue', phase: 'primary', region: 'North East', level: 2 };

    expect(unpackSearch(packSearch(search) ?? '')).toEqual(search);
  });

  it('fits the button or is not packed, and comes back as it was, whatever was typed', () => {
    const part = fc.option(fc.string({ unit: 'grapheme', maxLength: 60 }), { nil: undefined });
    fc.assert(
      fc.property(part, part, fc.integer({ min: 0, max: 3 }), (words, topic, level) => {
        const packed = packSearch({ words, topic, level });
        if (packed === undefined) return;

        expect(packAction(pageRef, { search: packed, page: '39' }).length).toBeLessThanOrEqual(MAX_PACKED);
        expect(unpackSearch(packed)).toEqual({
          words: words || undefined,
          topic: topic || undefined,
          phase: undefined,
          region: undefined,
          level: level || undefined,
        });
      }),
    );
  });

  it('is told apart from the id of a kept one', () => {
    expect(unpackSearch('twqzCQJUuFh9')).toBeUndefined();
  });

  it('is kept elsewhere when it is long or holds the signs used here', () => {
    expect(packSearch({ words: 'a'.repeat(79) })).toBeUndefined();
    expect(packSearch({ words: 'snake_case' })).toBeUndefined();
    expect(packSearch({ words: 'about ~10' })).toBeUndefined();
  });
});
