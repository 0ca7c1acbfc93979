/** One thing a command asks for. A command's fields are a form, shown by each platform in its own way. */

/** What a choice offers. */
export interface Choice<V extends string = string> {
  value: V;
  label: string;
}

interface Base {
  /** The question above the field (45 characters at most, Discord's limit); default: the field's name. */
  label?: string;
  /** A line of help (100 characters at most). */
  about: string;
  optional?: true;
}
/** One line of words. */
export interface TextField extends Base {
  kind: 'text';
  /** Characters; default 150. */
  max?: number;
}
/** A few paragraphs. */
export interface LongTextField extends Base {
  kind: 'longText';
  /** Characters; default 1,500. */
  max?: number;
}
/** One of a list of at most 25. */
export interface ChoiceField<V extends string = string> extends Base {
  kind: 'choice';
  choices: readonly Choice<V>[];
}
/** Several of a list. */
export interface ChoicesField<V extends string = string> extends Base {
  kind: 'choices';
  choices: readonly Choice<V>[];
  /** At most so many; default all. */
  max?: number;
}
/** Something looked up while typing: the app suggests, and resolves what was typed. */
export interface LookupField extends Base {
  kind: LookupKind;
}
/** A person of this workspace or server (they need not have joined). */
export interface PersonField extends Base {
  kind: 'person';
}
/** A channel of this workspace or server. */
export interface ChannelField extends Base {
  kind: 'channel';
}
/** A day. */
export interface DateField extends Base {
  kind: 'date';
}
/** As long as a day is ever written, where it is typed. */
export const LONGEST_DAY = 'Wednesday, 30 September 2026';
/** A whole number. */
export interface NumberField extends Base {
  kind: 'number';
  min: number;
  max: number;
}
/** Yes or no. */
export interface YesNoField extends Base {
  kind: 'yesNo';
}
/** One small text file. What it says passes the guard like everything that is typed. */
export interface FileField extends Base {
  kind: 'file';
  /** How its name may end, without the dot: 'csv'. */
  endings: readonly string[];
  /** Bytes; default 200,000. */
  max?: number;
  /** What of its words counts: nothing else of it is looked at or kept. Default all. Pure; takes whatever a file may hold. */
  keeps?(words: string): string;
}

/** What can be looked up while typing. */
export type LookupKind = 'school' | 'topic' | 'snippet';
/** Any field. */
export type Field =
  | TextField
  | LongTextField
  | ChoiceField
  | ChoicesField
  | LookupField
  | PersonField
  | ChannelField
  | DateField
  | NumberField
  | YesNoField
  | FileField;
/** A command's fields by name; names are lower case letters (Discord's rule for options). */
export type Fields = Record<string, Field>;

/**
 * What a platform hands over for a field: raw, unchecked. Yes/no is 'yes' or 'no', a date as people write it, a person or channel its id,
 * a file its name until it is read.
 */
export type RawValue = string | string[];
/** Raw values by field name. */
export type RawValues = Record<string, RawValue>;

type ValueOf<F> =
  F extends ChoiceField<infer V>
    ? V
    : F extends ChoicesField<infer V>
      ? V[]
      : F extends { kind: 'number' }
        ? number
        : F extends { kind: 'yesNo' }
          ? boolean
          : string;

/** What a handler gets for its fields: checked values, `undefined` for an optional one left empty. A school is its URN as text. */
export type InputOf<F extends Fields> = {
  [K in keyof F]: F[K] extends { optional: true } ? ValueOf<F[K]> | undefined : ValueOf<F[K]>;
};

/** Default length of a line, in characters. */
export const TEXT_MAX = 150;
/** Default length of paragraphs, in characters: three of them still fit one Discord message of 4,000. */
export const LONG_TEXT_MAX = 1500;
/** Default size of a file, in bytes: the calendar of a school's whole year has about 200 events of 500 bytes; this is twice that. */
export const FILE_MAX = 200_000;

/** Is this field looked up while typing? */
export function isLookup(field: Field): field is LookupField {
  return field.kind === 'school' || field.kind === 'topic' || field.kind === 'snippet';
}

/** The words above a field. */
export function labelOf(name: string, field: Field): string {
  return field.label ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The most characters somebody may type into this field. */
export function maxLengthOf(field: Field): number | undefined {
  switch (field.kind) {
    case 'text':
      return field.max ?? TEXT_MAX;
    case 'longText':
      return field.max ?? LONG_TEXT_MAX;
    case 'school':
    case 'topic':
    case 'snippet':
      return 100;
    default:
      return undefined;
  }
}

/** Fields in one form: Discord's modals hold five (platforms.md 2.1). */
export const FORM_FIELDS = 5;
/** Choices in one menu, and options of one command (Discord's limit for both). */
export const OPTIONS = 25;

/** How many of a form's places these fields take: a long list of several choices needs two menus. */
export function room(fields: readonly Field[]): number {
  return fields.reduce((sum, field) => sum + (field.kind === 'choices' ? Math.ceil(field.choices.length / OPTIONS) : 1), 0);
}
