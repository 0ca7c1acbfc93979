import { readDay } from '../vocabulary/read-day.ts';
import {
  type Choice,
  type Field,
  type Fields,
  isLookup,
  type LookupKind,
  maxLengthOf,
  type RawValue,
  type RawValues,
} from './field.ts';
import { cut } from './text.ts';
import { isVisible } from './typed.ts';
import type { Visitor } from './who.ts';

/** What a lookup found for the words somebody typed. */
export type Found = { value: string; label: string } | { choices: readonly Choice[] } | { problem: string };

/** How one kind of thing is looked up: while typing, and for good. */
export interface Lookup<App> {
  suggest(app: App, visitor: Visitor, typed: string, limit: number): Promise<readonly Choice[]>;
  find(app: App, visitor: Visitor, typed: string): Promise<Found>;
}

/** One lookup for each kind. */
export type Lookups<App> = Record<LookupKind, Lookup<App>>;

/** Checked input, or what is wrong with it; `choices` where several things match what was typed. */
export interface Checked {
  input: Record<string, unknown>;
  problems: Record<string, string>;
  choices: Record<string, readonly Choice[]>;
}

/** The words for an empty required field. */
export const FILL_IN = 'Please fill this in.';

/** Turns raw values into checked input, looking up what needs looking up. */
export async function check<App>(
  fields: Fields,
  raw: RawValues,
  lookups: Lookups<App>,
  app: App,
  visitor: Visitor,
): Promise<Checked> {
  const checked: Checked = { input: {}, problems: {}, choices: {} };
  for (const [name, field] of Object.entries(fields)) {
    const value = trimmed(raw[name]);
    if (value === undefined) {
      if (!field.optional) checked.problems[name] = FILL_IN;
      continue;
    }
    if (isLookup(field)) {
      const found = await lookups[field.kind].find(app, visitor, String(value).slice(0, maxLengthOf(field)));
      if ('value' in found) checked.input[name] = found.value;
      else if ('problem' in found) checked.problems[name] = found.problem;
      else {
        checked.choices[name] = found.choices;
        checked.problems[name] = 'Several match. Please choose one from the list as you type.';
      }
      continue;
    }
    const result = readField(field, value);
    if ('problem' in result) checked.problems[name] = result.problem;
    else checked.input[name] = result.value;
  }
  return checked;
}

type Read = { value: unknown } | { problem: string };

/** Reads one field that needs no looking up. */
export function readField(field: Field, raw: RawValue): Read {
  const words = Array.isArray(raw) ? raw.join(', ') : raw;
  switch (field.kind) {
    case 'text':
    case 'longText':
      return readWords(words, maxLengthOf(field) ?? 0);
    case 'choice': {
      const found = chosen(field.choices, words);
      return found ? { value: found } : { problem: `Please choose one of: ${field.choices.map((one) => one.label).join(', ')}.` };
    }
    case 'choices': {
      const picked = (Array.isArray(raw) ? raw : [raw]).map((one) => ({ one, found: chosen(field.choices, one) }));
      const unknown = picked.find((pick) => !pick.found);
      if (unknown) return { problem: `"${cut(unknown.one, 60)}" is not in the list.` };
      const max = field.max ?? field.choices.length;
      if (picked.length > max) return { problem: `Please choose at most ${max}.` };
      return { value: [...new Set(picked.map((pick) => pick.found))] };
    }
    case 'number': {
      const number = /^[+-]?\d{1,15}$/.test(words) ? Number(words) : Number.NaN;
      if (!(number >= field.min && number <= field.max))
        return { problem: `Please give a whole number from ${field.min} to ${field.max}.` };
      return { value: number };
    }
    case 'date':
      return dayFrom(words);
    case 'yesNo':
      if (/^(yes|y|true|on)$/i.test(words)) return { value: true };
      return /^(no|n|false|off)$/i.test(words) ? { value: false } : { problem: 'Please answer yes or no.' };
    case 'person':
    case 'channel':
      return /^[A-Z0-9]{5,25}$/.test(words)
        ? { value: words }
        : {
            problem: `Please choose a ${field.kind} from the list that appears when you type ${field.kind === 'person' ? '@' : '#'}.`,
          };
    case 'school':
    case 'topic':
    case 'snippet':
    case 'file':
      return { value: words };
    default:
      return field satisfies never;
  }
}

function readWords(words: string, max: number): Read {
  const clean = words.replaceAll('\r\n', '\n').trim();
  if (clean.length > max)
    return {
      problem: `Please use at most ${max.toLocaleString('en-GB')} characters; this has ${clean.length.toLocaleString('en-GB')}.`,
    };
  return { value: clean };
}

/** A value with nothing but white space (visible or not) in it counts as empty. */
function trimmed(raw: RawValue | undefined): RawValue | undefined {
  if (raw === undefined) return undefined;
  if (Array.isArray(raw)) {
    const filled = raw.filter(isVisible);
    return filled.length > 0 ? filled : undefined;
  }
  return isVisible(raw) ? raw.trim() : undefined;
}

function chosen(choices: readonly Choice[], typed: string): string | undefined {
  const wanted = typed.trim().toLowerCase();
  return choices.find((one) => one.value.toLowerCase() === wanted || one.label.toLowerCase() === wanted)?.value;
}

function dayFrom(words: string) {
  const day = readDay(words);
  return day === undefined
    ? { problem: 'Please give a day with its year, like 25 November 2026 or 25/11/2026.' }
    : { value: day };
}
