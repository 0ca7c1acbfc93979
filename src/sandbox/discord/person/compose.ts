import type { Room } from '../messages/rooms.ts';
import { pathOf, type Runnable } from '../shown/commands.ts';
import type { CommandOption } from '../wire.ts';
import { optionValue } from './option-values.ts';
import { type Named, noneNamed } from './resolved.ts';

/** One option as an interaction carries it. */
export interface SentOption {
  name: string;
  type: number;
  value?: string | number | boolean;
  focused?: boolean;
  options?: SentOption[];
}

/** What the composer sends for a command. */
export interface Composed {
  options: SentOption[];
  named: Named;
}

/** The command a text starts with, the most specific one; throws where a subcommand is missing. */
export function runnableFor(all: Runnable[], text: string): Runnable | undefined {
  const starts = (path: string): boolean => text === path || text.startsWith(`${path} `) || text.startsWith(`${path}\n`);
  const found = all.filter((one) => starts(pathOf(one))).sort((left, right) => pathOf(right).length - pathOf(left).length)[0];
  if (found) return found;
  const root = all.find((one) => starts(`/${one.command.name}`));
  if (root)
    throw new Error(
      `Choose one of: ${all
        .filter((one) => one.command === root.command)
        .map(pathOf)
        .join(', ')}`,
    );
  return undefined;
}

/** Reads the text behind a command into typed options, as strictly as the real composer. `remembered` are picked suggestions. */
export function compose(
  runnable: Runnable,
  room: Room,
  text: string,
  remembered: (option: string, typed: string) => string,
): Composed {
  const named = noneNamed();
  const typed = split(runnable, text);
  const missing = runnable.options.find((option) => option.required && !typed.has(option.name));
  if (missing) throw new Error(`This command needs "${missing.name}"`);
  const options = runnable.options.flatMap((option): SentOption[] => {
    const words = typed.get(option.name);
    if (words === undefined) return [];
    const picked = option.autocomplete ? remembered(option.name, words) : words;
    return [{ name: option.name, type: option.type, value: optionValue(room, option, picked, named) }];
  });
  return { options, named };
}

/** The same while it is still being typed: what is not right yet is left out, one option has the cursor. */
export function composeHalf(runnable: Runnable, room: Room, text: string, focus: string, typedNow: string): Composed {
  const focused = runnable.options.find((option) => option.name === focus);
  if (!focused) throw new Error(`${pathOf(runnable)} has no option "${focus}"`);
  if (!focused.autocomplete) return { options: [], named: noneNamed() };
  const named = noneNamed();
  const typed = splitLeniently(runnable, text);
  typed.delete(focus);
  const options = runnable.options.flatMap((option): SentOption[] => {
    if (option === focused) return [{ name: option.name, type: option.type, value: typedNow, focused: true }];
    const words = typed.get(option.name);
    const value = words === undefined ? undefined : tryValue(room, option, words, named);
    return value === undefined ? [] : [{ name: option.name, type: option.type, value }];
  });
  return { options, named };
}

/** The options below their group and subcommand, as the platform nests them. */
export function nest({ trail }: Runnable, options: SentOption[]): SentOption[] {
  return trail.reduceRight((inner, { name, type }) => [{ name, type, options: inner }], options);
}

function tryValue(room: Room, option: CommandOption, words: string, named: Named): SentOption['value'] {
  try {
    return optionValue(room, option, words, named);
  } catch {
    return undefined;
  }
}

/** Option name to what was typed for it: a value runs up to the next option name. */
function split(runnable: Runnable, text: string): Map<string, string> {
  const rest = text.slice(pathOf(runnable).length);
  const { before, values, twice } = read(runnable, rest);
  if (twice) throw new Error(`"${twice}" is there twice`);
  if (before !== '') {
    const unknown = /^([-_\p{L}\p{N}]+):/u.exec(before)?.[1];
    const options = runnable.options.map((option) => `${option.name}:`).join(' ') || 'none';
    throw new Error(
      unknown
        ? `${pathOf(runnable)} has no option "${unknown}" (options: ${options})`
        : `"${before}" belongs to no option (options: ${options})`,
    );
  }
  return values;
}

function splitLeniently(runnable: Runnable, text: string): Map<string, string> {
  const path = pathOf(runnable);
  return read(runnable, text.startsWith(path) ? text.slice(path.length) : text).values;
}

function read({ options }: Runnable, rest: string): { before: string; values: Map<string, string>; twice?: string } {
  const names = options.map((option) => option.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const starts = names.length > 0 ? [...rest.matchAll(new RegExp(`(?<=^|\\s)(${names.join('|')}):`, 'gu'))] : [];
  const values = new Map<string, string>();
  let twice: string | undefined;
  for (const [index, match] of starts.entries()) {
    const name = match[1] ?? '';
    if (values.has(name)) twice = name;
    values.set(name, rest.slice(match.index + match[0].length, starts[index + 1]?.index ?? rest.length).trim());
  }
  return { before: rest.slice(0, starts[0]?.index ?? rest.length).trim(), values, twice };
}
