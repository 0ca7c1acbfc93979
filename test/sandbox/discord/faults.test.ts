import { expect, test, vi } from 'vitest';
import { bot, call, directOf, GENERAL, newest, PRIYA, sandbox } from './kit.ts';

test('a lost answer: the message is there, the bot does not know; with the same nonce it is not sent twice', async () => {
  const local = await sandbox();
  const client = await bot(local);
  const priya = await client.users.fetch(PRIYA);
  await priya.createDM();
  local.faults.loseAnswers = 1;

  await expect(priya.send({ content: 'Your digest', nonce: 'd1', enforceNonce: true })).rejects.toThrow();
  const again = await priya.send({ content: 'Your digest', nonce: 'd1', enforceNonce: true });

  const app = local.as(PRIYA);
  expect(app.messages(directOf(app)).map((message) => message.id)).toEqual([again.id]);
  expect(local.faults.loseAnswers).toBe(0);
});

test('a failing API answers 500 and does nothing', async () => {
  const local = await sandbox();
  local.faults.fail = 1;

  const failed = await call(local, 'POST', `/channels/${GENERAL}/messages`, { content: 'lost' });
  const worked = await call(local, 'POST', `/channels/${GENERAL}/messages`, { content: 'kept' });

  expect([failed.status, worked.status]).toEqual([500, 200]);
  expect(
    local
      .as(PRIYA)
      .messages(GENERAL)
      .map((message) => message.text),
  ).toEqual(['kept']);
});

test('a hanging API never answers and does nothing', async () => {
  const local = await sandbox();
  local.faults.hang = 1;
  const patience = AbortSignal.timeout(200);

  const hanging = fetch(`${local.apiUrl}/v10/channels/${GENERAL}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${local.environment.DISCORD_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'lost' }),
    signal: patience,
  });

  await expect(hanging).rejects.toThrow();
  expect(local.as(PRIYA).messages(GENERAL)).toEqual([]);
  expect(local.calls().at(-1)).toMatchObject({ method: 'POST', status: 0 });
});

test('a duplicated interaction reaches the bot twice with the same id', async () => {
  const local = await sandbox();
  const ids: string[] = [];
  const client = await bot(local, async (interaction) => {
    ids.push(interaction.id);
    if (interaction.isChatInputCommand()) await interaction.reply('once');
  });
  await client.application.commands.set([{ name: 'ping', description: 'Answer' }]);
  local.faults.duplicate = 1;

  await local.as(PRIYA).type(GENERAL, '/ping');
  await vi.waitFor(() => expect(ids).toHaveLength(2), 10_000);
  await local.as(PRIYA).type(GENERAL, '/ping');

  expect(ids).toHaveLength(3);
  expect(ids[0]).toBe(ids[1]);
  await vi.waitFor(() => expect(client.errors).toMatchObject([{ code: 40060 }]), 10_000);
  expect(local.as(PRIYA).messages(GENERAL)).toHaveLength(2);
});

test('no token is in the calls a test can read', async () => {
  const local = await sandbox();
  let token = '';
  const client = await bot(local, async (interaction) => {
    token = interaction.token;
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.editReply('done');
  });
  await client.application.commands.set([{ name: 'ping', description: 'Answer' }]);

  await local.as(PRIYA).type(GENERAL, '/ping');

  const written = JSON.stringify(local.calls());
  expect(newest(local.as(PRIYA), GENERAL).text).toBe('done');
  expect(token.length).toBeGreaterThan(40);
  expect(written).toContain('/webhooks/');
  expect(written).not.toContain(token);
  expect(written).not.toContain(local.environment.DISCORD_TOKEN);
});
