import { expect, test } from 'vitest';
import { person, plain, say } from '../../../src/chat/text.ts';
import { file, text, view } from '../../../src/chat/view.ts';
import { slackClient } from '../../../src/platforms/slack/clients.ts';
import { createSlack } from '../../../src/platforms/slack/index.ts';
import { find, post, postedAfter } from '../../../src/platforms/slack/post.ts';
import type { SlackSandbox } from '../../../src/sandbox/slack/index.ts';
import { createTestLog, testDependencies } from '../testing.ts';
import { ANN, BOB, directOf, eventually, GENERAL, lastSaid, optionsFor, STAFF, start, startSandbox } from './setup.ts';

const TEAM = 'T1SCHOOL';
const toAnn = { kind: 'person', communityExternalId: TEAM, userId: ANN } as const;
const toGeneral = { kind: 'channel', communityExternalId: TEAM, channelId: GENERAL } as const;
const hello = view(text(plain('Hello <!channel> https://evil.example')));

function clientOf(slack: SlackSandbox, timeout?: number) {
  return slackClient(slack.environment.SLACK_BOT_TOKEN ?? '', slack.apiUrl, createTestLog(), timeout);
}

function callsOf(slack: SlackSandbox, method: string) {
  return slack.calls().filter((call) => call.method === method);
}

test('a message reaches a person, with nothing but its key beside it', async () => {
  const slack = await startSandbox();

  const posted = await post(clientOf(slack), toAnn, hello, {}, 'delivery-1');

  const ann = slack.as(ANN);
  const direct = directOf(ann);
  expect(posted).toEqual({ state: 'sent', externalId: `${direct}/${lastSaid(ann, direct).id}`, directChannelId: direct });
  expect(lastSaid(ann, direct).text).toBe('Hello <!channel> https://evil.example');
  expect(callsOf(slack, 'chat.postMessage')[0]?.body).toMatchObject({
    channel: direct,
    metadata: { event_type: 'staffroom_delivery', event_payload: { key: 'delivery-1' } },
    unfurl_links: 'false',
    unfurl_media: 'false',
    parse: 'none',
  });
});

test('the direct channel is opened once and used again', async () => {
  const slack = await startSandbox();
  const client = clientOf(slack);
  const first = await post(client, toAnn, hello, {}, 'delivery-1');
  const directChannelId = 'directChannelId' in first ? first.directChannelId : undefined;

  await post(client, { ...toAnn, ...(directChannelId !== undefined && { directChannelId }) }, hello, {}, 'delivery-2');

  expect(callsOf(slack, 'conversations.open')).toHaveLength(1);
  expect(callsOf(slack, 'chat.postMessage')).toHaveLength(2);
});

test('a lost answer is unknown, never sent again by itself, and found by its key', async () => {
  const slack = await startSandbox();
  const client = clientOf(slack);
  slack.faults.loseAnswers = 1;

  const since = Date.now() - 1000;
  const posted = await post(client, toAnn, hello, {}, 'delivery-1');
  const found = await find(client, toAnn, 'delivery-1', since);

  expect(posted).toMatchObject({ state: 'unknown', directChannelId: directOf(slack.as(ANN)) });
  expect(found).toBe(`${directOf(slack.as(ANN))}/${lastSaid(slack.as(ANN), directOf(slack.as(ANN))).id}`);
  expect(callsOf(slack, 'chat.postMessage')).toHaveLength(1);
});

test('a fault that sent nothing is found to have sent nothing', async () => {
  const slack = await startSandbox();
  const client = clientOf(slack);
  const to = { ...toAnn, directChannelId: directOf(slack.as(ANN)) };
  slack.faults.fail = 1;

  const posted = await post(client, to, hello, {}, 'delivery-1');

  expect(posted).toMatchObject({ state: 'unknown', reason: 'Slack answered 500' });
  expect(await find(client, to, 'delivery-1', Date.now() - 1000)).toBeUndefined();
  expect(callsOf(slack, 'chat.postMessage')).toHaveLength(1);
});

test('no answer at all is unknown', async () => {
  const slack = await startSandbox();
  slack.faults.hang = 1;

  const posted = await post(clientOf(slack, 200), { ...toAnn, directChannelId: directOf(slack.as(ANN)) }, hello, {}, 'k');

  expect(posted).toMatchObject({ state: 'unknown', reason: 'Slack did not answer in time' });
});

