import { expect, onTestFinished, test } from 'vitest';
import type { Destination } from '../../../src/chat/platform.ts';
import { person, plain, say } from '../../../src/chat/text.ts';
import { text, view } from '../../../src/chat/view.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { testDependencies } from '../testing.ts';
import { ANN, BOB, GENERAL, GUILD, HIDDEN, newest, optionsFor, SHUT, startSandbox } from './kit.ts';
import { type Answer, startTinyDiscord } from './tiny-discord.ts';

const KEY = '0197f3c2a9b87d6e5f4a3b2c1';
const HELLO = view(text(say`Hello`));
const privately = (userId: string, directChannelId?: string): Destination => ({
  kind: 'person',
  communityExternalId: GUILD,
  userId,
  directChannelId,
});
const inChannel = (channelId: string): Destination => ({ kind: 'channel', communityExternalId: GUILD, channelId });

async function start() {
  const sandbox = await startSandbox();
  const platform = createDiscord(optionsFor(sandbox), testDependencies());
  onTestFinished(() => platform.stop());
  const sent = () => sandbox.calls().filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
  const ann = sandbox.as(ANN);
  return { sandbox, platform, ann, sent, inGeneral: () => ann.messages(GENERAL).filter(({ text: words }) => words === 'Hello') };
}

test('a direct message arrives, and the channel it was sent in is used the next time', async () => {
  const { platform, sandbox } = await start();
  const bob = sandbox.as(BOB);

  const first = await platform.post(privately(BOB), HELLO, {}, 'one');
  const channelId = 'directChannelId' in first ? first.directChannelId : undefined;
  const second = await platform.post(privately(BOB, channelId), HELLO, {}, 'two');

  const messages = bob.messages(channelId ?? '');
  expect(messages.map(({ text: words }) => words)).toEqual(['Hello', 'Hello']);
  expect(first).toEqual({ state: 'sent', externalId: messages[0]?.id, directChannelId: channelId });
  expect(second).toEqual({ state: 'sent', externalId: messages[1]?.id, directChannelId: channelId });
  expect(sandbox.calls().filter(({ path }) => path.endsWith('/users/@me/channels'))).toHaveLength(1);
});

test('a channel message notifies only whom the View pings', async () => {
  const { platform, ann } = await start();
  const shown = { ...view(text(say`${person('m1', 'Ann')} meets ${person('m2', 'Bob')} @everyone`)), pings: ['m1'] };

  await platform.post(inChannel(GENERAL), shown, { m1: ANN, m2: BOB }, KEY);

  const spans = newest(ann.messages(GENERAL)).blocks.flatMap((block) => (block.type === 'text' ? block.text : []));
  expect(spans.flatMap((span) => span.pings ?? [])).toEqual([{ kind: 'person', id: ANN }]);
});

test('the same key sent twice is one message', async () => {
  const { platform, inGeneral } = await start();

  const first = await platform.post(inChannel(GENERAL), HELLO, {}, KEY);
  const second = await platform.post(inChannel(GENERAL), HELLO, {}, KEY);

  expect(second).toEqual(first);
  expect(inGeneral()).toHaveLength(1);
});

test('a lost answer is an unknown outcome, not sent again, and the message is found by its key', async () => {
  const { platform, sandbox, sent, inGeneral } = await start();
  sandbox.faults.loseAnswers = 1;
  const since = Date.now();

  const posted = await platform.post(inChannel(GENERAL), HELLO, {}, KEY);
  const found = await platform.find(inChannel(GENERAL), KEY, since);

  expect(posted.state).toBe('unknown');
  expect(sent()).toHaveLength(1);
  expect(inGeneral()).toHaveLength(1);
  expect(found).toBe(inGeneral()[0]?.id);
});

test('a server fault is an unknown outcome, not sent again, and nothing is found', async () => {
  const { platform, sandbox, sent, inGeneral } = await start();
  sandbox.faults.fail = 1;
  const since = Date.now();

  const posted = await platform.post(inChannel(GENERAL), HELLO, {}, KEY);

  expect(posted.state).toBe('unknown');
  expect(sent()).toHaveLength(1);
  expect(inGeneral()).toEqual([]);
  expect(await platform.find(inChannel(GENERAL), KEY, since)).toBeUndefined();
});

test('a lost answer in direct messages is found there, with the channel known or not', async () => {
  const { platform, sandbox } = await start();
  const opened = await platform.post(privately(BOB), HELLO, {}, 'earlier');
  const channelId = 'directChannelId' in opened ? opened.directChannelId : undefined;
  sandbox.faults.loseAnswers = 1;
  const since = Date.now();

  const posted = await platform.post(privately(BOB, channelId), HELLO, {}, KEY);

  const id = newest(sandbox.as(BOB).messages(channelId ?? '')).id;
  expect(posted).toMatchObject({ state: 'unknown', directChannelId: channelId });
  expect(await platform.find(privately(BOB, channelId), KEY, since)).toBe(id);
  expect(await platform.find(privately(BOB), KEY, since)).toBe(id);
  expect(await platform.find(privately(BOB), 'another key', since)).toBeUndefined();
});

