import type { Fields } from '../types.ts';
import type { ArgumentKind, Method } from './method.ts';

/** WebClient sends these with every method. */
const EVERYWHERE: Record<string, ArgumentKind> = { token: 'text', team_id: 'text' };

/** Reads a method's arguments out of a form or JSON body. Anything unknown or of the wrong kind is a problem. */
export function readArguments(method: Method, given: Fields): { args: Fields; problems: string[] } {
  const known = { ...EVERYWHERE, ...method.arguments };
  const args: Fields = {};
  const problems: string[] = [];
  for (const [name, raw] of Object.entries(given)) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) {
      problems.push(`[ERROR] unknown argument: ${name}`);
      continue;
    }
    const value = readOne(kind, raw);
    if (value === WRONG) problems.push(`[ERROR] must be a ${kind === 'json' ? 'JSON value' : kind} [json-pointer:/${name}]`);
    else args[name] = value;
  }
  for (const name of method.required ?? []) {
    if (args[name] === undefined || args[name] === '') problems.push(`[ERROR] missing required field: ${name}`);
  }
  return { args, problems };
}

const WRONG = Symbol('wrong kind');

function readOne(kind: ArgumentKind, raw: unknown): unknown {
  if (raw === null || raw === undefined) return undefined;
  switch (kind) {
    case 'text':
      return typeof raw === 'string' ? raw : typeof raw === 'number' ? String(raw) : WRONG;
    case 'flag':
      if (raw === true || raw === 'true' || raw === '1' || raw === 1) return true;
      return raw === false || raw === 'false' || raw === '0' || raw === 0 ? false : WRONG;
    case 'number': {
      const number = typeof raw === 'number' ? raw : Number(raw === '' ? Number.NaN : raw);
      return Number.isFinite(number) ? number : WRONG;
    }
    case 'json':
      return typeof raw === 'string' ? parsed(raw) : raw;
  }
  return kind satisfies never;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return WRONG;
  }
}
