import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ANSWER_WAIT_MS } from '../../../src/platforms/slack/limits.ts';
import { gate, until } from '../testing.ts';
import { eventually, GENERAL, lastSaid, start, WAYS } from './setup.ts';

const FIND = '/note find topic:retrieval-practice';

describe.each(WAYS)('a command over %s', (way) => {
  test('is answered with its acknowledgement when it is done at once: nothing else is asked of Slack', async () => {
    const { ann, slack } = await start(way);
    const before = slack.calls().length;

    await ann.type(GENERAL, '/note list');

    expect(lastSaid(ann).text).toContain('Page 1');
    expect(lastSaid(ann).onlyYou).toBe(true);
    expect(slack.calls().slice(before)).toEqual([]);
  });

  test('is acknowledged in time when it takes longer, and answered when it is done', async () => {
    // Slack's patience ends before the handler does.
    const { ann, slack, world } = await start(way, { ackMilliseconds: 2 * ANSWER_WAIT_MS });
    const held = gate();
    world.hold = held.wait;

    const typed = ann.type(GENERAL, FIND);
    await wait(3 * ANSWER_WAIT_MS);
    held.open();
    await typed;

    expect(ann.notice()).toBeUndefined();
    expect(lastSaid(ann).text).toContain('Looking for retrieval-practice');
    expect(slack.calls().filter(({ method }) => method === 'response_url')).toHaveLength(1);
  });

  test('whose answer has files is acknowledged without one, because files cannot go with it', async () => {
    const { ann } = await start(way);

    await ann.type(GENERAL, '/note files');

    await eventually(() => expect(lastSaid(ann).text).toContain('In your direct messages with me: notes.csv, dot.png'));
    expect(ann.notice()).toBeUndefined();
  });

  test('delivered twice is run and answered once', async () => {
    const { ann, slack, world } = await start(way);
    slack.faults.duplicate = 1;

    await ann.type(GENERAL, '/note list');

    expect(world.app.runs).toBe(1);
    expect(ann.messages(GENERAL).filter((one) => one.text.includes('Page 1'))).toHaveLength(1);
    expect(ann.notice()).toBeUndefined();
  });
});

test('an answer whose acknowledgement cannot leave comes another way', async () => {
  const { ann, platform, slack, world, log } = await start('socket mode', { ackMilliseconds: 800 });
  const held = gate();
  world.hold = held.wait;

  const typed = ann.type(GENERAL, FIND);
  await until('the command has arrived', () => world.callers.length > 0);
  slack.dropConnections();
  await until('the connections are gone', () => !platform.ready());
  held.open();
  await typed;

  await eventually(() => expect(lastSaid(ann).text).toContain('Looking for retrieval-practice'));
  expect(log.lines.map((one) => one.message)).toContain('an acknowledgement was lost');
});