test('what failed before the message itself left is only later', async () => {
  const slack = await startSandbox();
  slack.faults.fail = 1;

  const posted = await post(clientOf(slack), toAnn, hello, {}, 'k');

  expect(posted).toMatchObject({ state: 'later' });
  expect(callsOf(slack, 'chat.postMessage')).toEqual([]);
});

test('Slack that cannot be reached is later, and looking throws', async () => {
  const slack = await startSandbox();
  const client = clientOf(slack);
  await slack.close();

  expect(await post(client, toGeneral, hello, {}, 'k')).toMatchObject({ state: 'later', reason: 'Slack cannot be reached' });
  await expect(find(client, toGeneral, 'k', 0)).rejects.toThrow();
});

test('a rate limit says how long to wait, and the message was not sent', async () => {
  const slack = await startSandbox({ rateLimits: true });
  const client = clientOf(slack);
  const to = { ...toAnn, directChannelId: directOf(slack.as(ANN)) };

  const posted = [];
  for (let n = 0; n < 6; n += 1) posted.push(await post(client, to, hello, {}, `k${n}`));

  expect(posted.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'later']);
  expect(posted[5]).toMatchObject({ afterMs: 1000 });
  expect(slack.as(ANN).messages(to.directChannelId)).toHaveLength(5);
});

test('a rate limit on looking says when to look again: it is no sign of the message', async () => {
  const slack = await startSandbox({ rateLimits: true });
  const client = clientOf(slack);
  // conversations.history is Tier 3: 50 a minute.
  const looks = await Promise.all(Array.from({ length: 60 }, () => find(client, toGeneral, 'k', 0)));

  expect(looks[0]).toBeUndefined();
  expect(looks.at(-1)).toMatchObject({ state: 'later', reason: 'Slack asks to go slower' });
});

test('who cannot be reached is said in words', async () => {
  const slack = await startSandbox({ deactivated: [BOB] });
  const client = clientOf(slack);
  const reasonFor = async (to: Parameters<typeof post>[1]) => {
    const posted = await post(client, to, hello, {}, 'k');
    return posted.state === 'undeliverable' ? posted.reason : posted.state;
  };

  expect(await reasonFor({ ...toAnn, userId: BOB })).toContain('deactivated');
  expect(await reasonFor({ ...toAnn, userId: 'U9GONE' })).toContain('does not know this person');
  expect(await reasonFor({ ...toGeneral, channelId: STAFF })).toContain('/invite @Staffroom');
  expect(await reasonFor({ ...toGeneral, channelId: 'C9GONE' })).toContain('does not know this channel');
});

test('a token that does not work makes messages wait, and a message Slack refuses is parked', async () => {
  const slack = await startSandbox();
  const wrong = slackClient('xoxb-wrong', slack.apiUrl, createTestLog());

  expect(await post(wrong, toGeneral, hello, {}, 'k')).toMatchObject({
    state: 'later',
    reason: expect.stringContaining('invalid_auth'),
  });
  const refused = await clientOf(slack)
    .chat.postMessage({ channel: GENERAL, text: '' })
    .catch((error: unknown) => postedAfter(error));
  expect(refused).toEqual({ state: 'refused', reason: 'Slack refused the message (no_text)' });
});

test('in a channel only the members a message pings are notified', async () => {
  const slack = await startSandbox();
  const shown = { ...view(text(say`${person('m1', 'Ann')} meets ${person('m2', 'Bob')}`)), pings: ['m1'] };

  await post(clientOf(slack), toGeneral, shown, { m1: ANN, m2: BOB }, 'k');

  const blocks = lastSaid(slack.as(ANN)).blocks;
  const pings = blocks
    .flatMap((block) => ('text' in block ? block.text : []))
    .flatMap((span) => (span.pings ? [span.pings.id] : []));
  expect(pings).toEqual([ANN]);
});

