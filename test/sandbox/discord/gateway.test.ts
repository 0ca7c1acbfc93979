import { once } from 'node:events';
import { createInflate, inflateSync } from 'node:zlib';
import { Events, GatewayIntentBits } from 'discord.js';
import { expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import type { Sandbox } from '../../../src/sandbox/contract.ts';
import { afterThisTest, bot, call, GENERAL, GRACE, newest, PRIYA, sandbox, TOM } from './kit.ts';

const command = { name: 'ping', description: 'Answer' };

interface Frame {
  op: number;
  t: string | null;
  s: number | null;
  d: Record<string, unknown>;
}

/** A gateway connection without any library; frames are collected in order. */
async function raw({ apiUrl }: Sandbox, query = 'v=10&encoding=json', read = (data: Buffer) => String(data)) {
  const socket = new WebSocket(`${apiUrl.replace('http', 'ws').replace('/api', '')}/?${query}`);
  const frames: Frame[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(read(data))));
  afterThisTest(() => socket.terminate());
  await once(socket, 'open');
  return {
    frames,
    closed,
    send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })),
    close: (code: number) => socket.close(code),
    until: (matches: (frame: Frame) => boolean) =>
      vi.waitFor(() => {
        const found = frames.find(matches);
        if (!found) throw new Error('not yet');
        return found;
      }),
  };
}

const identify = (local: Sandbox, more = {}) => ({ token: local.environment.DISCORD_TOKEN, intents: 1, properties: {}, ...more });

test('after a cut connection discord.js resumes and hears what was asked in between', async () => {
  const local = await sandbox();
  const client = await bot(local, (interaction) => interaction.isChatInputCommand() && interaction.reply('here'));
  await client.application.commands.set([command]);
  let resumed = 0;
  client.on(Events.ShardResume, () => {
    resumed += 1;
  });

  local.dropConnections();
  await vi.waitFor(() => expect(local.connections()).toBe(0), 10_000);
  await local.as(PRIYA).type(GENERAL, '/ping');

  expect(newest(local.as(PRIYA), GENERAL).text).toBe('here');
  expect(resumed).toBe(1);
  expect(local.connections()).toBe(1);
});

test('asked to reconnect, discord.js comes back on the same session', async () => {
  const local = await sandbox();
  const client = await bot(local, (interaction) => interaction.isChatInputCommand() && interaction.reply('here'));
  await client.application.commands.set([command]);
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));

  local.refreshConnections();
  await resumed;
  await local.as(PRIYA).type(GENERAL, '/ping');

  expect(newest(local.as(PRIYA), GENERAL).text).toBe('here');
});

test('several sessions hear every interaction, and only the first answer counts', async () => {
  const local = await sandbox();
  const heard: string[] = [];
  const first = await bot(local, async (interaction) => {
    heard.push(interaction.id);
    if (interaction.isChatInputCommand()) await interaction.reply('one');
  });
  const second = await bot(local, async (interaction) => {
    heard.push(interaction.id);
    if (interaction.isChatInputCommand()) await interaction.reply('two');
  });
  await first.application.commands.set([command]);

  await local.as(PRIYA).type(GENERAL, '/ping');
  await vi.waitFor(() => expect([...first.errors, ...second.errors]).toHaveLength(1), 10_000);

  expect(heard[0]).toBe(heard[1]);
  expect(local.as(PRIYA).messages(GENERAL)).toHaveLength(1);
  expect([...first.errors, ...second.errors][0]).toMatchObject({ code: 40060 });
});

test('a session is resumed by hand with everything after the last sequence, and a strange one is invalid', async () => {
  const local = await sandbox();
  const before = await raw(local);
  before.send(
    2,
    identify(local, { intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.MessageContent }),
  );
  const ready = await before.until((frame) => frame.t === 'READY');
  const guild = await before.until((frame) => frame.t === 'GUILD_CREATE');
  before.close(4900);
  await before.closed;
  await local.as(PRIYA).type(GENERAL, 'one');
  await local.as(PRIYA).type(GENERAL, 'two');

  const after = await raw(local);
  after.send(6, { token: local.environment.DISCORD_TOKEN, session_id: ready.d.session_id, seq: guild.s });
  await after.until((frame) => frame.t === 'RESUMED');
  const strange = await raw(local);
  strange.send(6, { token: local.environment.DISCORD_TOKEN, session_id: 'nonsense', seq: 1 });

  expect(after.frames.map(({ t, s, d }) => [t, s, d.content])).toEqual([
    [null, null, undefined],
    ['MESSAGE_CREATE', 3, 'one'],
    ['MESSAGE_CREATE', 4, 'two'],
    ['RESUMED', 5, undefined],
  ]);
  expect(await strange.until((frame) => frame.op === 9)).toMatchObject({ d: false });
});

test('a session that said goodbye with 1000 is gone', async () => {
  const local = await sandbox();
  const before = await raw(local);
  before.send(2, identify(local));
  const ready = await before.until((frame) => frame.t === 'READY');
  before.close(1000);
  await before.closed;

  const after = await raw(local);
  after.send(6, { token: local.environment.DISCORD_TOKEN, session_id: ready.d.session_id, seq: 1 });

  expect(await after.until((frame) => frame.op === 9)).toMatchObject({ d: false });
});

