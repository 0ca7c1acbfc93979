import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { createTestBot, createTestLog, gate, testDependencies, until } from '../testing.ts';
import { ANN, GENERAL, newest, optionsFor, startBot, startSandbox } from './kit.ts';
import { type Call, startTinyDiscord } from './tiny-discord.ts';

// What would end the process in real life fails the test here.
const fatal: unknown[] = [];
const remember = (error: unknown) => void fatal.push(error);
beforeEach(() => {
  fatal.length = 0;
  process.on('unhandledRejection', remember);
  process.on('uncaughtException', remember);
});
afterEach(() => {
  process.off('unhandledRejection', remember);
  process.off('uncaughtException', remember);
  expect(fatal).toEqual([]);
});

async function startTiny(answerTo?: Parameters<typeof startTinyDiscord>[0]) {
  const discord = await startTinyDiscord(answerTo);
  const log = createTestLog();
  const platform = createDiscord({ token: 'secret-token', apiUrl: discord.apiUrl }, testDependencies(log));
  onTestFinished(() => platform.stop());
  const { conversation, world } = createTestBot(log);
  return { discord, platform, log, world, start: () => platform.start(conversation) };
}

const interaction = (id: string) => ({
  id,
  application_id: '1290000000000000009',
  token: `secret-interaction-${id}`,
  type: 2,
  channel_id: '5',
  user: { id: '12345', username: 'ann' },
  data: { name: 'note', type: 1, options: [{ name: 'list', type: 1 }] },
});

test('no malformed event ends the process, and the next request is answered', async () => {
  const { discord, platform, start, log, world } = await startTiny();
  await start();
  await until('connected', platform.ready);
  const good = interaction('99');
  const malformed: [unknown, unknown][] = [
    ['INTERACTION_CREATE', null],
    ['INTERACTION_CREATE', 'words'],
    ['INTERACTION_CREATE', []],
    ['INTERACTION_CREATE', {}],
    ['INTERACTION_CREATE', { ...good, channel: 'words' }],
    ['INTERACTION_CREATE', { ...good, id: 5 }],
    ['INTERACTION_CREATE', { ...good, data: null, type: 3 }],
    ['INTERACTION_CREATE', { ...good, type: 99 }],
    ['INTERACTION_CREATE', { ...good, type: 4, data: { options: 7 } }],
    ['INTERACTION_CREATE', { ...good, type: 5, data: { custom_id: 'f1|x', components: [{ component: null }, 3] } }],
    ['INTERACTION_CREATE', { ...good, member: { user: 3 }, user: undefined }],
    ['GUILD_CREATE', null],
    ['GUILD_CREATE', { id: '3', channels: 5, members: null }],
    ['CHANNEL_UPDATE', null],
    ['THREAD_LIST_SYNC', { threads: null }],
    [null, null],
    [{}, 1],
  ];

  for (const [kind, data] of malformed) discord.dispatch(kind, data);
  discord.dispatch('INTERACTION_CREATE', interaction('100'));

  await until('the good one was answered', () => discord.calls.some(({ path }) => path.endsWith('original')));
  expect(world.app.runs).toBeGreaterThan(0);
  expect(JSON.stringify(log.lines)).not.toContain('secret');
});

