import type { Field, Fields, RawValues } from './field.ts';

/**
 * Reads the words after a slash command: `key:value` for a field by name (the value runs to the next `key:`),
 * anything before the first key goes to the first field that was not given by name.
 */
export function readWords(fields: Fields, words: string): RawValues {
  const values: RawValues = {};
  const names = Object.keys(fields);
  const marks = [...words.matchAll(/(?:^|\s)([a-z]+):/g)].filter((mark) => names.includes(mark[1] ?? ''));
  const free = words.slice(0, marks[0]?.index ?? words.length).trim();
  marks.forEach((mark, index) => {
    const name = mark[1] ?? '';
    const value = words.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? words.length).trim();
    const field = fields[name];
    if (field && value !== '') values[name] = readOne(field, value);
  });
  const first = names.find((name) => values[name] === undefined);
  if (free !== '' && first !== undefined) values[first] = readOne(fields[first], free);
  return values;
}

/** Splits "share oracy" into the subcommand's name and the rest. */
export function firstWord(words: string): { first: string; rest: string } {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(words) ?? [];
  return { first: first.toLowerCase(), rest: rest.trim() };
}

function readOne(field: Field | undefined, value: string): string | string[] {
  if (field?.kind === 'choices')
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  // Both platforms write a mentioned person or channel as <@id> or <#id|name>.
  if (field?.kind === 'person' || field?.kind === 'channel') return /^<[@#]!?([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(value)?.[1] ?? value;
  return value;
}
