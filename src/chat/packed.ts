import { createHash } from 'node:crypto';

/**
 * Buttons and forms carry their own state in a packed id, so nothing waits in memory and a restart loses no conversation.
 * Unsigned, because perform looks everything up and checks network and permission again.
 * Shape: kind and version, name, then values, all percent-encoded and separated by '|'.
 */

/** Discord's limit for a custom_id, the tighter of the two platforms (platforms.md 2.1). */
export const MAX_PACKED = 100;

const ACTION = 'a1';
const FORM = 'f1';

/** A name for something a button can do, with the names of the values its button carries. Features declare it, commands implement it. */
export interface ActionRef<K extends string = string> {
  readonly name: string;
  readonly state: readonly K[];
}

/** Declares an action's name and the values its buttons carry. */
export function actionRef<K extends string = never>(name: string, state: readonly K[] = []): ActionRef<K> {
  return { name, state };
}

/** What a packed action id says. */
export interface UnpackedAction {
  name: string;
  values: string[];
}

/** What a packed form id says: what it fills in, the request that opened it, and values already known. */
export interface UnpackedForm {
  target: string;
  /** Claimed when the form succeeds, so that sending it twice does it once. */
  opened: string;
  state: string[];
  values: Record<string, string>;
}

/** Packs a button's id. Throws when it does not fit: that is a bug in whoever put words instead of row ids into it. */
export function packAction<K extends string>(ref: ActionRef<K>, state: Record<K, string>): string {
  return withinLimit([ACTION, ref.name, ...ref.state.map((key) => state[key])].map(encodeURIComponent).join('|'));
}

/** Reads a button's id; undefined when it is not one of ours or of a version we do not know. */
export function unpackAction(id: string): UnpackedAction | undefined {
  const [version, name, ...values] = split(id);
  return version === ACTION && name ? { name, values } : undefined;
}

/** Packs a form's id; undefined when it does not fit. */
export function packForm(form: UnpackedForm): string | undefined {
  const values = Object.entries(form.values).flatMap(([key, value]) => (value === '' ? [] : [key, value]));
  const packed = [FORM, form.target, form.opened, String(form.state.length), ...form.state, ...values]
    .map(encodeURIComponent)
    .join('|');
  return packed.length <= MAX_PACKED ? packed : undefined;
}

/** Reads a form's id. */
export function unpackForm(id: string): UnpackedForm | undefined {
  const [version, target, opened, count, ...rest] = split(id);
  if (version !== FORM || !target || opened === undefined) return undefined;
  const states = Number(count);
  const pairs = rest.slice(states);
  const values: Record<string, string> = {};
  for (let i = 0; i + 1 < pairs.length; i += 2) values[pairs[i] ?? ''] = pairs[i + 1] ?? '';
  return { target, opened, state: rest.slice(0, states), values };
}

/** A short stand-in for a request's id (60 bits: enough to tell one network's requests of a day apart). */
export function shortId(requestId: string): string {
  return createHash('sha256').update(requestId).digest('base64url').slice(0, 10);
}

function withinLimit(packed: string): string {
  if (packed.length > MAX_PACKED) throw new Error(`a button's id has ${packed.length} characters, ${MAX_PACKED} are allowed`);
  return packed;
}

function split(id: string): string[] {
  try {
    const parts = id.split('|').map(decodeURIComponent);
    // No id of ours holds one, and Postgres takes none.
    return parts.some((part) => part.includes('\0')) ? [] : parts;
  } catch {
    return [];
  }
}
