import { WebAPIPlatformError } from '@slack/web-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureOf } from '../../../src/platforms/slack/failures.ts';
import { commonLength } from '../../../src/platforms/slack/fit.ts';
import { typedWords } from '../../../src/platforms/slack/incoming.ts';
import { postedAfter } from '../../../src/platforms/slack/post.ts';
import { manifestFor } from '../../../src/platforms/slack/publish.ts';
import { sdkLogger } from '../../../src/platforms/slack/sdk-log.ts';
import { readManifest } from '../../../src/sandbox/slack/manifest.ts';
import { createTestBot, createTestLog } from '../testing.ts';
import { logged } from './setup.ts';

test('words after a command are read as they were typed', () => {
  expect(typedWords('find a &amp; b &lt;c&gt; <https://x.example/?a=1&amp;b=2>')).toBe(
    'find a & b <c> https://x.example/?a=1&b=2',
  );
  expect(typedWords('write to <mailto:ann@school.example|ann@school.example>')).toBe('write to ann@school.example');
  expect(typedWords('who:<@U1|ann> in <#C1|general>')).toBe('who:<@U1|ann> in <#C1|general>');
  expect(typedWords('&amp;lt;')).toBe('&lt;');
});

test('the manifest is one Slack takes, for both ways in, and holds every command', () => {
  const { commands } = createTestBot().conversation;

  const socket = readManifest(manifestFor(commands));
  const http = readManifest(manifestFor(commands, { requestUrl: 'https://bot.example/slack/events' }));

  expect(socket.commands).toEqual([
    {
      command: '/note',
      description: 'Notes, for tests',
      usageHint: 'add | details | tags | attach | find | list | announce | files | admin',
      shouldEscape: true,
    },
  ]);
  expect(http.commands).toHaveLength(1);
  expect([socket.interactive, socket.botName]).toEqual([true, 'Staffroom']);
});

test('texts share the room: short ones whole, the longest cut alike', () => {
  expect(commonLength([10, 20, 30], 100)).toBe(30);
  expect(commonLength([10, 200, 300], 110)).toBe(50);
  expect(commonLength([], 100)).toBe(0);
  fc.assert(
    fc.property(fc.array(fc.nat(20_000), { maxLength: 60 }), fc.nat(12_000), (lengths, room) => {
      const longest = commonLength(lengths, room);
      const used = lengths.reduce((sum, length) => sum + Math.min(length, longest), 0);
      expect(used).toBeLessThanOrEqual(room);
    }),
  );
});

test('what Slack says becomes what the outbox does', () => {
  const stateOf = (code: string) => postedAfter(new WebAPIPlatformError({ ok: false, error: code })).state;

  for (const code of ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable', '<html>a proxy</html>'])
    expect([code, stateOf(code)]).toEqual([code, 'unknown']);
  for (const code of [
    'user_not_found',
    'account_inactive',
    'cannot_dm_bot',
    'channel_not_found',
    'is_archived',
    'not_in_channel',
    'user_disabled',
  ])
    expect([code, stateOf(code)]).toEqual([code, 'undeliverable']);
  for (const code of ['ratelimited', 'invalid_auth', 'token_revoked', 'missing_scope'])
    expect([code, stateOf(code)]).toEqual([code, 'later']);
  for (const code of ['invalid_blocks', 'msg_too_long', 'no_text', 'metadata_too_large'])
    expect([code, stateOf(code)]).toEqual([code, 'refused']);
});

test('an error of an unknown kind is an unknown outcome', () => {
  expect(failureOf(new Error('anything')).kind).toBe('unknown');
  expect(failureOf('anything').kind).toBe('unknown');
});

test('what the libraries log is kept without what people wrote', () => {
  const log = createTestLog();
  const logger = sdkLogger(log);

  logger.debug('Received a message on the WebSocket: {"text":"secret words"}');
  logger.warn(`Malformed request body: Unexpected token 's', "secret words" is not valid JSON`);
  logger.error(new Error('secret words'));
  logger.error('Failed to retrieve a new WSS URL (error: secret words)');

  expect(logged(log)).not.toContain('secret words');
  expect(logged(log)).toContain('Malformed request body');
  expect(logged(log)).toContain('Failed to retrieve a new WSS URL');
});
