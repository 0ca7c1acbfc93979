import { createHash } from 'node:crypto';
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Command, Runnable } from '../../chat/command.ts';
import { type Field, isLookup, LONGEST_DAY, maxLengthOf } from '../../chat/field.ts';
import type { PlatformDependencies } from '../../chat/platform.ts';
import { menuOptions } from './controls.ts';
import { COMMAND_ABOUT, COMMAND_OPTIONS, LOOKUP_LENGTH, OPTION_MAX_LENGTH } from './limits.ts';
import { listOf, objectOf } from './reading.ts';
import type { Api } from './rest.ts';
import { plainLine } from './text.ts';

/**
 * The command list as Discord's application commands. They are global: direct messages with the bot have no server, one call serves any
 * number of servers, and Discord shows a change at once. Who may use one is checked in perform, so no permissions are set here.
 */

type Option = APIApplicationCommandBasicOption;

/** What Discord is told about these commands. */
export function applicationCommands(commands: readonly Command<unknown>[]): RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  return commands.map((command) => ({
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: plainLine(command.about, COMMAND_ABOUT),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: Object.entries(command.subcommands).map(([name, one]) => subcommand(name, one)),
  }));
}

function subcommand(name: string, one: Runnable<unknown>): APIApplicationCommandSubcommandOption {
  const options = Object.entries(one.fields)
    // A form asks for the rest; what is looked up cannot stand in a form.
    .filter(([, field]) => one.ask !== 'form' || isLookup(field))
    .map(([field, declared]) => option(field, declared))
    .sort((first, second) => Number(second.required) - Number(first.required))
    .slice(0, COMMAND_OPTIONS);
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: plainLine(one.about, COMMAND_ABOUT),
    ...(options.length > 0 && { options }),
  };
}

function option(name: string, field: Field): Option {
  const base = { name, description: plainLine(field.about, COMMAND_ABOUT), required: !field.optional };
  switch (field.kind) {
    case 'school':
    case 'topic':
    case 'snippet':
      return { ...base, type: ApplicationCommandOptionType.String, autocomplete: true, max_length: LOOKUP_LENGTH };
    case 'choice': {
      const choices = menuOptions(field.choices).map(({ label, value }) => ({ name: label, value }));
      return { ...base, type: ApplicationCommandOptionType.String, choices };
    }
    case 'number':
      return { ...base, type: ApplicationCommandOptionType.Integer, min_value: field.min, max_value: field.max };
    case 'yesNo':
      return { ...base, type: ApplicationCommandOptionType.Boolean };
    case 'person':
      return { ...base, type: ApplicationCommandOptionType.User };
    case 'channel':
      return {
        ...base,
        type: ApplicationCommandOptionType.Channel,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      };
    case 'date':
      return { ...base, type: ApplicationCommandOptionType.String, max_length: LONGEST_DAY.length };
    case 'file':
      return { ...base, type: ApplicationCommandOptionType.Attachment };
    case 'text':
    case 'longText':
    case 'choices':
      return {
        ...base,
        type: ApplicationCommandOptionType.String,
        max_length: Math.min(maxLengthOf(field) ?? OPTION_MAX_LENGTH, OPTION_MAX_LENGTH),
      };
    default:
      return field satisfies never;
  }
}

/** Tells Discord the commands, if they are not what it was told last and still has. Returns whether it was told. */
export async function publishCommands(
  api: Api,
  applicationId: string,
  commands: readonly Command<unknown>[],
  remembered: PlatformDependencies['remembered'],
): Promise<boolean> {
  const body = applicationCommands(commands);
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const key = `discord.commands.${applicationId}`;
  if ((await remembered.get(key)) === hash && (await has(api, applicationId, commands))) return false;
  await api.rest().put(Routes.applicationCommands(applicationId), { body });
  await remembered.set(key, hash);
  return true;
}

/** Somebody else may have told it something else since. */
async function has(api: Api, applicationId: string, commands: readonly Command<unknown>[]): Promise<boolean> {
  const there = listOf(await api.rest().get(Routes.applicationCommands(applicationId)));
  const names = there.map((one) => objectOf(one).name);
  return names.length === commands.length && commands.every(({ name }) => names.includes(name));
}