test('files follow the message in the same place', async () => {
  const slack = await startSandbox();

  const posted = await post(clientOf(slack), toAnn, view(text(plain('A table')), file('t.csv', 'text/csv', 'a,b')), {}, 'k');

  const messages = slack.as(ANN).messages(directOf(slack.as(ANN)));
  expect(posted.state).toBe('sent');
  expect(messages.map((one) => one.text)).toEqual(['A table', 't.csv']);
});

test('a message is found on a later page, and another one’s key is not it', async () => {
  const slack = await startSandbox();
  const client = clientOf(slack);
  const since = Date.now() - 1000;
  await post(client, toGeneral, hello, {}, 'first');
  await Promise.all(Array.from({ length: 210 }, (_, n) => post(client, toGeneral, hello, {}, `later-${n}`)));

  const oldest = slack.as(ANN).messages(GENERAL)[0]?.id;
  expect(await find(client, toGeneral, 'first', since)).toBe(`${GENERAL}/${oldest}`);
  expect(await find(client, toGeneral, 'never', since)).toBeUndefined();
  expect(await find(client, toGeneral, 'first', Date.now() + 60_000)).toBeUndefined();
});

test('each workspace gets its own token, however the calls mix', async () => {
  const slack = await startSandbox();
  const log = createTestLog();
  const clients = Object.entries(slack.tokens).map(([team, token]) => ({ team, client: slackClient(token, slack.apiUrl, log) }));

  const teams = await Promise.all(
    Array.from({ length: 20 }, (_, n) => clients[n % 2]).map(async (one) => [
      one?.team,
      (await one?.client.auth.test())?.team_id,
    ]),
  );
  const elsewhere = await post(clients[1]?.client ?? clientOf(slack), toGeneral, hello, {}, 'k');

  for (const [expected, answered] of teams) expect(answered).toBe(expected);
  expect(elsewhere.state).toBe('undeliverable');
});

test('a bot of two workspaces in one process answers each with its own token', async () => {
  const slack = await startSandbox();
  const others = { ...optionsFor(slack), botToken: slack.tokens.T2OTHER ?? '' };
  const platforms = [createSlack(optionsFor(slack), testDependencies()), createSlack(others, testDependencies())];

  // Without listening: only the outbox's way out.
  await platforms[0]?.post(toGeneral, hello, {}, 'k1');
  await platforms[1]?.post({ kind: 'channel', communityExternalId: 'T2OTHER', channelId: 'C3HALL' }, hello, {}, 'k2');
  await platforms[0]?.post(toGeneral, hello, {}, 'k3');

  expect(slack.as(ANN).messages(GENERAL)).toHaveLength(2);
  expect(slack.as('U3CY').messages('C3HALL')).toHaveLength(1);
});

test('a message for a workspace the bot is not in is not sent anywhere', async () => {
  const { platform, slack } = await start();

  const posted = await platform.post({ ...toGeneral, communityExternalId: 'T9NOWHERE' }, hello, {}, 'k');

  expect(posted).toMatchObject({ state: 'undeliverable', reason: expect.stringContaining('not installed') });
  expect(callsOf(slack, 'chat.postMessage')).toEqual([]);
});

test('a rate limit on messages never holds up a form', async () => {
  // The limit asks for a second; a trigger that lives for half of one would not survive waiting for it.
  const { ann, annDirect, platform } = await start('socket mode', { rateLimits: true, triggerMilliseconds: 500 });
  const to = { ...toAnn, directChannelId: annDirect };
  const posted = await Promise.all(Array.from({ length: 8 }, (_, n) => platform.post(to, hello, {}, `k${n}`)));

  await ann.type(GENERAL, '/note add feedback');

  expect(posted.some(({ state }) => state === 'later')).toBe(true);
  await eventually(() => expect(ann.form()?.title).toBe('/note add'));
  expect(ann.notice()).toBeUndefined();
});

test('the outbox finds what it sent through the same platform', async () => {
  const { platform, slack } = await start();
  slack.faults.loseAnswers = 1;
  const since = Date.now() - 1000;

  const posted = await platform.post(toAnn, hello, {}, 'delivery-1');

  expect(posted.state).toBe('unknown');
  expect(await platform.find(toAnn, 'delivery-1', since)).toMatch(/^D[A-Z0-9]+\/\d+\.\d{6}$/);
  expect(await platform.find(toAnn, 'delivery-2', since)).toBeUndefined();
});
