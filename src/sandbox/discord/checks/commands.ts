import { type Command, type CommandChoice, type CommandOption, OptionKind } from '../wire.ts';
import {
  type Check,
  flag,
  ignored,
  lengthOf,
  list,
  number,
  object,
  optional,
  type Path,
  type Report,
  text,
  whole,
} from './check.ts';

/** Name, description and choice values of a command and all its options together (Discord: application commands). */
const COMMAND_CHARACTERS = 8000;
const CHAT_INPUT = 1;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  );

/** A command as the bot registers it. */
export type CommandInput = Partial<Command> & Pick<Command, 'name' | 'description' | 'type'>;

const commandName: Check<string> = (value, path, report) => {
  const name = text({ min: 1, max: 32 })(value, path, report);
  if (name !== '' && (!NAME.test(name) || name !== name.toLowerCase())) {
    report(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
  return name;
};
const about = text({ min: 1, max: 100 });

const localised = (entry: Check<string>): Check<Record<string, string> | undefined> =>
  optional((value, path, report) => {
    const read: Record<string, string> = {};
    for (const [locale, words] of Object.entries(recordOf(value))) {
      if (!LOCALES.includes(locale)) report([...path, locale], 'BASE_TYPE_CHOICES', 'This locale is not known.');
      if (words !== null) read[locale] = entry(words, [...path, locale], report);
    }
    return read;
  });

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function choices(type: number): Check<CommandChoice[]> {
  const words = text({ min: 1, max: 100 });
  const value: Check<string | number> =
    type === OptionKind.string ? words : type === OptionKind.integer ? whole(-(2 ** 53), 2 ** 53) : number;
  return list(object({ name: words, name_localizations: localised(words), value }), { max: 25 });
}

const option: Check<CommandOption> = (value, path, report) => {
  const type = Number(recordOf(value).type);
  const numeric = type === OptionKind.integer || type === OptionKind.number;
  const chosen = numeric || type === OptionKind.string;
  const nested = type === OptionKind.subcommand || type === OptionKind.group;
  const only = <T>(when: boolean, check: Check<T>): Check<T | undefined> => (when ? optional(check) : refused);
  const read: CommandOption = object(
    {
      type: whole(1, 11),
      name: commandName,
      name_localizations: localised(commandName),
      description: about,
      description_localizations: localised(about),
      required: only(!nested, flag),
      choices: only(chosen, choices(type)),
      autocomplete: only(chosen, flag),
      options: only(nested, optionsUnder(type)),
      channel_types: only(type === OptionKind.channel, list(whole(0, 16), { max: 20 })),
      min_value: only(numeric, number),
      max_value: only(numeric, number),
      min_length: only(type === OptionKind.string, whole(0, 6000)),
      max_length: only(type === OptionKind.string, whole(1, 6000)),
    },
    (own, at, tell) => {
      if (own.autocomplete && own.choices?.length) {
        tell(
          [...at, 'autocomplete'],
          'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES',
          'Autocomplete and choices cannot be used together',
        );
      }
    },
  )(value, path, report);
  return read;
};

const refused: Check<undefined> = (value, path, report) => {
  if (value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0)) {
    report(path, 'UNKNOWN_FIELD', 'An option of this type has no such field.');
  }
  return undefined;
};

/** The options below a command (0), a subcommand or a group. */
function optionsUnder(parent: number): Check<CommandOption[]> {
  return (value, path, report) => {
    const read = list(option, { max: 25 })(value, path, report);
    let optionalSeen = false;
    const names = new Set<string>();
    const nested = read.filter(({ type }) => type === OptionKind.subcommand || type === OptionKind.group).length;
    if (nested > 0 && nested < read.length) {
      report(
        path,
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command and sub-command group option types are mutually exclusive to all other types',
      );
    }
    for (const [index, one] of read.entries()) {
      const at = [...path, index];
      if (names.has(one.name)) report(at, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
      names.add(one.name);
      if (one.required && optionalSeen) {
        report(at, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'Required options must be placed before non-required options');
      }
      if (!one.required) optionalSeen = true;
      if (!mayStandUnder(parent, one.type)) {
        report([...at, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'This type of option may not stand here');
      }
    }
    return read;
  };
}

function mayStandUnder(parent: number, type: number): boolean {
  if (parent === OptionKind.group) return type === OptionKind.subcommand;
  if (parent === OptionKind.subcommand) return type > OptionKind.group;
  return true;
}

/** One command to register. */
export const command: Check<CommandInput> = (value, path, report) => {
  const type = Number(recordOf(value).type ?? CHAT_INPUT);
  const chat = type === CHAT_INPUT;
  const read = object(
    {
      id: optional(text({ max: 20 })),
      type: optional(whole(1, 4)),
      name: chat ? commandName : text({ min: 1, max: 32 }),
      name_localizations: localised(chat ? commandName : text({ min: 1, max: 32 })),
      description: chat ? about : optional(text({ max: 0 })),
      description_localizations: localised(about),
      options: optional(optionsUnder(0)),
      default_member_permissions: (own: unknown) => (own === undefined || own === null ? null : String(own)),
      default_permission: ignored,
      dm_permission: optional(flag),
      contexts: optional(list(whole(0, 2), { min: 1, max: 3 })),
      integration_types: optional(list(whole(0, 1), { min: 1, max: 2 })),
      nsfw: optional(flag),
      handler: ignored,
    },
    (own, at, tell) => tooLarge(own, at, tell),
  )(value, path, report);
  // dm_permission is the old way to say where a command works.
  const contexts = read.contexts ?? (read.dm_permission === false ? [0] : null);
  return { ...read, contexts, type, description: read.description ?? '', options: read.options ?? [] };
};

function tooLarge(own: { name?: string; description?: string; options?: CommandOption[] }, path: Path, report: Report): void {
  if (charactersOf(own) > COMMAND_CHARACTERS) {
    report(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${COMMAND_CHARACTERS})`);
  }
}

function charactersOf(own: {
  name?: string;
  description?: string;
  options?: CommandOption[];
  choices?: CommandChoice[];
}): number {
  let total = lengthOf(own.name ?? '') + lengthOf(own.description ?? '');
  for (const choice of own.choices ?? []) total += lengthOf(choice.name) + lengthOf(String(choice.value));
  for (const inner of own.options ?? []) total += charactersOf(inner);
  return total;
}

/** The whole list of commands, as a bulk overwrite sends it. */
export const commandList: Check<CommandInput[]> = (value, path, report) => {
  const read = list(command, { max: 130 })(value, path, report);
  const seen = new Set<string>();
  for (const [index, own] of read.entries()) {
    const key = `${own.type} ${own.name}`;
    if (seen.has(key))
      report([...path, index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
    seen.add(key);
  }
  return read;
};
