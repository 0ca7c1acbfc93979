import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { SlackSandbox } from '../../../src/sandbox/slack/index.ts';
import { directOf, lastSeen, slack } from './bolt.ts';
import { TYNESIDE, WEARSIDE } from './cast.ts';

function clientOf(sandbox: SlackSandbox, token = sandbox.environment.SLACK_BOT_TOKEN): WebClient {
  return new WebClient(token, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: 'error' as never,
  });
}

const failure = (error: string, messages?: unknown) => ({
  data: { ok: false, error, ...(messages ? { response_metadata: { messages } } : {}) },
});
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('the Web API', () => {
  it('finds a message again by its metadata, and shows metadata only to those who ask', async () => {
    const sandbox = await slack();
    const client = clientOf(sandbox);
    const { channel } = await client.conversations.open({ users: 'U0ANN' });
    const id = channel?.id ?? '';
    const metadata = { event_type: 'delivery', event_payload: { id: 'd1' } };

    await client.chat.postMessage({ channel: id, text: 'Good morning', metadata });

    const asked = await client.conversations.history({ channel: id, include_all_metadata: true });
    const bare = await client.conversations.history({ channel: id });
    expect(asked.messages?.[0]).toMatchObject({ text: 'Good morning', metadata });
    expect(bare.messages?.[0]?.metadata).toBeUndefined();
    expect((await client.conversations.open({ users: 'U0ANN' })).channel?.id).toBe(id);
    expect(directOf(sandbox, 'U0ANN')).toBe(id);
  });

  it('knows who may call, and keeps workspaces apart', async () => {
    const sandbox = await slack({ cast: [TYNESIDE, WEARSIDE] });
    const wear = clientOf(sandbox, sandbox.tokens.T0WEAR);

    expect(await wear.auth.test()).toMatchObject({
      ok: true,
      team_id: 'T0WEAR',
      team: 'Wearside Schools',
      user_id: sandbox.botUsers.T0WEAR,
    });
    await expect(wear.chat.postMessage({ channel: 'C0GENERAL', text: 'x' })).rejects.toMatchObject(failure('channel_not_found'));
    await expect(wear.users.info({ user: 'U0ANN' })).rejects.toMatchObject(failure('user_not_found'));
    await expect(clientOf(sandbox, 'xoxb-wrong').auth.test()).rejects.toMatchObject(failure('invalid_auth'));
    await expect(clientOf(sandbox, '').auth.test()).rejects.toMatchObject(failure('not_authed'));
    await expect(clientOf(sandbox).apps.connections.open({})).rejects.toMatchObject(failure('not_allowed_token_type'));
    await sandbox.uninstall('T0WEAR');
    await expect(wear.auth.test()).rejects.toMatchObject(failure('account_inactive'));
  });

  it.each([
    ['no text', { channel: 'C0GENERAL' }, 'no_text'],
    ['too long a text', { channel: 'C0GENERAL', text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['no such channel', { channel: 'C404', text: 'x' }, 'channel_not_found'],
    ['a channel without the app', { channel: 'C0MATHS', text: 'x' }, 'not_in_channel'],
    ['metadata of another shape', { channel: 'C0GENERAL', text: 'x', metadata: { event_type: 'a' } }, 'invalid_metadata_format'],
    [
      'too much metadata',
      { channel: 'C0GENERAL', text: 'x', metadata: { event_type: 'a', event_payload: { a: 'x'.repeat(20_000) } } },
      'metadata_too_large',
    ],
    ['51 blocks', { channel: 'C0GENERAL', text: 'x', blocks: Array.from({ length: 51 }, () => section('x')) }, 'invalid_blocks'],
    ['an unknown argument', { channel: 'C0GENERAL', text: 'x', colour: 'red' }, 'invalid_arguments'],
  ])('refuses a message with %s', async (_what, message, error) => {
    const sandbox = await slack({ channelsWithoutBot: ['C0MATHS'] });

    await expect(clientOf(sandbox).apiCall('chat.postMessage', message)).rejects.toMatchObject(failure(error));

    expect(sandbox.as('U0ANN').messages('C0GENERAL')).toEqual([]);
    expect(sandbox.calls().at(-1)).toMatchObject({ method: 'chat.postMessage', error });
  });

  it('says where a block is wrong', async () => {
    const sandbox = await slack();
    const blocks = [
      section('x'.repeat(3001)),
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Go' }, colour: 'red' }],
      },
      { type: 'banner' },
    ];

    await expect(
      clientOf(sandbox).apiCall('chat.postMessage', { channel: 'C0GENERAL', text: 'x', blocks }),
    ).rejects.toMatchObject(
      failure('invalid_blocks', [
        '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
        '[ERROR] invalid additional property: colour [json-pointer:/blocks/1/elements/0]',
        '[ERROR] unsupported type: banner [json-pointer:/blocks/2/type]',
      ]),
    );
  });

  it('answers a method it does not have with unknown_method, and remembers it without the token', async () => {
    const sandbox = await slack();

    await expect(clientOf(sandbox).apiCall('chat.shout', { text: 'x' })).rejects.toMatchObject(failure('unknown_method'));

    expect(sandbox.calls().filter((call) => call.error === 'unknown_method')).toMatchObject([
      { method: 'chat.shout', path: '/api/chat.shout' },
    ]);
    expect(JSON.stringify(sandbox.calls())).not.toMatch(/xoxb|xapp/);
  });

  it('updates and deletes its own messages only', async () => {
    const sandbox = await slack();
    const client = clientOf(sandbox);
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'one' });
    await sandbox.as('U0ANN').type('C0GENERAL', 'mine');
    const mine = lastSeen(sandbox, 'U0ANN', 'C0GENERAL')?.id ?? '';

    await client.chat.update({ channel: 'C0GENERAL', ts, text: 'two' });
    expect(sandbox.as('U0BOB').messages('C0GENERAL')[0]).toMatchObject({ text: 'two', edited: true });
    await expect(client.chat.update({ channel: 'C0GENERAL', ts: mine, text: 'x' })).rejects.toMatchObject(
      failure('cant_update_message'),
    );
    await expect(client.chat.delete({ channel: 'C0GENERAL', ts: mine })).rejects.toMatchObject(failure('cant_delete_message'));
    await client.chat.delete({ channel: 'C0GENERAL', ts });
    await expect(client.chat.delete({ channel: 'C0GENERAL', ts })).rejects.toMatchObject(failure('message_not_found'));
    expect(
      sandbox
        .as('U0BOB')
        .messages('C0GENERAL')
        .map(({ text }) => text),
    ).toEqual(['mine']);
  });

  it('takes files in three steps and gives them to the page', async () => {
    const sandbox = await slack();
    const client = clientOf(sandbox);
    const direct = directOf(sandbox, 'U0ANN');

    await client.filesUploadV2({
      channel_id: direct,
      filename: 'pairs.csv',
      file: Buffer.from('a,b\n1,2\n'),
      title: 'Pairs',
      initial_comment: 'Your pairs',
    });
    await client.filesUploadV2({ channel_id: direct, filename: 'map.png', file: Buffer.from('not really'), alt_text: 'A map' });

    const [first, second] = sandbox.as('U0ANN').messages(direct);
    expect(first?.blocks).toMatchObject([{ type: 'text' }, { type: 'file', name: 'pairs.csv', bytes: 8 }]);
    expect(second?.blocks).toMatchObject([{ type: 'image', alt: 'A map' }]);
    const file = first?.blocks[1];
    expect(await (await fetch(file?.type === 'file' ? file.url : '')).text()).toBe('a,b\n1,2\n');
  });

  it('lists people and channels in pages', async () => {
    const sandbox = await slack();
    const client = clientOf(sandbox);

    const first = await client.users.list({ limit: 2 });
    const rest = await client.users.list({ limit: 2, cursor: first.response_metadata?.next_cursor ?? '' });
    expect(
      [...(first.members ?? []), ...(rest.members ?? [])].map((user) => [user.real_name, user.is_admin, user.is_bot]),
    ).toEqual([
      ['Ann Lee', false, false],
      ['Bob', false, false],
      ['Cat Coordinator', true, false],
      ['Staffroom', false, true],
    ]);
    expect((await client.conversations.list({})).channels?.map(({ name }) => name)).toEqual(['general', 'maths']);
    expect((await client.conversations.members({ channel: 'C0MATHS' })).members).toContain('U0BOB');
    expect((await client.conversations.info({ channel: 'C0MATHS' })).channel).toMatchObject({ name: 'maths', is_member: true });
  });

  it('does not open direct messages with a deactivated account', async () => {
    const sandbox = await slack({ deactivated: ['U0BOB'] });
    const client = clientOf(sandbox);

    expect((await client.users.info({ user: 'U0BOB' })).user).toMatchObject({ deleted: true });
    await expect(client.conversations.open({ users: 'U0BOB' })).rejects.toMatchObject(failure('user_disabled'));
    await expect(client.conversations.open({ users: 'U404' })).rejects.toMatchObject(failure('user_not_found'));
    await expect(client.chat.postMessage({ channel: 'U0BOB', text: 'x' })).rejects.toMatchObject(failure('channel_not_found'));
  });

  it('limits messages to about one a second in a channel, after a short burst', async () => {
    const sandbox = await slack();
    const client = clientOf(sandbox);
    const post = () => client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' });

    for (let sent = 0; sent < 5; sent += 1) await post();
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });

    await client.chat.postMessage({ channel: 'C0MATHS', text: 'another channel' });
    expect(sandbox.as('U0ANN').messages('C0GENERAL')).toHaveLength(5);
    const free = await slack({ rateLimits: false });
    const many = clientOf(free);
    await Promise.all(Array.from({ length: 30 }, () => many.chat.postMessage({ channel: 'C0GENERAL', text: 'x' })));
  });

  it('gives every message its own time, by the sandbox clock', async () => {
    let now = Date.UTC(2026, 10, 25, 15, 45);
    const sandbox = await slack({ now: () => now, rateLimits: false });
    const client = clientOf(sandbox);

    const sent = await Promise.all(
      Array.from({ length: 20 }, () => client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' })),
    );
    now -= 3_600_000;
    const later = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'y' });

    expect(new Set(sent.map(({ ts }) => ts)).size).toBe(20);
    expect(Number(later.ts)).toBeGreaterThan(Number(sent.at(-1)?.ts));
    expect(sandbox.as('U0ANN').messages('C0GENERAL')[0]?.at).toBe('2026-11-25T15:45:00.000Z');
  });
});
