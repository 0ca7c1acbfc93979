import {
  ChannelSelectMenuBuilder,
  CheckboxBuilder,
  CheckboxGroupBuilder,
  FileUploadBuilder,
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitInteraction,
  RadioGroupBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { bot, GENERAL, newest, PRIYA, STAFF, sandbox, TOM } from './kit.ts';

const label = (name: string) => new LabelBuilder().setLabel(name);

/** A bot whose command opens the form and whose answer to it is what `read` makes of it. */
async function withForm(modal: ModalBuilder, read: (submitted: ModalSubmitInteraction) => string) {
  const local = await sandbox();
  const client = await bot(local, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(modal);
    if (interaction.isModalSubmit()) await interaction.reply(read(interaction));
  });
  await client.application.commands.set([{ name: 'open', description: 'Open the form' }]);
  const priya = local.as(PRIYA);
  await priya.type(GENERAL, '/open');
  return { priya, client };
}

test('text, radio, checkboxes and people are read back by discord.js', async () => {
  const options = (...values: string[]) => values.map((value) => ({ label: value.toUpperCase(), value }));
  const modal = new ModalBuilder()
    .setCustomId('form')
    .setTitle('Everything')
    .addLabelComponents(
      label('Story').setTextInputComponent(
        new TextInputBuilder().setCustomId('story').setStyle(TextInputStyle.Paragraph).setMinLength(3).setValue('So far'),
      ),
      label('Phase').setRadioGroupComponent(new RadioGroupBuilder().setCustomId('phase').setOptions(options('early', 'late'))),
      label('Needs').setCheckboxGroupComponent(
        new CheckboxGroupBuilder()
          .setCustomId('needs')
          .setOptions(options('a', 'b', 'c'))
          .setRequired(false),
      ),
      label('Sure').setCheckboxComponent(new CheckboxBuilder().setCustomId('sure')),
      label('With').setUserSelectMenuComponent(new UserSelectMenuBuilder().setCustomId('with').setMaxValues(2)),
    );
  const { priya, client } = await withForm(modal, ({ fields }) =>
    [
      fields.getTextInputValue('story'),
      fields.getRadioGroup('phase'),
      fields.getCheckboxGroup('needs').join('+'),
      fields.getCheckbox('sure'),
      fields.getSelectedUsers('with', true).map((user) => user.globalName),
    ].join(' | '),
  );

  const form = priya.form();
  await expect(priya.submit({ with: [TOM] })).rejects.toThrow('"Phase" is required');
  await expect(priya.submit({ phase: 'never', with: [TOM] })).rejects.toThrow('does not offer "never"');
  await expect(priya.submit({ phase: 'late', with: [TOM], story: 'ab' })).rejects.toThrow('at least 3');
  await expect(priya.submit({ nonsense: 'x' })).rejects.toThrow('no field "nonsense"');
  await priya.submit({ phase: 'late', needs: ['a', 'c'], sure: ['yes'], with: [TOM] });

  expect(client.errors).toEqual([]);
  expect(form?.fields.map(({ id, type, required }) => [id, type, required])).toEqual([
    ['story', 'longText', true],
    ['phase', 'radio', true],
    ['needs', 'checkboxes', false],
    ['sure', 'checkboxes', false],
    ['with', 'person', true],
  ]);
  expect(newest(priya, GENERAL).text).toBe('So far | late | a+c | true | Tom Bell');
});

test('words above the fields, several choices and channels', async () => {
  const modal = new ModalBuilder()
    .setCustomId('form')
    .setTitle('More')
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('Only **adults** here'))
    .addLabelComponents(
      label('Topics').setStringSelectMenuComponent(
        new StringSelectMenuBuilder()
          .setCustomId('topics')
          .setMaxValues(2)
          .addOptions({ label: 'Oracy', value: 'o' }, { label: 'Reading', value: 'r' }),
      ),
      label('Where').setChannelSelectMenuComponent(new ChannelSelectMenuBuilder().setCustomId('where').setRequired(false)),
    );
  const { priya, client } = await withForm(modal, ({ fields }) =>
    [fields.getStringSelectValues('topics').join('+'), fields.getSelectedChannels('where')?.map((channel) => channel?.id)].join(
      ' | ',
    ),
  );

  const form = priya.form();
  const found = await priya.suggestField('where', 'staff');
  await priya.submit({ topics: ['o', 'r'], where: STAFF });

  expect(client.errors).toEqual([]);
  expect(form?.text).toEqual([[{ text: 'Only ' }, { text: 'adults', bold: true }, { text: ' here' }]]);
  expect(form?.fields.map(({ type }) => type)).toEqual(['multiSelect', 'channel']);
  expect(found).toEqual([{ label: '#staff-room', value: STAFF }]);
  expect(newest(priya, GENERAL).text).toBe(`o+r | ${STAFF}`);
});

test('an uploaded file is read back by discord.js, with an address where it is', async () => {
  const modal = new ModalBuilder()
    .setCustomId('form')
    .setTitle('A file')
    .addLabelComponents(label('Sheet').setFileUploadComponent(new FileUploadBuilder().setCustomId('sheet')));
  const addresses: string[] = [];
  const { priya, client } = await withForm(modal, ({ fields }) => {
    const file = fields.getUploadedFiles('sheet', true).first();
    addresses.push(file?.url ?? '');
    return `${file?.name} ${file?.size} ${file?.ephemeral}`;
  });

  const field = priya.form()?.fields[0];
  await expect(priya.submit({})).rejects.toThrow('"Sheet" is required');
  await priya.submit({}, { sheet: { name: 'rooms.csv', base64: Buffer.from('A1,Hall').toString('base64') } });

  expect(client.errors).toEqual([]);
  expect(field).toMatchObject({ type: 'file', required: true, value: [] });
  expect(newest(priya, GENERAL).text).toBe('rooms.csv 7 true');
  expect(await (await fetch(addresses[0] ?? '')).text()).toBe('A1,Hall');
});

test('a form nobody answers stays open, and a dismissed one is gone', async () => {
  const local = await sandbox();
  const modal = new ModalBuilder()
    .setCustomId('form')
    .setTitle('Quiet')
    .addLabelComponents(
      label('Words').setTextInputComponent(new TextInputBuilder().setCustomId('words').setStyle(TextInputStyle.Short)),
    );
  const client = await bot(local, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(modal);
  });
  await client.application.commands.set([{ name: 'open', description: 'Open the form' }]);
  const priya = local.as(PRIYA);
  await priya.type(GENERAL, '/open');

  await priya.submit({ words: 'precious' });
  const stillOpen = priya.form()?.title;
  const notice = priya.notice();
  priya.dismiss();

  expect(stillOpen).toBe('Quiet');
  expect(notice).toBe('Something went wrong. Try again.');
  expect(priya.form()).toBeUndefined();
});