test('a message is found among hundreds, and what others wrote is never taken for it', async () => {
  const { platform, sandbox } = await start();
  const since = Date.now();
  for (let count = 0; count < 120; count += 1) await sandbox.as(BOB).type(GENERAL, `Chat ${count}`);
  const posted = await platform.post(inChannel(GENERAL), HELLO, {}, KEY);

  const found = await platform.find(inChannel(GENERAL), KEY, since);

  expect(found).toBe('externalId' in posted ? posted.externalId : 'nothing');
});

test('whoever cannot be reached is told in plain words', async () => {
  const { platform } = await start();

  expect(await platform.post(privately(SHUT), HELLO, {}, 'k1')).toEqual({
    state: 'undeliverable',
    reason: 'This person does not accept direct messages from the bot on Discord.',
  });
  expect(await platform.post(privately('404'), HELLO, {}, 'k2')).toEqual({
    state: 'undeliverable',
    reason: "This person's Discord account no longer exists.",
  });
  expect(await platform.post(inChannel('404'), HELLO, {}, 'k3')).toEqual({
    state: 'undeliverable',
    reason: 'This channel no longer exists on Discord.',
  });
  expect(await platform.post(inChannel(HIDDEN), HELLO, {}, 'k4')).toEqual({
    state: 'undeliverable',
    reason: 'This channel is not visible to the bot on Discord.',
  });
});

test('a stored channel that no longer exists is opened anew', async () => {
  const { platform, sandbox } = await start();

  const posted = await platform.post(privately(BOB, '404'), HELLO, {}, KEY);

  expect(posted.state).toBe('sent');
  const channelId = 'directChannelId' in posted ? (posted.directChannelId ?? '') : '';
  expect(newest(sandbox.as(BOB).messages(channelId)).text).toBe('Hello');
});

test('nothing is sent while Discord is down, and that is known', async () => {
  const { platform, sandbox } = await start();
  await sandbox.close();

  expect(await platform.post(inChannel(GENERAL), HELLO, {}, KEY)).toMatchObject({ state: 'later' });
  expect(await platform.post(privately(BOB), HELLO, {}, KEY)).toMatchObject({ state: 'later' });
  await expect(platform.find(inChannel(GENERAL), KEY, 0)).rejects.toThrow();
});

const answers: [string, Answer, object][] = [
  [
    'a rate limit',
    { status: 429, body: { message: 'x', retry_after: 7, global: false }, headers: { 'retry-after': '7' } },
    { state: 'later', afterMs: 7050 },
  ],
  ['too many direct messages', { status: 403, body: { message: 'x', code: 40003 } }, { state: 'later', afterMs: 600_000 }],
  ['an unknown recipient', { status: 403, body: { message: 'x', code: 50278 } }, { state: 'undeliverable' }],
  ['a refused message', { status: 400, body: { message: 'x', code: 50035, errors: {} } }, { state: 'refused' }],
  ['a refused token', { status: 401, body: { message: 'x', code: 0 } }, { state: 'later', afterMs: 60_000 }],
  ['a fault', { status: 502 }, { state: 'unknown', reason: 'Discord answered 502' }],
  ['a cut connection', undefined, { state: 'unknown' }],
];

test.each(answers)('%s, and the next message goes out with the token in place', async (_what, answer, posted) => {
  let first = true;
  const discord = await startTinyDiscord(({ method }) => {
    if (method !== 'POST' || !first) return 'usual';
    first = false;
    return answer;
  });
  const platform = createDiscord({ token: 'secret-token', apiUrl: discord.apiUrl }, testDependencies());
  onTestFinished(() => platform.stop());

  expect(await platform.post(inChannel('5'), HELLO, {}, KEY)).toMatchObject(posted);
  expect(await platform.post(inChannel('6'), HELLO, {}, 'another')).toEqual({ state: 'sent', externalId: '77' });
  expect(discord.calls.map(({ authorization }) => authorization)).toEqual(['Bot secret-token', 'Bot secret-token']);
});

test('a rate limit on looking says when to look again: it is no sign of the message', async () => {
  const headers = { 'retry-after': '7' };
  const body = { message: 'x', retry_after: 7, global: false };
  const discord = await startTinyDiscord(({ method }) => (method === 'GET' ? { status: 429, body, headers } : 'usual'));
  const platform = createDiscord({ token: 't', apiUrl: discord.apiUrl }, testDependencies());
  onTestFinished(() => platform.stop());

  expect(await platform.find(inChannel('5'), KEY, 0)).toMatchObject({ state: 'later', afterMs: 7050 });
});

test('every call carries its key as an enforced nonce and allows no mention by itself', async () => {
  const discord = await startTinyDiscord();
  const platform = createDiscord({ token: 't', apiUrl: discord.apiUrl }, testDependencies());
  onTestFinished(() => platform.stop());

  await platform.post(inChannel('5'), view(text(plain('@everyone'))), {}, KEY);

  expect(JSON.parse(discord.calls[0]?.body ?? '')).toMatchObject({
    nonce: KEY,
    enforce_nonce: true,
    allowed_mentions: { parse: [], users: [] },
    flags: 1 << 15,
  });
});
