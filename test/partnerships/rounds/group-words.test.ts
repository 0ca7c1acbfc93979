import { expect, it } from 'vitest';
import { groupsCounted } from '../../../src/partnerships/rounds/group-words.ts';

it.each([
  [2, 21, 1, '21 pairs and 1 trio'],
  [2, 1, 0, '1 pair'],
  [2, 0, 1, '1 trio'],
  [2, 0, 0, '0 pairs'],
  [3, 2, 12, '12 groups of three and 2 pairs'],
  [3, 0, 1, '1 group of three'],
  [3, 1, 0, '1 pair'],
  [3, 0, 1234, '1,234 groups of three'],
])('groups of %i: %i pairs and %i threes are "%s"', (groupSize, pairs, threes, said) => {
  expect(groupsCounted({ groupSize }, { pairs, threes })).toBe(said);
});
