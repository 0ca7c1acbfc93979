import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { packAction } from '../../src/chat/packed.ts';
import { LOOKS_UP, openLibrary, press, read, request, sortRef, UserError } from './bot.ts';

const sort = (id?: string) => request(press(packAction(sortRef, { shelf: 'maps' })), 'coordinator', id);

describe('work too long for a transaction', () => {
  it('is done with no transaction open, after the first part was committed, and its result goes into a second one', async () => {
    const seen: unknown[] = [];
    const { app, conversation, transactions } = openLibrary({
      async sorting() {
        seen.push(transactions.open, [...app.shelf]);
        return 'sorted';
      },
    });

    const outcome = await conversation.perform(sort(), LOOKS_UP);

    expect(seen).toEqual([0, ['sorting']]);
    expect(app.shelf).toEqual(['sorting', 'sorted maps']);
    expect(read(outcome)).toBe('Put on the shelf by Ann.');
  });

  it('is done once when the request is delivered twice', async () => {
    const { app, conversation } = openLibrary();

    await conversation.perform(sort('once'), LOOKS_UP);
    const again = await conversation.perform(sort('once'), LOOKS_UP);

    expect(again.kind).toBe('already');
    expect(app.shelf).toEqual(['sorting', 'sorted maps']);
  });

  it('says a word when it takes longer than a moment, and none otherwise', async () => {
    const long = openLibrary({ sorting: () => pause(2_300, 'slowly sorted') });
    const short = openLibrary();
    const words: string[] = [];

    await short.conversation.perform(sort(), LOOKS_UP, (view) => words.push(`short: ${read(view)}`));
    await long.conversation.perform(sort(), LOOKS_UP, (view) => words.push(`long: ${read(view)}`));

    expect(words).toEqual(['long: Sorting …']);
    expect(long.app.shelf).toContain('slowly sorted maps');
  });

  it('asks for permission again afterwards', async () => {
    const library = openLibrary({
      async sorting() {
        library.retired.add('coordinator');
        return 'sorted';
      },
    });

    const outcome = await library.conversation.perform(sort(), LOOKS_UP);

    expect(read(outcome)).toContain("Only your network's coordinators");
    expect(library.app.shelf).toEqual(['sorting']);
  });

  it('leaves the second part undone when it fails, in the words of a refusal or with a reference', async () => {
    const fails = (error: Error) => openLibrary({ sorting: () => Promise.reject(error) });
    const [refused, broken] = [fails(new UserError('No two may meet.')), fails(new Error('a bug'))];

    expect(read(await refused.conversation.perform(sort(), LOOKS_UP))).toBe('No two may meet.');
    expect(read(await broken.conversation.perform(sort(), LOOKS_UP))).toMatch(/Something went wrong on our side. Reference/);
    expect(broken.app.shelf).toEqual(['sorting']);
  });

  it('ends when the bot is being stopped', async () => {
    const { app, conversation, stopping } = openLibrary({
      sorting: (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });

    const waiting = conversation.perform(sort(), LOOKS_UP);
    stopping.abort();

    expect(read(await waiting)).toMatch(/I am being restarted, so this was not finished/);
    expect(app.shelf).toEqual(['sorting']);
  });
});
