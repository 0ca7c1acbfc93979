import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../kit/world.ts';
import { snippetSuite } from './suites/snippets.ts';

let started: World;
beforeAll(async () => {
  started = await startWorld({ signedHttp: true });
});
afterAll(() => started?.close());

/** The same conversation when Slack sends signed requests over HTTP; Discord beside it as ever. */
snippetSuite(() => started);

describe('signed HTTP', () => {
  it('needs no socket of Slack, and was understood by both platforms', () => {
    expect(started.sandbox('slack').connections()).toBe(0);
    expect(started.complaints()).toEqual([]);
  });
});
