import { afterEach, describe, expect, it, vi } from 'vitest';
import { wholeNamed } from '../../src/chat/context.ts';
import type { Caller } from '../../src/chat/who.ts';

const caller = (fullName?: Caller['fullName']): Caller => ({
  platform: 'anywhere',
  userId: 'U1',
  displayName: 'ann.lee',
  isAdmin: async () => false,
  ...(fullName && { fullName }),
});

afterEach(() => vi.useRealTimers());

describe('the whole name of who asks', () => {
  it('is what the platform says', async () => {
    expect((await wholeNamed(caller(async () => 'Ann Lee'))).displayName).toBe('Ann Lee');
  });

  it.each([
    ['has none', caller(async () => undefined)],
    ['has an empty one', caller(async () => '')],
    ['said it at once', caller()],
  ])('is the first word for them where the platform %s', async (_why, asked) => {
    expect(await wholeNamed(asked)).toEqual(asked);
  });

  it('is waited for no longer than a second: joining must not hang on it', async () => {
    vi.useFakeTimers();
    const asked = wholeNamed(caller(() => new Promise(() => {})));

    await vi.advanceTimersByTimeAsync(1000);

    expect((await asked).displayName).toBe('ann.lee');
  });
});
