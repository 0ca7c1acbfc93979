/** Reading what came over the wire: nothing in it is trusted to be there or to be of its type. */

/** An object's properties, unread. */
export type Json = Readonly<Record<string, unknown>>;

/** An object; an empty one where there is something else. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A list; an empty one where there is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Words that are not empty. */
export function wordsIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One of Discord's ids. */
export function idIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? value : undefined;
}
