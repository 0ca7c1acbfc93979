import type { CastPerson, ShownCommand, ShownOption } from '../../contract.ts';
import { permissionsOf } from '../guild-shapes.ts';
import type { Hub } from '../hub.ts';
import type { Room } from '../messages/rooms.ts';
import { type Command, type CommandOption, OptionKind } from '../wire.ts';

/** One thing that can be typed: a command, or a subcommand of it. */
export interface Runnable {
  command: Command;
  /** Group and subcommand names below the command. */
  trail: { name: string; type: number }[];
  about: string;
  options: CommandOption[];
}

const CHAT_INPUT = 1;
const GUILD_CONTEXT = 0;
const DIRECT_CONTEXT = 1;

/** What a person may run in a room. */
export function runnables(hub: Hub, person: CastPerson, room: Room): Runnable[] {
  return hub.store.commands.filter((command) => command.type === CHAT_INPUT && offered(command, person, room)).flatMap(flatten);
}

function offered(command: Command, person: CastPerson, room: Room): boolean {
  if (command.guild_id) return command.guild_id === room.community?.id && permitted(command, person);
  const context = room.community ? GUILD_CONTEXT : DIRECT_CONTEXT;
  if (command.contexts && !command.contexts.includes(context)) return false;
  return room.community ? permitted(command, person) : true;
}

/** Commands with permissions are hidden from those who lack one; "0" hides them from all but administrators. */
function permitted({ default_member_permissions }: Command, person: CastPerson): boolean {
  if (default_member_permissions === null) return true;
  const needed = BigInt(default_member_permissions);
  return needed !== 0n && (permissionsOf(person) & needed) === needed;
}

function flatten(command: Command): Runnable[] {
  const options = command.options ?? [];
  const nested = options.some(isNested);
  if (!nested) return [{ command, trail: [], about: command.description, options }];
  return options.flatMap((option): Runnable[] => {
    const step = { name: option.name, type: option.type };
    if (option.type === OptionKind.subcommand) {
      return [{ command, trail: [step], about: option.description, options: option.options ?? [] }];
    }
    return (option.options ?? []).map((sub) => ({
      command,
      trail: [step, { name: sub.name, type: sub.type }],
      about: sub.description,
      options: sub.options ?? [],
    }));
  });
}

function isNested({ type }: CommandOption): boolean {
  return type === OptionKind.subcommand || type === OptionKind.group;
}

/** "/snippet share" */
export function pathOf({ command, trail }: Runnable): string {
  return `/${[command.name, ...trail.map((step) => step.name)].join(' ')}`;
}

/** As the composer offers it. */
export function shownCommand(runnable: Runnable): ShownCommand {
  return { path: pathOf(runnable), about: runnable.about, options: runnable.options.map(shownOption) };
}

function shownOption(option: CommandOption): ShownOption {
  return {
    name: option.name,
    about: option.description,
    required: option.required ?? false,
    type: typeOf(option.type),
    ...(option.choices?.length
      ? { choices: option.choices.map(({ name, value }) => ({ label: name, value: String(value) })) }
      : {}),
    ...(option.autocomplete ? { suggests: true } : {}),
  };
}

function typeOf(type: number): ShownOption['type'] {
  if (type === OptionKind.integer || type === OptionKind.number) return 'number';
  if (type === OptionKind.boolean) return 'yesno';
  if (type === OptionKind.user || type === OptionKind.mentionable) return 'person';
  return type === OptionKind.channel ? 'channel' : 'text';
}
