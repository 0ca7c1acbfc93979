import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Conversation } from '../../../src/chat/platform.ts';
import { createSlack } from '../../../src/platforms/slack/index.ts';
import { type SlackSandbox, startSlackSandbox } from '../../../src/sandbox/slack/index.ts';
import { createTestBot, createTestLog, gate, testDependencies, until } from '../testing.ts';
import { ANN, CAST, eventually, GENERAL, lastSaid, logged, optionsFor, start, startSandbox } from './setup.ts';

test('commands are answered all through the replacing of both connections', async () => {
  const { ann, slack, world } = await start();
  slack.refreshConnections();

  let typed = 0;
  while (connectionsOpened(slack) < 4) {
    await ann.type(GENERAL, '/note list');
    typed += 1;
    expect(ann.notice()).toBeUndefined();
  }

  expect(typed).toBeGreaterThan(10);
  expect(world.app.runs).toBe(typed);
  await until('both connections are back', () => slack.connections() === 2);
});

test('cut connections come back by themselves', async () => {
  const { ann, platform, slack } = await start();

  slack.dropConnections();
  await until('both have reconnected', () => connectionsOpened(slack) >= 4 && slack.connections() === 2 && platform.ready());
  await ann.type(GENERAL, '/note list');

  expect(lastSaid(ann).text).toContain('Page 1');
});

test('a form whose connection is cut while it is dealt with is still answered', async () => {
  const { ann, slack, world } = await start('socket mode', { ackMilliseconds: 800 });
  await ann.type(GENERAL, '/note add feedback');
  const held = gate();
  world.hold = held.wait;

  const sent = ann.submit({ title: 'Cut off' });
  await until('the form has arrived', () => world.callers.length > 0);
  slack.dropConnections();
  held.open();
  await sent;

  await eventually(() => expect(lastSaid(ann).text).toContain('Noted: Cut off'));
  expect(world.app.notes).toHaveLength(1);
});

test('an acknowledgement lost with its connection stops nothing', async () => {
  const { ann, platform, slack, world, log } = await start('socket mode', { ackMilliseconds: 800 });
  await ann.type(GENERAL, '/note add feedback');
  const held = gate();
  world.hold = held.wait;

  const sent = ann.submit({ title: 'Lost' });
  await until('the form has arrived', () => world.callers.length > 0);
  // Everything fails for a while, connecting again too, so there is no way left to acknowledge.
  slack.faults.fail = 1000;
  slack.dropConnections();
  await until('the connections are gone', () => !platform.ready());
  held.open();
  await sent;
  slack.faults.fail = 0;

  expect(log.lines.map((one) => one.message)).toContain('an acknowledgement was lost');
  expect(world.app.notes).toHaveLength(1);
  await until('the bot is connected again', () => platform.ready());
  await ann.submit({});
  await eventually(() => expect(lastSaid(ann).text).toContain('You have already sent this form.'));
});

test('whatever the conversation throws, the request is acknowledged and the bot lives on', async () => {
  const slack = await startSandbox();
  const log = createTestLog();
  const { conversation } = createTestBot(log);
  const broken: Conversation = {
    ...conversation,
    plan: () => {
      throw new Error('secret words');
    },
    perform: async () => {
      throw new Error('secret words');
    },
    suggest: async () => {
      throw new Error('secret words');
    },
  };
  const platform = createSlack(optionsFor(slack), testDependencies(log));
  onTestFinished(() => platform.stop());
  await platform.start(broken);
  await until('the bot is connected', () => platform.ready());
  const ann = slack.as(ANN);

  await ann.type(GENERAL, '/note list');

  // No "operation_timeout": it was acknowledged.
  expect(ann.notice()).toBeUndefined();
  expect(lastSaid(ann).text).toContain('Something went wrong on our side.');
  expect(platform.ready()).toBe(true);
  await eventually(() => expect(log.lines.map((one) => one.message)).toContain('a Slack request failed'));
  expect(logged(log)).not.toContain('secret words');
});

test('the bot starts while Slack is down, and connects when it is there', async () => {
  const port = await freePort();
  const log = createTestLog();
  const { conversation } = createTestBot(log);
  const apiUrl = `http://127.0.0.1:${port}/api/`;
  const probe = await startSandbox();
  const platform = createSlack({ ...optionsFor(probe), apiUrl }, testDependencies(log));
  onTestFinished(() => platform.stop());

  await platform.start(conversation);
  const before = platform.ready();
  const slack = await startSlackSandbox({ cast: CAST, port });
  onTestFinished(() => slack.close());

  expect(before).toBe(false);
  await until('the bot is connected', () => platform.ready());
  await slack.as(ANN).type(GENERAL, '/note list');
  expect(lastSaid(slack.as(ANN)).text).toContain('Page 1');
});

