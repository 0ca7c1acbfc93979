import { Routes } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { CALLS_PER_SECOND } from '../../../src/platforms/discord/limits.ts';
import { type Api, FOR_ANSWERS, repeating } from '../../../src/platforms/discord/rest.ts';
import { compiledUrl, runProgram } from '../../kit/compiled.ts';
import { APPLICATION, startTinyDiscord } from './tiny-discord.ts';

async function heldBack(extra: Parameters<typeof repeating>[1]): Promise<number> {
  const { apiUrl, calls } = await startTinyDiscord();
  const api: Api = repeating({ token: 'secret', apiUrl }, extra);
  onTestFinished(() => api.close());
  let held = 0;
  api.rest().on('rateLimited', () => {
    held += 1;
  });
  const many = Array.from({ length: CALLS_PER_SECOND + 5 }, (_, index) => `token${index}`);

  await Promise.all(
    many.map((token) => api.rest().patch(Routes.webhookMessage(APPLICATION, token, '@original'), { auth: false, body: {} })),
  );

  expect(calls).toHaveLength(many.length);
  return held;
}

test('answers to interactions are not held back, because Discord does not count them with the rest', async () => {
  expect(await heldBack(FOR_ANSWERS)).toBe(0);
});

test('everything else stays below what Discord allows in a second', async () => {
  expect(await heldBack({})).toBeGreaterThan(0);
});

test.each([[['@slack/bolt', 'discord.js']], [['discord.js', '@slack/bolt']]])(
  'files go out whichever is loaded first: %s',
  async (loaded) => {
    const { apiUrl, calls } = await startTinyDiscord();

    const ended = await runProgram(`
    ${loaded.map((name) => `await import('${import.meta.resolve(name)}');`).join('\n')}
    const { once } = await import('${compiledUrl('src', 'platforms', 'discord', 'rest.ts')}');
    const api = once({ token: 'secret', apiUrl: '${apiUrl}' });
    await api.rest().post('/x', { body: { words: 'A table' }, files: [{ name: 'notes.csv', data: Buffer.from('title,body') }] });
    api.close();`);

    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(calls.at(-1)?.body).toMatch(/filename="notes.csv".*title,body.*name="payload_json".*A table/s);
  },
);
