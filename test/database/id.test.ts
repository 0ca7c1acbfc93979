import { expect, it } from 'vitest';
import { newId } from '../../src/database/id.ts';

it('every id is another, twelve characters that may stand in a button', () => {
  const ids = Array.from({ length: 20_000 }, newId);

  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[\w-]{12}$/.test(id))).toEqual([]);
});