test('Slack that goes away for a while does not end the process, and is said once', async () => {
  const { platform, slack, log } = await start();
  const port = Number(new URL(slack.apiUrl).port);

  await slack.close();
  await until('the connections are gone', () => !platform.ready());
  const again = await startSlackSandbox({ cast: CAST, port });
  onTestFinished(() => again.close());

  await until('the bot is connected again', () => platform.ready());
  expect(log.lines.filter((one) => one.message.startsWith('Slack cannot be reached')).length).toBeLessThanOrEqual(1);
});

test('a wrong app token is said once, in plain words, and the bot keeps running', async () => {
  const slack = await startSandbox();
  const log = createTestLog();
  const platform = createSlack({ ...optionsFor(slack), appToken: 'xapp-wrong' }, testDependencies(log));
  onTestFinished(() => platform.stop());

  await platform.start(createTestBot(log).conversation);
  await until('it was tried again', () => connectionsOpened(slack) > 3);

  const errors = log.lines.filter((one) => one.level === 'error');
  expect(errors.map((one) => one.message)).toEqual([expect.stringContaining('refuses the app token')]);
  expect(platform.ready()).toBe(false);
  expect(logged(log)).not.toContain('xapp-wrong');
});

test('a wrong bot token is said once, in plain words', async () => {
  const slack = await startSandbox();
  const log = createTestLog();
  const platform = createSlack({ ...optionsFor(slack), botToken: 'xoxb-wrong' }, testDependencies(log));
  onTestFinished(() => platform.stop());

  await platform.start(createTestBot(log).conversation);
  await until('it was tried again', () => slack.calls().filter((call) => call.method === 'auth.test').length > 1);

  const errors = log.lines.filter((one) => one.level === 'error');
  expect(errors.map((one) => one.message)).toEqual([expect.stringContaining('refuses the bot token')]);
  expect(platform.ready()).toBe(false);
});

test('an app token taken away while the bot runs does not end the process', async () => {
  const { platform, slack, log } = await start();
  const port = Number(new URL(slack.apiUrl).port);

  await slack.close();
  // Another Slack at the same address, which knows neither token.
  const refusing = await startRefusing(port);
  onTestFinished(() => refusing());

  await until('the refusal was said', () => log.lines.some((one) => one.message.includes('refuses the app token')));
  expect(platform.ready()).toBe(false);
});

test('stopping takes nothing new, waits for what is being done, and then hangs up', async () => {
  const { ann, bob, platform, slack, world } = await start();
  const held = gate();
  world.hold = held.wait;
  const working = ann.type(GENERAL, '/note find topic:retrieval-practice');
  await until('the command has arrived', () => world.callers.length > 0);

  const stopped = platform.stop();
  await bob.type(GENERAL, '/note list');
  const meanwhile = lastSaid(bob).text;
  held.open();
  await Promise.all([working, stopped]);

  expect(meanwhile).toBe('Staffroom is restarting. Please try again in a minute.');
  expect(world.app.runs).toBe(0);
  expect(lastSaid(ann).text).toContain('Looking for retrieval-practice');
  expect(platform.ready()).toBe(false);
  await until('the connections are gone', () => slack.connections() === 0);
});

test('a form sent while the bot stops stays open with what was typed', async () => {
  const { ann, bob, platform, world } = await start();
  await bob.type(GENERAL, '/note add feedback');
  const held = gate();
  world.hold = held.wait;
  const working = ann.type(GENERAL, '/note find topic:retrieval-practice');
  await until('the command has arrived', () => world.callers.length > 0);

  const stopped = platform.stop();
  await bob.submit({ title: 'Kept' });
  held.open();
  await Promise.all([working, stopped]);

  expect(bob.form()?.fields[0]?.error).toContain('restarting');
  expect(bob.form()?.fields[1]?.value).toEqual(['Kept']);
});

test('neither way in is a mistake that is said at once', () => {
  expect(() => createSlack({ botToken: 'xoxb-1' }, testDependencies())).toThrow('app token');
  expect(() => createSlack({ botToken: 'xoxb-1', httpPort: 0 }, testDependencies())).toThrow('signing secret');
});

function connectionsOpened(slack: SlackSandbox): number {
  return slack.calls().filter((call) => call.method === 'apps.connections.open').length;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Something that speaks HTTP and refuses every token. */
async function startRefusing(port: number): Promise<() => Promise<void>> {
  const server = createHttp((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error: 'invalid_auth' }));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return () => new Promise((resolve) => server.close(() => resolve()));
}
