import { Refusal } from '../refusal.ts';

/** Where in a body a value stands: property names and list positions. */
export type Path = readonly (string | number)[];
/** Says that the value at `path` is wrong, with Discord's code for it. */
export type Report = (path: Path, code: string, message: string) => void;
/** Reads a value that came over the wire; reports what is wrong with it instead of throwing, so that all of it is told at once. */
export type Check<T> = (value: unknown, path: Path, report: Report) => T;

type Shape = Record<string, Check<unknown>>;
type Read<S extends Shape> = { [K in keyof S]: S[K] extends Check<infer T> ? T : never };

interface Problem {
  path: Path;
  code: string;
  message: string;
}

/** The body as `check` reads it; throws "Invalid Form Body" (50035) with every problem in Discord's tree, below `at`. */
export function checked<T>(check: Check<T>, body: unknown, at: Path = []): T {
  const problems: Problem[] = [];
  const value = check(body, at, (path, code, message) => problems.push({ path, code, message }));
  if (problems.length > 0) throw invalidForm(problems);
  return value;
}

/** A 50035 refusal for one place. */
export function invalidAt(path: Path, code: string, message: string): Refusal {
  return invalidForm([{ path, code, message }]);
}

interface Branch {
  [name: string]: Branch | { code: string; message: string }[];
}

function invalidForm(problems: Problem[]): Refusal {
  const errors: Branch = {};
  for (const { path, code, message } of problems) {
    let at = errors;
    for (const step of path) {
      const existing = at[step];
      const next: Branch = existing && !Array.isArray(existing) ? existing : {};
      at[step] = next;
      at = next;
    }
    const told = at._errors;
    at._errors = [...(Array.isArray(told) ? told : []), { code, message }];
  }
  return new Refusal(400, 50035, 'Invalid Form Body', errors);
}

/** How long Discord thinks a text is: characters, not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** A text of `min` to `max` characters. */
export function text({ min = 0, max, pattern }: { min?: number; max: number; pattern?: RegExp }): Check<string> {
  return (value, path, report) => {
    if (value === undefined || value === null) report(path, 'BASE_TYPE_REQUIRED', 'This field is required');
    if (value === undefined || value === null) return '';
    if (typeof value !== 'string') {
      report(path, 'STRING_TYPE_CONVERT', `Could not interpret "${JSON.stringify(value)}" as string.`);
      return '';
    }
    const length = lengthOf(value);
    if (min > 0 && value.trim() === '') report(path, 'BASE_TYPE_REQUIRED', 'This field is required');
    else if (length > max && min === 0) report(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
    else if (length > max || length < min) report(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    else if (pattern && !pattern.test(value)) report(path, 'STRING_TYPE_REGEX', 'String value did not match validation regex.');
    return value;
  };
}

/** A whole number. */
export function whole(min: number, max: number): Check<number> {
  return (value, path, report) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      report(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not int.`);
      return 0;
    }
    if (value < min) report(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
    if (value > max) report(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
    return value;
  };
}

export const number: Check<number> = (value, path, report) => {
  if (typeof value === 'number') return value;
  report(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not a number.`);
  return 0;
};

export const flag: Check<boolean> = (value, path, report) => {
  if (typeof value !== 'boolean') report(path, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
  return value === true;
};

export const id: Check<string> = (value, path, report) => {
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  report(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not snowflake.`);
  return '';
};

/** A list of `min` to `max` entries. */
export function list<T>(entry: Check<T>, { min = 0, max }: { min?: number; max: number }): Check<T[]> {
  return (value, path, report) => {
    if (!Array.isArray(value)) {
      report(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return [];
    }
    if (value.length > max || value.length < min)
      report(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    return value.map((item, index) => entry(item, [...path, index], report));
  };
}

/** May be left out or null; null counts as left out. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, path, report) => (value === undefined || value === null ? undefined : check(value, path, report));
}

/** Accepted and thrown away, as the platform does with what it fills in itself. */
export const ignored: Check<undefined> = () => undefined;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with these properties and no others: a misspelt property is a bug in the bot, though Discord itself lets most pass. */
export function object<S extends Shape>(shape: S, also?: (value: Read<S>, path: Path, report: Report) => void): Check<Read<S>> {
  return (value, path, report) => {
    const read = {} as Read<S>;
    if (value === undefined) {
      report(path, 'BASE_TYPE_REQUIRED', 'This field is required');
      return read;
    }
    if (!isRecord(value)) {
      report(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType');
      return read;
    }
    for (const name of Object.keys(value)) {
      if (!(name in shape)) report([...path, name], 'UNKNOWN_FIELD', 'There is no such field here.');
    }
    for (const [name, check] of Object.entries(shape)) {
      const result = check(value[name], [...path, name], report);
      if (result !== undefined) Object.assign(read, { [name]: result });
    }
    also?.(read, path, report);
    return read;
  };
}
