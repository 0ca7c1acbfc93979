import type { Fields } from '../types.ts';
import { isFields } from '../types.ts';

/** One thing that is wrong with a payload, in Slack's words. */
export interface Issue {
  message: string;
  /** JSON pointer, such as /blocks/0/text/text. */
  at: string;
}

/** Checks a value and adds what is wrong. */
export type Rule = (value: unknown, at: string, issues: Issue[]) => void;

/** Text of a length; Slack words the limit as "less than max + 1". */
export function words(max: number, min = 1): Rule {
  return (value, at, issues) => {
    if (typeof value !== 'string') issues.push({ message: 'must be a string', at });
    else if (value.length < min) issues.push({ message: `must be more than ${min - 1} characters`, at });
    else if (value.length > max) issues.push({ message: `must be less than ${max + 1} characters`, at });
  };
}

export const flag: Rule = (value, at, issues) => {
  if (typeof value !== 'boolean') issues.push({ message: 'must be a boolean', at });
};

export function whole(min: number, max: number): Rule {
  return (value, at, issues) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) issues.push({ message: 'must be an integer', at });
    else if (value < min || value > max) issues.push({ message: `must be between ${min} and ${max}`, at });
  };
}

export function oneOf(...values: unknown[]): Rule {
  return (value, at, issues) => {
    if (!values.includes(value)) issues.push({ message: `must be one of: ${values.join(', ')}`, at });
  };
}

export function shaped(shape: RegExp, message: string): Rule {
  return (value, at, issues) => {
    if (typeof value !== 'string' || !shape.test(value)) issues.push({ message, at });
  };
}

/** An http(s) address of at most 3,000 characters. */
export const address: Rule = (value, at, issues) => {
  words(3000)(value, at, issues);
  if (typeof value === 'string' && !/^(https?:\/\/[^\s]+|mailto:[^\s]+)$/i.test(value))
    issues.push({ message: 'invalid url', at });
};

export function listOf(rule: Rule, min: number, max: number): Rule {
  return (value, at, issues) => {
    if (!Array.isArray(value)) return void issues.push({ message: 'must be an array', at });
    if (value.length < min) issues.push({ message: `no fewer than ${min} items allowed`, at });
    if (value.length > max) issues.push({ message: `no more than ${max} items allowed`, at });
    for (const [index, item] of value.entries()) rule(item, `${at}/${index}`, issues);
  };
}

/** An object with these fields and no others. `type` must be given in the shape when the object has one. */
export function shape(required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule {
  return (value, at, issues) => {
    if (!isFields(value)) return void issues.push({ message: 'must provide an object', at });
    for (const [key, rule] of Object.entries(required)) {
      if (value[key] === undefined || value[key] === null) issues.push({ message: `missing required field: ${key}`, at });
      else rule(value[key], `${at}/${key}`, issues);
    }
    for (const [key, item] of Object.entries(value)) {
      if (key in required || item === undefined) continue;
      const rule = optional[key];
      if (rule) rule(item, `${at}/${key}`, issues);
      else issues.push({ message: `invalid additional property: ${key}`, at });
    }
  };
}

/** An object whose `type` says which rule it follows. */
export function byType(rules: Record<string, Rule>): Rule {
  return (value, at, issues) => {
    if (!isFields(value)) return void issues.push({ message: 'must provide an object', at });
    const rule = typeof value.type === 'string' && Object.hasOwn(rules, value.type) ? rules[value.type] : undefined;
    if (rule) rule(value, at, issues);
    else issues.push({ message: `unsupported type: ${String(value.type)}`, at: `${at}/type` });
  };
}

/** A rule, and then a closer look at an object that may be broken in ways a shape cannot say. */
export function also(rule: Rule, look: (value: Fields, say: (message: string, below?: string) => void) => void): Rule {
  return (value, at, issues) => {
    rule(value, at, issues);
    if (isFields(value)) look(value, (message, below = '') => issues.push({ message, at: at + below }));
  };
}

/** Issues in the form of response_metadata.messages. */
export function inSlacksWords(issues: Issue[]): string[] {
  return issues.map(({ message, at }) => `[ERROR] ${message} [json-pointer:${at}]`);
}
