import { Routes } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { CALLS_PER_SECOND } from '../../../src/platforms/discord/limits.ts';
import { type Api, FOR_ANSWERS, repeating } from '../../../src/platforms/discord/rest.ts';
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
