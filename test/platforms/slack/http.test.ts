import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { GENERAL, portIn, type Started, start } from './setup.ts';

/** The door in front of Bolt: what it lets in, and what not. */

interface Sent {
  body?: string;
  secondsFromNow?: number;
  secret?: string;
  headers?: Record<string, string>;
  path?: string;
  method?: string;
}

async function startWithDoor() {
  const started = await start('signed http');
  return { ...started, send: (sent: Sent) => send(started, sent) };
}

async function send({ slack, log }: Started, sent: Sent): Promise<number> {
  const body = sent.body ?? commandBody('trigger-1');
  const timestamp = String(Math.floor(Date.now() / 1000) + (sent.secondsFromNow ?? 0));
  const secret = sent.secret ?? slack.environment.SLACK_SIGNING_SECRET ?? '';
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const answer = await fetch(`http://127.0.0.1:${portIn(log)}${sent.path ?? '/slack/events'}`, {
    method: sent.method ?? 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
      ...sent.headers,
    },
    ...(sent.method !== 'GET' && { body }),
  });
  return answer.status;
}

function commandBody(trigger: string): string {
  return new URLSearchParams({
    command: '/note',
    text: 'list',
    user_id: 'U1ANN',
    user_name: 'ann',
    team_id: 'T1SCHOOL',
    team_domain: 'school',
    channel_id: GENERAL,
    channel_name: 'general',
    trigger_id: trigger,
  }).toString();
}

test('a signed request is let in', async () => {
  const { send } = await startWithDoor();

  expect(await send({})).toBe(200);
});

test('the same signed request a second time is refused', async () => {
  const { send, world } = await startWithDoor();

  const statuses = await Promise.all([send({}), send({}), send({})]);

  expect(statuses.toSorted()).toEqual([200, 401, 401]);
  expect(world.app.runs).toBeLessThanOrEqual(1);
});

test('a request from the future, or from long ago, is refused', async () => {
  const { send } = await startWithDoor();

  expect(await send({ secondsFromNow: 3600 })).toBe(401);
  expect(await send({ secondsFromNow: 90 })).toBe(401);
  expect(await send({ secondsFromNow: -360 })).toBe(401);
  expect(await send({ secondsFromNow: 30 })).toBe(200);
});

test('a wrong signature or none is refused', async () => {
  const { send, world } = await startWithDoor();

  expect(await send({ secret: 'guessed' })).toBe(401);
  expect(await send({ headers: { 'x-slack-signature': 'v0=nonsense' } })).toBe(401);
  expect(await send({ headers: { 'x-slack-request-timestamp': 'soon' } })).toBe(401);
  expect(world.app.runs).toBe(0);
});

test('a content type with a character set is understood', async () => {
  const { send } = await startWithDoor();

  expect(await send({ headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' } })).toBe(200);
});

test('a body far larger than any form is refused', async () => {
  const { send } = await startWithDoor();

  expect(await send({ body: `text=${'x'.repeat(1_100_000)}` })).toBe(413);
});

test('nothing else is served', async () => {
  const { send } = await startWithDoor();

  expect(await send({ path: '/' })).toBe(404);
  expect(await send({ path: '/slack/events', method: 'GET' })).toBe(404);
  expect(await send({ path: '/slack/install' })).toBe(404);
});

test('rubbish that is rightly signed is answered and does no harm', async () => {
  const { send, ann } = await startWithDoor();

  expect(await send({ body: 'payload=%7Bnot+json' })).toBe(400);
  await ann.type(GENERAL, '/note list');

  expect(ann.notice()).toBeUndefined();
});

test('Slack’s check of the address is passed', async () => {
  const { slack, log } = await startWithDoor();

  expect(await slack.verifyHttp(`http://127.0.0.1:${portIn(log)}/slack/events`)).toBe(true);
});
