import { expect, test } from 'vitest';
import { problemsOf } from '../../src/chat/problems.ts';
import { createTestBot } from './testing.ts';

test('the commands of the adapters’ tests could be shown on both platforms', () => {
  const { conversation } = createTestBot();

  expect(problemsOf(conversation.commands)).toEqual([]);
});
