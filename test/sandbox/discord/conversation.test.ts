import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import { bot, controls, directOf, GENERAL, GRACE, GUILD, newest, PRIYA, sandbox, TOM } from './kit.ts';

const snippet = new SlashCommandBuilder()
  .setName('snippet')
  .setDescription('Practice from classrooms')
  .addSubcommand((sub) =>
    sub
      .setName('find')
      .setDescription('Find practice')
      .addStringOption((option) => option.setName('words').setDescription('What to look for').setRequired(true).setMaxLength(40))
      .addStringOption((option) => option.setName('topic').setDescription('About what').setAutocomplete(true))
      .addUserOption((option) => option.setName('by').setDescription('Who shared it'))
      .addIntegerOption((option) => option.setName('year').setDescription('Which year').setMinValue(1).setMaxValue(13)),
  )
  .addSubcommand((sub) => sub.setName('share').setDescription('Share practice'));

test('discord.js logs in, knows the server and registers commands a person is then offered', async () => {
  const local = await sandbox();
  const client = await bot(local);

  const registered = await client.application.commands.set([snippet]);

  expect(client.user.username).toBe('Staffroom');
  expect(client.guilds.cache.get(GUILD)?.name).toBe('North East network');
  expect(registered.first()?.options[0]?.type).toBe(ApplicationCommandOptionType.Subcommand);
  expect(
    local
      .as(PRIYA)
      .commands()
      .map((command) => command.path),
  ).toEqual(['/snippet find', '/snippet share']);
  expect(
    local
      .as(PRIYA)
      .commands()[0]
      ?.options.map(({ name, type, required, suggests }) => [name, type, required, suggests]),
  ).toEqual([
    ['words', 'text', true, undefined],
    ['topic', 'text', false, true],
    ['by', 'person', false, undefined],
    ['year', 'number', false, undefined],
  ]);
});

test('a typed command reaches the bot with typed options and its ephemeral answer reaches only that person', async () => {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options } = interaction;
    const said = [
      options.getSubcommand(),
      options.getString('words'),
      options.getUser('by')?.globalName,
      options.getInteger('year'),
    ];
    await interaction.reply({ content: said.join(' | '), flags: MessageFlags.Ephemeral });
  });
  await client.application.commands.set([snippet]);

  await local.as(PRIYA).type(GENERAL, '/snippet find words:exit tickets: how by:@Tom Bell year:4');

  expect(client.errors).toEqual([]);
  expect(newest(local.as(PRIYA), GENERAL)).toMatchObject({
    text: 'find | exit tickets: how | Tom Bell | 4',
    onlyYou: true,
    pending: false,
  });
  expect(local.as(TOM).messages(GENERAL)).toEqual([]);
});

test('the composer refuses what the real one refuses', async () => {
  const local = await sandbox();
  const client = await bot(local);
  await client.application.commands.set([snippet]);
  const priya = local.as(PRIYA);

  await expect(priya.type(GENERAL, '/snippet find topic:oracy')).rejects.toThrow('needs "words"');
  await expect(priya.type(GENERAL, '/snippet find wrods:oracy')).rejects.toThrow('no option "wrods"');
  await expect(priya.type(GENERAL, `/snippet find words:${'x'.repeat(41)}`)).rejects.toThrow('at most 40');
  await expect(priya.type(GENERAL, '/snippet find words:x year:14')).rejects.toThrow('at most 13');
  await expect(priya.type(GENERAL, '/snippet find words:x by:@Nobody')).rejects.toThrow('no @Nobody');
  await expect(priya.type(GENERAL, '/snippet')).rejects.toThrow('/snippet share');
  expect(local.calls().filter(({ path }) => path.includes('callback'))).toEqual([]);
});

test('suggestions come while typing, and a picked label is sent as its value', async () => {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (interaction.isAutocomplete()) {
      await interaction.respond([
        { name: `Retrieval practice (${interaction.options.getFocused()})`, value: 'retrieval-practice' },
      ]);
    }
    if (interaction.isChatInputCommand()) await interaction.reply(interaction.options.getString('topic') ?? 'none');
  });
  await client.application.commands.set([snippet]);
  const priya = local.as(PRIYA);

  const choices = await priya.suggestOption(GENERAL, '/snippet find words:quiz topic:ret', 'topic', 'ret');
  await priya.type(GENERAL, '/snippet find words:quiz topic:Retrieval practice (ret)');

  expect(choices).toEqual([{ label: 'Retrieval practice (ret)', value: 'retrieval-practice' }]);
  expect(newest(local.as(TOM), GENERAL).text).toBe('retrieval-practice');
});

