import { expect, test } from 'vitest';
import type { CastPerson } from '../../../src/sandbox/contract.ts';
import { bot, call, cast, directOf, GENERAL, PRIYA, STAFF, sandbox } from './kit.ts';

test('the sixth message to a channel within five seconds is 429, other channels go on', async () => {
  const local = await sandbox();
  const post = (channel: string) => call(local, 'POST', `/channels/${channel}/messages`, { content: 'x' });

  const answers = [];
  for (let index = 0; index < 6; index += 1) answers.push(await post(GENERAL));
  const elsewhere = await post(STAFF);

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['4', '3', '2', '1', '0', '0']);
  expect(answers[5]?.body).toMatchObject({ message: 'You are being rate limited.', global: false });
  expect(Number(answers[5]?.body.retry_after)).toBeGreaterThan(0);
  expect(answers[5]?.headers.get('retry-after')).toMatch(/^[1-5]$/);
  expect(answers[5]?.headers.get('x-ratelimit-scope')).toBe('user');
  expect(elsewhere.status).toBe(200);
  expect(elsewhere.headers.get('x-ratelimit-bucket')).toBe(answers[0]?.headers.get('x-ratelimit-bucket'));
  expect(local.as(PRIYA).messages(GENERAL)).toHaveLength(5);
});

test('discord.js reads the headers and paces itself, so that every message arrives and none is refused', async () => {
  const local = await sandbox();
  const client = await bot(local);
  const channel = await client.channels.fetch(GENERAL);
  if (!channel?.isSendable()) throw new Error('not sendable');

  for (let index = 0; index < 7; index += 1) await channel.send(`m${index}`);

  expect(
    local
      .as(PRIYA)
      .messages(GENERAL)
      .map((message) => message.text),
  ).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6']);
  expect(local.calls().filter(({ status }) => status === 429)).toEqual([]);
});

test('more than fifty requests in a second hit the global limit', async () => {
  const local = await sandbox();

  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => call(local, 'GET', index % 2 ? '/users/@me' : '/applications/@me')),
  );
  const refused = answers.filter(({ status }) => status === 429);

  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.body).toMatchObject({ global: true });
  expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true');
});

test('writing first to everybody is stopped with 40003, but not to those who turned to the bot', async () => {
  const people: CastPerson[] = Array.from({ length: 22 }, (_, index) => ({
    id: `12000000000000010${String(index).padStart(2, '0')}`,
    name: `Teacher ${index}`,
  }));
  const [community] = cast();
  if (!community) throw new Error('no cast');
  const local = await sandbox({ cast: [{ ...community, people }] });
  const last = people.at(-1)?.id ?? '';
  await local.as(last).type(directOf(local.as(last)), 'write to me');

  const answers: unknown[] = [];
  for (const [index, { id }] of people.entries()) {
    // Past the bucket of Create DM: wait as told.
    let answer = await call(local, 'POST', '/users/@me/channels', { recipient_id: id });
    while (answer.status === 429) {
      await new Promise((resolve) => setTimeout(resolve, Number(answer.body.retry_after) * 1000));
      answer = await call(local, 'POST', '/users/@me/channels', { recipient_id: id });
    }
    answers[index] = answer.body.code ?? answer.status;
  }

  expect(answers.slice(0, 20)).toEqual(Array(20).fill(200));
  expect(answers[20]).toBe(40003);
  expect(answers[21]).toBe(200);
}, 60_000);

test('with the limits switched off nothing is refused', async () => {
  const local = await sandbox({ rateLimits: false });

  const answers = await Promise.all(
    Array.from({ length: 100 }, () => call(local, 'POST', `/channels/${GENERAL}/messages`, { content: 'x' })),
  );

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(answers[0]?.headers.get('x-ratelimit-limit')).toBeNull();
});
