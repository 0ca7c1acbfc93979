import { expect, test } from 'vitest';
import { startDiscordSandbox } from '../../../src/sandbox/discord/index.ts';
import { bot, call, cast, directOf, GENERAL, newest, PRIYA, sandbox, stateFile, TOM } from './kit.ts';

test('messages, direct channels, commands and files outlive a restart; ids go on rising', async () => {
  const file = stateFile();
  const before = await startDiscordSandbox({ cast: cast(), stateFile: file });
  const client = await bot(before, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'only now', flags: 64 });
  });
  await client.application.commands.set([{ name: 'ping', description: 'Answer' }]);
  const channel = await client.channels.fetch(GENERAL);
  if (!channel?.isSendable()) throw new Error('not sendable');
  await channel.send({ content: 'kept', files: [{ attachment: Buffer.from('words'), name: 'notes.txt' }] });
  const sent = await (await client.users.fetch(PRIYA)).send('your digest');
  await before.as(PRIYA).type(GENERAL, '/ping');
  const direct = directOf(before.as(PRIYA));
  await client.destroy();
  await before.close();

  const local = await sandbox({ stateFile: file });
  const priya = local.as(PRIYA);
  const [kept] = priya.messages(GENERAL);
  const attached = kept?.blocks.at(-1);
  const again = await bot(local);
  const answer = await call(local, 'PATCH', `/channels/${direct}/messages/${sent.id}`, { content: 'your digest, corrected' });
  await local.as(TOM).type(GENERAL, 'later');

  expect(priya.messages(GENERAL).map((message) => message.text)).toEqual(['kept\nnotes.txt', 'later']);
  expect(attached?.type === 'file' && (await (await fetch(attached.url)).text())).toBe('words');
  expect(directOf(priya)).toBe(direct);
  expect(answer.status).toBe(200);
  expect(newest(priya, direct).text).toBe('your digest, corrected');
  expect(priya.commands().map(({ path }) => path)).toEqual(['/ping']);
  expect((await again.application.commands.fetch()).first()?.name).toBe('ping');
  expect(BigInt(newest(priya, GENERAL).id) > BigInt(sent.id)).toBe(true);
});

test('messages are stamped by the sandbox clock, and ids rise even when it is put back', async () => {
  let now = Date.parse('2027-01-13T15:45:00Z');
  const local = await sandbox({ now: () => now });
  const priya = local.as(PRIYA);

  await priya.type(GENERAL, 'Wednesday');
  now = Date.parse('2027-01-12T09:00:00Z');
  await priya.type(GENERAL, 'Tuesday');

  const [first, second] = priya.messages(GENERAL);
  expect([first?.at, second?.at]).toEqual(['2027-01-13T15:45:00.000Z', '2027-01-12T09:00:00.000Z']);
  expect(Number((BigInt(first?.id ?? 0) >> 22n) + 1_420_070_400_000n)).toBe(Date.parse('2027-01-13T15:45:00Z'));
  expect(BigInt(second?.id ?? 0) > BigInt(first?.id ?? 0)).toBe(true);
});
