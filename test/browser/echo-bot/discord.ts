import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  Events,
  GatewayIntentBits,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  REST,
  Routes,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { PHASES, PICTURE, TOPICS, topicsLike } from './words.ts';

const command = new SlashCommandBuilder()
  .setName('echo')
  .setDescription('Try what the page can show')
  .addSubcommand((sub) =>
    sub
      .setName('form')
      .setDescription('Open a form')
      .addStringOption((option) =>
        option.setName('topic').setDescription('What it is about').setRequired(true).setAutocomplete(true),
      ),
  )
  .addSubcommand((sub) => sub.setName('buttons').setDescription('Show things to press'))
  .addSubcommand((sub) => sub.setName('file').setDescription('Send a picture and a table'))
  .addSubcommand((sub) => sub.setName('direct').setDescription('Write to me privately'))
  .addSubcommand((sub) => sub.setName('slow').setDescription('Think for a moment'))
  .addSubcommand((sub) =>
    sub
      .setName('words')
      .setDescription('Say something back')
      .addStringOption((option) => option.setName('words').setDescription('What to say').setRequired(true))
      .addStringOption((option) =>
        option
          .setName('phase')
          .setDescription('For whom')
          .addChoices(...PHASES.map((name) => ({ name, value: name.toLowerCase() }))),
      )
      .addBooleanOption((option) => option.setName('loud').setDescription('In capitals'))
      .addUserOption((option) => option.setName('to').setDescription('To whom')),
  );

/** Start a small bot on the local Discord with the real SDK. Resolves once it is connected; the result stops it. */
export async function startDiscordEcho(environment: Record<string, string>): Promise<() => Promise<unknown>> {
  const { DISCORD_API_URL: api = '', DISCORD_TOKEN: token = '' } = environment;
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
  client.on(Events.Error, (error) => console.error(error));
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isAutocomplete()) {
      await interaction.respond(topicsLike(interaction.options.getFocused()).map((name) => ({ name, value: name })));
    } else if (interaction.isChatInputCommand()) {
      await run(interaction);
    } else if (interaction.isModalSubmit()) {
      const { fields } = interaction;
      await interaction.reply({
        content: `Form: ${fields.getTextInputValue('title')} about ${interaction.customId}`,
        flags: MessageFlags.Ephemeral,
      });
    } else if (interaction.isStringSelectMenu()) {
      await interaction.reply({ content: `Picked ${interaction.values.join(' and ')}`, flags: MessageFlags.Ephemeral });
    } else if (interaction.isButton()) {
      await interaction.update({ content: 'Pressed, and changed.', embeds: [], components: [] });
    }
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  await new REST({ api })
    .setToken(token)
    .put(Routes.applicationCommands(client.application?.id ?? ''), { body: [command.toJSON()] });
  return () => client.destroy();
}

async function run(interaction: ChatInputCommandInteraction): Promise<unknown> {
  const { options } = interaction;
  switch (options.getSubcommand()) {
    case 'form':
      return interaction.showModal(form(options.getString('topic', true)));
    case 'buttons':
      return interaction.reply({ content: BUTTONS_TEXT(interaction.user.id), components: buttons });
    case 'file':
      return interaction.reply({
        content: 'Two files',
        files: [
          { attachment: PICTURE, name: 'map.png', description: 'A map' },
          { attachment: Buffer.from('urn,group\n100000,A\n'), name: 'groups.csv' },
        ],
      });
    case 'direct':
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.user.send('Only between us.');
      return interaction.editReply('Look at your direct messages.');
    case 'slow':
      await interaction.deferReply();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return interaction.editReply('Thought about it.');
    default: {
      const words = options.getString('words', true);
      const said = options.getBoolean('loud') ? words.toUpperCase() : words;
      return interaction.reply({
        content: `You said **${said}** ${options.getString('phase') ?? ''}`,
        flags: MessageFlags.Ephemeral,
      });
    }
  }
}

const BUTTONS_TEXT = (person: string) =>
  `# Exit tickets on mini-whiteboards\nShared by <@${person}>. **Bold**, *italic*, ~~struck~~, \`code\` and [a link](https://example.org).\n- one\n- two\n> A quoted line of what somebody said.\n-# seen in class · research: extensive`;

const form = (topic: string) =>
  new ModalBuilder()
    .setCustomId(topic)
    .setTitle('Share a practice')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Name it in a few words')
        .setDescription('As it would stand in the digest')
        .setTextInputComponent(new TextInputBuilder().setCustomId('title').setStyle(TextInputStyle.Short).setMaxLength(80)),
      new LabelBuilder()
        .setLabel('What did you do?')
        .setTextInputComponent(new TextInputBuilder().setCustomId('did').setStyle(TextInputStyle.Paragraph)),
      new LabelBuilder().setLabel('Phases').setStringSelectMenuComponent(
        new StringSelectMenuBuilder()
          .setCustomId('phases')
          .setRequired(false)
          .setMinValues(0)
          .setMaxValues(3)
          .addOptions(PHASES.map((label) => ({ label, value: label }))),
      ),
    );

const buttons = [
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('press-1').setLabel('Try it').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setCustomId('press-2').setLabel('Withdraw').setStyle(ButtonStyle.Danger),
    new ButtonBuilder().setURL('https://example.org').setLabel('Read more').setStyle(ButtonStyle.Link),
  ),
  new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('pick')
      .setPlaceholder('Pick topics')
      .setMinValues(1)
      .setMaxValues(3)
      .addOptions(TOPICS.map((label) => ({ label, value: label }))),
  ),
];
