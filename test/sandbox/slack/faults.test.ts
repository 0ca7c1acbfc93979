import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { describe, expect, it, vi } from 'vitest';
import type { SlackSandbox } from '../../../src/sandbox/slack/index.ts';
import { cleanUp, directOf, httpApp, lastSeen, slack, socketApp } from './bolt.ts';

const clientOf = (sandbox: SlackSandbox) =>
  new WebClient(sandbox.environment.SLACK_BOT_TOKEN, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    timeout: 300,
    logLevel: 'error' as never,
  });
const words = (sandbox: SlackSandbox, person: string, channel: string) =>
  sandbox
    .as(person)
    .messages(channel)
    .map(({ text }) => text);

describe('misbehaviour on demand', () => {
  it('loses an answer: the message is there, the sender does not know', async () => {
    const sandbox = await slack();
    sandbox.faults.loseAnswers = 1;

    await expect(clientOf(sandbox).chat.postMessage({ channel: 'C0GENERAL', text: 'once' })).rejects.toMatchObject({
      code: 'slack_webapi_request_error',
    });

    expect(words(sandbox, 'U0ANN', 'C0GENERAL')).toEqual(['once']);
    await clientOf(sandbox).chat.postMessage({ channel: 'C0GENERAL', text: 'twice' });
    expect(words(sandbox, 'U0ANN', 'C0GENERAL')).toEqual(['once', 'twice']);
  });

  it('fails and hangs without doing anything', async () => {
    const sandbox = await slack();
    sandbox.faults.fail = 1;
    await expect(clientOf(sandbox).chat.postMessage({ channel: 'C0GENERAL', text: 'x' })).rejects.toMatchObject({
      statusCode: 500,
    });
    sandbox.faults.hang = 1;
    await expect(clientOf(sandbox).chat.postMessage({ channel: 'C0GENERAL', text: 'x' })).rejects.toThrow();

    expect(words(sandbox, 'U0ANN', 'C0GENERAL')).toEqual([]);
    expect(sandbox.faults).toEqual({ loseAnswers: 0, fail: 0, hang: 0, duplicate: 0 });
  });

  it.each([
    ['Socket Mode', socketApp],
    ['signed HTTP', httpApp],
  ])('delivers twice with the same id over %s', async (_name, start) => {
    const sandbox = await slack();
    const ids: string[] = [];
    await start(sandbox, (app) => {
      app.command('/hello', async ({ ack, body }) => {
        ids.push(body.trigger_id);
        await ack(`answer ${ids.length}`);
      });
      app.event('message', async ({ body }) => void ids.push(body.event_id));
    });

    sandbox.faults.duplicate = 2;
    await sandbox.as('U0ANN').type('C0GENERAL', '/hello');
    await sandbox.as('U0ANN').type(directOf(sandbox, 'U0ANN'), 'psst');

    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
    expect(words(sandbox, 'U0ANN', 'C0GENERAL')).toEqual(['answer 1', 'answer 2']);
  });

  it('says dispatch_failed when nobody listens', async () => {
    const sandbox = await slack();

    await sandbox.as('U0ANN').type('C0GENERAL', '/hello');

    expect(sandbox.as('U0ANN').notice()).toBe('/hello failed with the error "dispatch_failed"');
  });

  it('delivers an event again when it was not acknowledged, and says why', async () => {
    const sandbox = await slack({ ackMilliseconds: 200 });
    const attempts: unknown[] = [];
    const server = createServer((request, response) => {
      attempts.push([request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']]);
      if (attempts.length > 1) response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanUp(async () => server.close());
    const address = server.address();
    sandbox.useHttp(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);

    await sandbox.as('U0ANN').type(directOf(sandbox, 'U0ANN'), 'anybody there?');

    expect(attempts).toEqual([
      [undefined, undefined],
      ['1', 'http_timeout'],
    ]);
  });
});

describe('connections', () => {
  it('answers during a refresh when there are two, and both come back', async () => {
    const sandbox = await slack();
    await socketApp(sandbox, (app) => app.command('/hello', async ({ ack }) => ack('here')), 2);
    expect(sandbox.connections()).toBe(2);

    sandbox.refreshConnections();
    for (let turn = 0; turn < 5; turn += 1) await sandbox.as('U0ANN').type('C0GENERAL', '/hello');

    expect(words(sandbox, 'U0ANN', 'C0GENERAL')).toEqual(Array.from({ length: 5 }, () => 'here'));
    await vi.waitFor(() => expect(sandbox.calls().filter(({ method }) => method === 'apps.connections.open')).toHaveLength(4), {
      timeout: 10_000,
    });
    await vi.waitFor(() => expect(sandbox.connections()).toBe(2), 10_000);
  });

  it('comes back after the network was cut', async () => {
    const sandbox = await slack();
    await socketApp(sandbox, (app) => app.command('/hello', async ({ ack }) => ack('here')));

    sandbox.dropConnections();
    await vi.waitFor(() => expect(sandbox.connections()).toBe(0), 10_000);
    await vi.waitFor(() => expect(sandbox.connections()).toBe(1), { timeout: 10_000 });
    await sandbox.as('U0ANN').type('C0GENERAL', '/hello');

    expect(lastSeen(sandbox, 'U0ANN', 'C0GENERAL')?.text).toBe('here');
  });
});

describe('a restart', () => {
  it('keeps messages, ids, files and the home tab, but not what only one person saw', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slack-'));
    cleanUp(async () => rmSync(folder, { recursive: true }));
    const stateFile = join(folder, 'deep', 'slack.json');
    const before = await slack({ stateFile });
    const client = clientOf(before);
    const direct = directOf(before, 'U0ANN');
    const { ts } = await client.chat.postMessage({
      channel: 'U0ANN',
      text: 'kept',
      metadata: { event_type: 'd', event_payload: { id: '1' } },
    });
    await client.chat.postEphemeral({ channel: 'C0GENERAL', user: 'U0ANN', text: 'gone' });
    await client.filesUploadV2({ channel_id: direct, filename: 'a.txt', file: Buffer.from('hello') });
    await client.views.publish({ user_id: 'U0ANN', view: { type: 'home', blocks: [{ type: 'divider' }] } });
    await before.close();

    const after = await slack({ stateFile });

    expect(after.environment.SLACK_BOT_TOKEN).toBe(before.environment.SLACK_BOT_TOKEN);
    expect(directOf(after, 'U0ANN')).toBe(direct);
    const [kept, file] = after.as('U0ANN').messages(direct);
    expect(kept).toMatchObject({ id: ts, text: 'kept' });
    expect(after.as('U0ANN').messages('C0GENERAL')).toEqual([]);
    const shown = file?.blocks[0];
    expect(await (await fetch(shown?.type === 'file' ? shown.url : '')).text()).toBe('hello');
    expect(after.home('U0ANN')?.blocks).toEqual([{ type: 'divider' }]);
    const found = await clientOf(after).conversations.history({ channel: direct, include_all_metadata: true });
    expect(found.messages?.at(-1)?.metadata?.event_payload).toEqual({ id: '1' });
  });
});