test('a form with labels and a select is filled in and submitted', async () => {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const modal = new ModalBuilder()
        .setCustomId('share')
        .setTitle('Share practice')
        .addLabelComponents(
          new LabelBuilder()
            .setLabel('Name it')
            .setDescription('In a few words')
            .setTextInputComponent(new TextInputBuilder().setCustomId('title').setStyle(TextInputStyle.Short).setMaxLength(20)),
          new LabelBuilder()
            .setLabel('Phase')
            .setStringSelectMenuComponent(
              new StringSelectMenuBuilder()
                .setCustomId('phase')
                .setOptions({ label: 'Primary', value: 'p' }, { label: 'Secondary', value: 's', default: true }),
            ),
        );
      await interaction.showModal(modal);
    }
    if (interaction.isModalSubmit()) {
      const { fields } = interaction;
      await interaction.reply({
        content: `${fields.getTextInputValue('title')} ${fields.getStringSelectValues('phase')}`,
        flags: MessageFlags.Ephemeral,
      });
    }
  });
  await client.application.commands.set([snippet]);
  const priya = local.as(PRIYA);

  await priya.type(GENERAL, '/snippet share');
  const form = priya.form();
  await expect(priya.submit({})).rejects.toThrow('"Name it" is required');
  await expect(priya.submit({ title: 'x'.repeat(21) })).rejects.toThrow('at most 20');
  await priya.submit({ title: 'Exit tickets' });

  expect(client.errors).toEqual([]);
  expect(form?.fields.map(({ id, type, required, value, hint }) => [id, type, required, value, hint])).toEqual([
    ['title', 'text', true, [], 'In a few words'],
    ['phase', 'select', true, ['s'], undefined],
  ]);
  expect(priya.form()).toBeUndefined();
  expect(newest(priya, GENERAL).text).toBe('Exit tickets s');
});

test('a deferred answer is filled with Components V2, then a public follow-up comes', async () => {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    expect(newest(local.as(PRIYA), GENERAL)).toMatchObject({ pending: true, onlyYou: true });
    const container = new ContainerBuilder().addTextDisplayComponents(
      new TextDisplayBuilder().setContent('## Done\nIt is **shared**.'),
    );
    await interaction.editReply({ components: [container], flags: MessageFlags.IsComponentsV2 });
    await interaction.followUp({ content: `Shared by <@${PRIYA}>` });
  });
  await client.application.commands.set([snippet]);

  await local.as(PRIYA).type(GENERAL, '/snippet share');

  expect(client.errors).toEqual([]);
  const [own, shared] = local.as(PRIYA).messages(GENERAL);
  expect(own).toMatchObject({ onlyYou: true, pending: false, edited: false, text: 'Done\nIt is shared.' });
  expect(own?.blocks).toEqual([
    { type: 'heading', text: [{ text: 'Done', bold: true }] },
    { type: 'text', text: [{ text: 'It is ' }, { text: 'shared', bold: true }, { text: '.' }] },
  ]);
  expect(shared?.blocks).toEqual([
    {
      type: 'text',
      text: [{ text: 'Shared by ' }, { text: '@Priya Shah', mention: true, pings: { kind: 'person', id: PRIYA } }],
    },
  ]);
  expect(
    local
      .as(TOM)
      .messages(GENERAL)
      .map((message) => message.text),
  ).toEqual(['Shared by @Priya Shah']);
});

test('a pressed button changes its message', async () => {
  const local = await sandbox();
  const button = new ButtonBuilder().setCustomId('try:1').setLabel('Try it').setStyle(ButtonStyle.Primary);
  const client = await bot(local, async (interaction) => {
    if (interaction.isButton()) await interaction.update({ content: `${interaction.user.globalName} tries it`, components: [] });
  });
  const general = await client.channels.fetch(GENERAL);
  if (!general?.isSendable()) throw new Error('not sendable');
  await general.send({ content: 'An idea', components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)] });
  const grace = local.as(GRACE);

  const shown = newest(grace, GENERAL);
  await grace.press(shown.id, 'try:1');

  expect(client.errors).toEqual([]);
  expect(controls(shown)).toEqual([{ type: 'button', id: 'try:1', label: 'Try it', style: 'primary' }]);
  expect(newest(grace, GENERAL)).toMatchObject({ id: shown.id, text: 'Grace Okafor tries it', edited: true });
});

test('a direct message arrives, and one to somebody who takes none is refused with 50007', async () => {
  const local = await sandbox();
  const client = await bot(local);
  const priya = await client.users.fetch(PRIYA);
  const tom = await client.users.fetch(TOM);

  await priya.send({ content: 'Your digest', nonce: 'digest-7', enforceNonce: true });
  await priya.send({ content: 'Your digest', nonce: 'digest-7', enforceNonce: true });

  await expect(tom.send('Your digest')).rejects.toMatchObject({ code: 50007, status: 403 });
  const app = local.as(PRIYA);
  expect(app.channels().at(-1)).toMatchObject({ kind: 'direct', name: 'Staffroom', unread: 1 });
  expect(app.messages(directOf(app)).map((message) => message.text)).toEqual(['Your digest']);
  expect(app.channels().at(-1)?.unread).toBe(0);
});
