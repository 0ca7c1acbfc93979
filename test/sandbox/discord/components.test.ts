import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { bot, controls, GENERAL, newest, PRIYA, STAFF, sandbox, TOM } from './kit.ts';

const form = () =>
  new ModalBuilder()
    .setCustomId('form')
    .setTitle('A form')
    .addComponents(
      new ActionRowBuilder<TextInputBuilder>().addComponents(
        new TextInputBuilder().setCustomId('words').setLabel('Words').setStyle(TextInputStyle.Short).setRequired(false),
      ),
    );

test('a deferred update changes the message of the button, and a form from a button may update it too', async () => {
  const local = await sandbox();
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('later').setLabel('Later').setStyle(ButtonStyle.Secondary),
    new ButtonBuilder().setCustomId('form').setLabel('Form').setStyle(ButtonStyle.Danger),
    new ButtonBuilder().setLabel('Site').setStyle(ButtonStyle.Link).setURL('https://example.org/'),
  );
  const client = await bot(local, async (interaction) => {
    if (interaction.isButton() && interaction.customId === 'later') {
      await interaction.deferUpdate();
      await interaction.editReply('changed');
    } else if (interaction.isButton()) await interaction.showModal(form());
    else if (interaction.isModalSubmit() && interaction.isFromMessage()) await interaction.update({ content: 'changed again' });
  });
  const general = await client.channels.fetch(GENERAL);
  if (general?.isSendable()) await general.send({ content: 'press', components: [row] });
  const priya = local.as(PRIYA);
  const { id } = newest(priya, GENERAL);

  await priya.press(id, 'later');
  const after = newest(priya, GENERAL).text;
  await priya.press(id, 'form');
  await priya.submit({});

  expect(client.errors).toEqual([]);
  expect(after).toBe('changed\nLater\nForm\nSite');
  expect(newest(priya, GENERAL).text).toBe('changed again\nLater\nForm\nSite');
  expect(controls(newest(priya, GENERAL)).map((control) => control.type === 'button' && control.style)).toEqual([
    'plain',
    'danger',
    'link',
  ]);
});

test('selects of a message bring their values, and people and channels resolved', async () => {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join('+'));
    if (interaction.isUserSelectMenu()) await interaction.reply(interaction.users.map((user) => user.globalName).join('+'));
    if (interaction.isChannelSelectMenu())
      await interaction.reply(interaction.channels.map((channel) => ('name' in channel ? channel.name : '')).join('+'));
  });
  const topics = new StringSelectMenuBuilder()
    .setCustomId('topics')
    .setMinValues(1)
    .setMaxValues(2)
    .addOptions(
      { label: 'Oracy', value: 'o' },
      { label: 'Retrieval', value: 'r', description: 'Remembering' },
      { label: 'Reading', value: 'l', default: true },
    );
  const general = await client.channels.fetch(GENERAL);
  if (general?.isSendable()) {
    await general.send({
      components: [
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(topics),
        new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(new UserSelectMenuBuilder().setCustomId('who')),
        new ActionRowBuilder<ChannelSelectMenuBuilder>().addComponents(new ChannelSelectMenuBuilder().setCustomId('where')),
      ],
    });
  }
  const priya = local.as(PRIYA);
  const shown = newest(priya, GENERAL);

  await priya.press(shown.id, 'topics', ['o', 'r']);
  await priya.press(shown.id, 'who', [TOM]);
  await priya.press(shown.id, 'where', [STAFF]);

  expect(client.errors).toEqual([]);
  expect(controls(shown)[0]).toMatchObject({
    type: 'select',
    min: 1,
    max: 2,
    chosen: ['l'],
    options: [{ label: 'Oracy' }, { description: 'Remembering' }, {}],
  });
  expect(controls(shown)[1]).toMatchObject({
    options: [{ label: 'Priya Shah' }, { label: 'Tom Bell' }, { label: 'Grace Okafor' }],
  });
  expect(
    priya
      .messages(GENERAL)
      .slice(1)
      .map((message) => message.text),
  ).toEqual(['o+r', 'Tom Bell', 'staff-room']);
  await expect(priya.press(shown.id, 'topics', ['x'])).rejects.toThrow('does not offer "x"');
  await expect(priya.press(shown.id, 'topics', ['o', 'r', 'l'])).rejects.toThrow('at most 2');
});
