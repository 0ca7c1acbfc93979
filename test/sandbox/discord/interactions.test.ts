import {
  ActionRowBuilder,
  InteractionContextType,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  Routes,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import { bot, call, directOf, GENERAL, GRACE, newest, PRIYA, sandbox, TOM } from './kit.ts';

const ping = { name: 'ping', description: 'Answer' };

const form = () =>
  new ModalBuilder()
    .setCustomId('form')
    .setTitle('A form')
    .addComponents(
      new ActionRowBuilder<TextInputBuilder>().addComponents(
        new TextInputBuilder().setCustomId('words').setLabel('Words').setStyle(TextInputStyle.Short).setRequired(false),
      ),
    );

test('a bot that says nothing for three seconds has lost its chance', async () => {
  const local = await sandbox();
  let late: unknown;
  const client = await bot(local, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await new Promise((resolve) => setTimeout(resolve, 3200));
    late = await interaction.reply('too late').catch((error) => error);
  });
  await client.application.commands.set([ping]);
  const priya = local.as(PRIYA);

  await priya.type(GENERAL, '/ping');
  const notice = priya.notice();
  await new Promise((resolve) => setTimeout(resolve, 500));

  expect(notice).toBe('The application did not respond');
  expect(late).toMatchObject({ code: 10062, status: 404 });
  expect(priya.messages(GENERAL)).toEqual([]);
});

test('an interaction is acknowledged once, and a form cannot follow a deferral', async () => {
  const local = await sandbox();
  const codes: unknown[] = [];
  const client = await bot(local, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const callback = Routes.interactionCallback(interaction.id, interaction.token);
    const again = { body: { type: 9, data: form().toJSON() }, auth: false };
    codes.push(await client.rest.post(callback, again).catch((error) => error.code));
    await interaction.editReply('done');
  });
  await client.application.commands.set([ping]);

  await local.as(PRIYA).type(GENERAL, '/ping');

  expect(codes).toEqual([40060]);
  expect(local.as(PRIYA).form()).toBeUndefined();
});

test('a form cannot answer a form', async () => {
  const local = await sandbox();
  let refused: unknown;
  const client = await bot(local, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(form());
    if (!interaction.isModalSubmit()) return;
    const body = { type: 9, data: form().toJSON() };
    refused = await client.rest
      .post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false })
      .catch((error) => error);
    await interaction.reply({ content: `got ${interaction.fields.getTextInputValue('words')}`, flags: MessageFlags.Ephemeral });
  });
  await client.application.commands.set([ping]);
  const priya = local.as(PRIYA);

  await priya.type(GENERAL, '/ping');
  await priya.submit({ words: 'these' });

  expect(refused).toMatchObject({
    code: 50035,
    rawError: { errors: { type: { _errors: [{ code: 'BASE_TYPE_CHOICES', message: 'Value must be one of {4, 5}.' }] } } },
  });
  expect(newest(priya, GENERAL).text).toBe('got these');
  expect(priya.form()).toBeUndefined();
});

test('the first follow-up after a deferral is the deferred answer, and as private as that', async () => {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.followUp('meant for all');
    await interaction.followUp('really for all');
  });
  await client.application.commands.set([ping]);

  await local.as(PRIYA).type(GENERAL, '/ping');

  expect(client.errors).toEqual([]);
  expect(
    local
      .as(PRIYA)
      .messages(GENERAL)
      .map(({ text, onlyYou }) => [text, onlyYou]),
  ).toEqual([
    ['meant for all', true],
    ['really for all', false],
  ]);
});

test('a deferred answer that was deleted leaves nothing, and a follow-up for all can still come', async () => {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.deleteReply();
    await interaction.followUp('for all');
  });
  await client.application.commands.set([ping]);

  await local.as(PRIYA).type(GENERAL, '/ping');

  expect(client.errors).toEqual([]);
  expect(
    local
      .as(TOM)
      .messages(GENERAL)
      .map((message) => message.text),
  ).toEqual(['for all']);
  expect(local.as(PRIYA).messages(GENERAL)).toHaveLength(1);
});

test('a deferral may be private and nothing else', async () => {
  const local = await sandbox();
  let code: unknown;
  const client = await bot(local, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    code = await interaction.deferReply({ flags: [MessageFlags.Ephemeral, 1 << 15] as never }).catch((error) => error.code);
    await interaction.reply('fine');
  });
  await client.application.commands.set([ping]);

  await local.as(PRIYA).type(GENERAL, '/ping');

  expect(code).toBe(50035);
});

test('in direct messages there is no server and no member', async () => {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply(
      `${interaction.guildId} ${interaction.memberPermissions} ${interaction.user.globalName} ${interaction.context}`,
    );
  });
  await client.application.commands.set([
    { ...ping, contexts: [InteractionContextType.Guild, InteractionContextType.BotDM] },
    { ...ping, name: 'here', contexts: [InteractionContextType.Guild] },
  ]);
  const priya = local.as(PRIYA);

  await priya.type(directOf(priya), '/ping');
  await priya.type(directOf(priya), '/here');

  expect(priya.messages(directOf(priya)).map(({ text, author }) => [text, author.bot])).toEqual([
    ['null null Priya Shah 1', true],
    ['/here', false],
  ]);
});

test('who may manage the server has the bit for it, and sees commands that need it', async () => {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(String(interaction.memberPermissions?.has('ManageGuild')));
  });
  await client.application.commands.set([
    ping,
    { ...ping, name: 'round', defaultMemberPermissions: PermissionFlagsBits.ManageGuild },
  ]);

  await local.as(PRIYA).type(GENERAL, '/ping');
  await local.as(GRACE).type(GENERAL, '/round');

  expect(
    local
      .as(PRIYA)
      .commands()
      .map(({ path }) => path),
  ).toEqual(['/ping']);
  expect(
    local
      .as(GRACE)
      .commands()
      .map(({ path }) => path),
  ).toEqual(['/ping', '/round']);
  expect(
    local
      .as(PRIYA)
      .messages(GENERAL)
      .map(({ text }) => text),
  ).toEqual(['false', 'true']);
});

test('tokens nobody gave out open nothing', async () => {
  const local = await sandbox();

  const strange = 'x'.repeat(64);
  const callback = await call(local, 'POST', `/interactions/1/${strange}/callback`, { type: 5 }, {});
  const followUp = await call(local, 'POST', `/webhooks/1290000000000000001/${strange}`, { content: 'x' }, {});

  expect(callback).toMatchObject({ status: 404, body: { code: 10062 } });
  expect(followUp).toMatchObject({ status: 404, body: { code: 10015 } });
});
