import type { Room } from '../messages/rooms.ts';
import { peopleIn } from '../shown/controls.ts';
import { type CommandOption, OptionKind } from '../wire.ts';
import type { Named } from './resolved.ts';

/** Turns what was typed for an option into the value the client would send; throws what the client would show beside it. */
export function optionValue(room: Room, option: CommandOption, typed: string, named: Named): string | number | boolean {
  const { name, choices } = option;
  if (typed === '') throw new Error(`"${name}" needs a value`);
  if (choices && choices.length > 0) {
    const wanted = typed.toLowerCase();
    const chosen = choices.find(
      (choice) => choice.name.toLowerCase() === wanted || String(choice.value).toLowerCase() === wanted,
    );
    if (!chosen) throw new Error(`"${name}" must be one of: ${choices.map((choice) => choice.name).join(', ')}`);
    return chosen.value;
  }
  switch (option.type) {
    case OptionKind.string:
      return lengthFits(option, typed);
    case OptionKind.integer:
    case OptionKind.number:
      return numberFits(option, typed);
    case OptionKind.boolean:
      return truth(name, typed);
    case OptionKind.user:
    case OptionKind.mentionable:
      return person(room, name, typed, named);
    case OptionKind.channel:
      return channel(room, name, typed, named);
    default:
      throw new Error(`The sandbox cannot fill in "${name}" (option type ${option.type})`);
  }
}

function lengthFits({ name, min_length = 0, max_length = 6000 }: CommandOption, typed: string): string {
  if (typed.length < min_length) throw new Error(`"${name}" must be at least ${min_length} characters`);
  if (typed.length > max_length) throw new Error(`"${name}" must be at most ${max_length} characters`);
  return typed;
}

function numberFits({ name, type, min_value, max_value }: CommandOption, typed: string): number {
  const value = Number(typed);
  const whole = type === OptionKind.integer;
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value)))
    throw new Error(`"${name}" must be a ${whole ? 'whole ' : ''}number`);
  if (min_value !== undefined && value < min_value) throw new Error(`"${name}" must be at least ${min_value}`);
  if (max_value !== undefined && value > max_value) throw new Error(`"${name}" must be at most ${max_value}`);
  return value;
}

function truth(name: string, typed: string): boolean {
  if (/^(true|yes)$/i.test(typed)) return true;
  if (/^(false|no)$/i.test(typed)) return false;
  throw new Error(`"${name}" must be True or False`);
}

function person(room: Room, name: string, typed: string, named: Named): string {
  const id = /^(?:<@!?)?(\d+)>?$/.exec(typed)?.[1];
  const wanted = typed.replace(/^@/, '').toLowerCase();
  const found = peopleIn(room).find((one) => (id ? one.id === id : one.name.toLowerCase() === wanted));
  if (!found) throw new Error(`"${name}" must be a person here: there is no ${typed}`);
  named.people.add(found.id);
  return found.id;
}

function channel(room: Room, name: string, typed: string, named: Named): string {
  const id = /^(?:<#)?(\d+)>?$/.exec(typed)?.[1];
  const wanted = typed.replace(/^#/, '').toLowerCase();
  const found = room.community?.channels.find((one) => (id ? one.id === id : one.name.toLowerCase() === wanted));
  if (!found) throw new Error(`"${name}" must be a channel here: there is no ${typed}`);
  named.channels.add(found.id);
  return found.id;
}