test.each([
  ['a wrong token', (local: Sandbox) => [2, identify(local, { token: 'nonsense' })], 4004],
  ['an impossible shard', (local: Sandbox) => [2, identify(local, { shard: [3, 2] })], 4010],
  ['intents that are no number', (local: Sandbox) => [2, identify(local, { intents: 'all' })], 4013],
  ['a privileged intent that is not switched on', (local: Sandbox) => [2, identify(local, { intents: 1 << 15 })], 4014],
  ['something sent before IDENTIFY', () => [8, {}], 4003],
] as const)('%s closes the connection', async (_name, frame, code) => {
  const local = await sandbox({ privilegedIntents: false });
  const connection = await raw(local);

  const [op, data] = frame(local);
  connection.send(Number(op), data);

  expect(await connection.closed).toBe(code);
});

test('heartbeats are acknowledged, and frames can be compressed one by one', async () => {
  const local = await sandbox();
  const connection = await raw(local, 'v=10&encoding=json', (data) =>
    data[0] === 0x78 ? String(inflateSync(data)) : String(data),
  );
  connection.send(1, null);
  await connection.until((frame) => frame.op === 11);

  connection.send(2, identify(local, { compress: true }));

  expect((await connection.until((frame) => frame.t === 'READY')).d).toMatchObject({ v: 10, session_type: 'normal' });
});

test('the whole connection can be one zlib stream', async () => {
  const local = await sandbox();
  const inflate = createInflate();
  let text = '';
  inflate.on('data', (chunk: Buffer) => {
    text += String(chunk);
  });
  const socket = new WebSocket(
    `${local.apiUrl.replace('http', 'ws').replace('/api', '')}/?v=10&encoding=json&compress=zlib-stream`,
  );
  afterThisTest(() => socket.terminate());
  const ends: string[] = [];
  socket.on('message', (data: Buffer) => {
    ends.push(data.subarray(-4).toString('hex'));
    inflate.write(data);
  });
  await once(socket, 'open');

  socket.send(JSON.stringify({ op: 2, d: identify(local) }));
  await vi.waitFor(() => expect(text).toContain('"GUILD_CREATE"'), 10_000);

  // Discord ends every message with an empty block, by which clients know that it is complete.
  expect(ends).toEqual(['0000ffff', '0000ffff', '0000ffff']);
  expect(text.indexOf('heartbeat_interval')).toBeLessThan(text.indexOf('"READY"'));
});

test('only the shard of a server hears it, and members come without the presence intent only when asked for', async () => {
  const local = await sandbox();
  const shards = await Promise.all([0, 1].map(() => raw(local)));
  for (const [index, shard] of shards.entries()) shard.send(2, identify(local, { shard: [index, 2], intents: 3 }));
  await Promise.all(shards.map((shard) => shard.until((frame) => frame.t === 'READY')));
  const owner = Number((BigInt('1200000000000000001') >> 22n) % 2n);
  const guild = await shards[owner]?.until((frame) => frame.t === 'GUILD_CREATE');

  shards[owner]?.send(8, { guild_id: '1200000000000000001', query: '', limit: 0, nonce: 'n' });
  const chunk = await shards[owner]?.until((frame) => frame.t === 'GUILD_MEMBERS_CHUNK');

  expect(guild?.d.members).toHaveLength(1);
  expect(guild?.d.member_count).toBe(4);
  expect(chunk?.d).toMatchObject({
    chunk_count: 1,
    nonce: 'n',
    members: [{ user: { id: PRIYA } }, { user: { id: TOM } }, { user: { id: GRACE } }],
  });
  expect(shards[1 - owner]?.frames.some((frame) => frame.t === 'GUILD_CREATE')).toBe(false);
});

test('without the message content intent a bot reads only what is meant for it', async () => {
  const local = await sandbox();
  const client = await bot(local);
  const read: string[] = [];
  client.on(Events.MessageCreate, (message) => read.push(message.content));
  const priya = local.as(PRIYA);
  const direct = priya.channels().at(-1)?.id ?? '';

  await priya.type(GENERAL, 'only for people');
  await priya.type(GENERAL, '@Staffroom hello');
  await priya.type(direct, 'just for you');
  await vi.waitFor(() => expect(read).toHaveLength(3), 10_000);

  expect(read).toEqual(['', `<@${client.user.id}> hello`, 'just for you']);
});

test('discord.js fetches members, roles and channels over REST', async () => {
  const local = await sandbox();
  const client = await bot(local);
  const guild = client.guilds.cache.first();

  const grace = await guild?.members.fetch(GRACE);
  const stranger = await call(local, 'GET', `/guilds/${guild?.id}/members/1200000000000000999`);

  expect(grace?.permissions.has('ManageGuild')).toBe(true);
  expect(grace?.displayName).toBe('Grace Okafor');
  expect(guild?.members.me?.permissionsIn(GENERAL).has('SendMessages')).toBe(true);
  expect(stranger).toMatchObject({ status: 404, body: { code: 10007 } });
});