test('answers need no token of the bot, and a refused one does not silence it', async () => {
  let refusals = 1;
  const { discord, platform, start } = await startTiny(({ method }: Call) => {
    if (method !== 'PUT' || refusals === 0) return 'usual';
    refusals -= 1;
    return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
  });
  await start();
  await until('connected', platform.ready);

  await until('the commands were published after all', () => discord.calls.filter(({ method }) => method === 'PUT').length === 2);
  discord.dispatch('INTERACTION_CREATE', interaction('101'));

  await until('answered', () => discord.calls.some(({ path }) => path.endsWith('original')));
  const answers = discord.calls.filter(({ path }) => /callback|original/.test(path));
  expect(answers.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
});

test('a request that came too late is not run', async () => {
  const { discord, platform, start, world, log } = await startTiny(({ path }) =>
    path.endsWith('/callback') ? { status: 404, body: { message: 'Unknown interaction', code: 10062 } } : 'usual',
  );
  await start();
  await until('connected', platform.ready);

  discord.dispatch('INTERACTION_CREATE', interaction('102'));

  await until('it was noticed', () => log.lines.some(({ message }) => message.includes('too late')));
  expect(world.app.runs).toBe(0);
});

test('a first answer whose own answer was lost is given again, and the request is run once', async () => {
  let lost = 1;
  const { discord, platform, start, world } = await startTiny(({ path }) => {
    if (!path.endsWith('/callback')) return 'usual';
    if (lost === 0) return { status: 400, body: { message: 'Interaction has already been acknowledged.', code: 40060 } };
    lost -= 1;
    return undefined;
  });
  await start();
  await until('connected', platform.ready);

  discord.dispatch('INTERACTION_CREATE', interaction('103'));

  await until('answered', () => discord.calls.some(({ path }) => path.endsWith('original')));
  expect(world.app.runs).toBe(1);
});

test('a form Discord refuses is an apology, not silence', async () => {
  const { discord, platform, start, log } = await startTiny(({ path, body }) =>
    path.endsWith('/callback') && JSON.parse(body).type === 9
      ? { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors: {} } }
      : 'usual',
  );
  await start();
  await until('connected', platform.ready);

  const options = [{ name: 'add', type: 1, options: [{ name: 'topic', type: 3, value: 'feedback' }] }];
  discord.dispatch('INTERACTION_CREATE', { ...interaction('104'), data: { name: 'note', type: 1, options } });

  await until('an apology', () => discord.calls.some(({ body }) => body.includes('The form could not be opened')));
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

test('a wrong token is said once, in plain words, and tried again', async () => {
  const { discord, platform, start, log } = await startTiny(() => ({
    status: 401,
    body: { message: '401: Unauthorized', code: 0 },
  }));

  await start();
  await until('it was tried three times', () => discord.calls.length >= 3);

  const errors = log.lines.filter(({ level }) => level === 'error');
  expect(errors.map(({ message }) => message)).toEqual([
    'Discord refuses the bot token. Please check DISCORD_TOKEN; it is tried again from time to time.',
  ]);
  expect(platform.ready()).toBe(false);
  expect(JSON.stringify(log.lines)).not.toContain('secret-token');
});

test('a token refused while connected leads to a new connection', async () => {
  const { discord, platform, start, log } = await startTiny();
  await start();
  await until('connected', platform.ready);

  discord.closeWith(4004);

  await until('it was noticed', () => !platform.ready());
  await until('connected again', platform.ready);
  expect(log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    'Discord refuses the bot token. Please check DISCORD_TOKEN; it is tried again from time to time.',
  ]);
  expect(discord.connections()).toBe(1);
});

test('a dropped connection is resumed, and what was typed meanwhile is answered', async () => {
  const sandbox = await startSandbox();
  const { platform } = await startBot(sandbox);
  const ann = sandbox.as(ANN);

  sandbox.dropConnections();
  await until('it was noticed', () => !platform.ready());
  await ann.type(GENERAL, '/note list');

  expect(newest(ann.messages(GENERAL)).text).toContain('Page 1');
  expect(platform.ready()).toBe(true);
});

test('when Discord asks to reconnect, commands go on being served', async () => {
  const sandbox = await startSandbox();
  const { platform } = await startBot(sandbox);

  sandbox.refreshConnections();
  await until('connected again', async () => platform.ready() && sandbox.connections() === 1);
  await sandbox.as(ANN).type(GENERAL, '/note list');

  expect(newest(sandbox.as(ANN).messages(GENERAL)).text).toContain('Page 1');
});

test('a bot that is started while Discord is down connects when it is there', async () => {
  const first = await startSandbox();
  const options = optionsFor(first);
  const port = Number(new URL(first.apiUrl).port);
  await first.close();
  const log = createTestLog();
  const platform = createDiscord(options, testDependencies(log));
  onTestFinished(() => platform.stop());

  await platform.start(createTestBot(log).conversation);
  expect(platform.ready()).toBe(false);
  const second = await startSandbox({ port });

  await until('connected', platform.ready);
  await until('the commands are there', () => second.as(ANN).commands().length > 0);
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a connection that broke for a while comes back', async () => {
  const first = await startSandbox();
  const { platform, log } = await startBot(first);
  const port = Number(new URL(first.apiUrl).port);

  await first.close();
  await until('it was noticed', () => !platform.ready());
  const second = await startSandbox({ port });

  await until('connected again', platform.ready);
  await until('the commands are there again', () => second.as(ANN).commands().length > 0);
  await second.as(ANN).type(GENERAL, '/note list');
  expect(newest(second.as(ANN).messages(GENERAL)).text).toContain('Page 1');
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('stopping waits for what is being dealt with, and takes nothing new', async () => {
  const sandbox = await startSandbox();
  const { platform, world } = await startBot(sandbox);
  const ann = sandbox.as(ANN);
  const { wait, open } = gate();
  world.hold = wait;

  const typed = ann.type(GENERAL, '/note find topic:feedback');
  await until('it is being dealt with', () => world.callers.length === 1);
  const stopped = platform.stop();
  open();
  await Promise.all([typed, stopped]);

  expect(newest(ann.messages(GENERAL)).text).toContain('Looking for feedback');
  expect(sandbox.connections()).toBe(0);
  expect(platform.ready()).toBe(false);
});

test('a bot stopped while Discord is down stays away when it comes back', async () => {
  const first = await startSandbox();
  const { platform } = await startBot(first);
  const port = Number(new URL(first.apiUrl).port);
  await first.close();
  await until('it was noticed', () => !platform.ready());

  await platform.stop();
  const second = await startSandbox({ port });
  // discord.js tries every 500 ms.
  await new Promise((resolve) => setTimeout(resolve, 1500));

  expect(second.connections()).toBe(0);
  expect(second.calls()).toEqual([]);
});
