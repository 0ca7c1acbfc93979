import type { Refusal } from '../content.ts';
import type { Fields } from '../types.ts';

/** Cuts one page out of a list, as the cursor and limit arguments say. */
export function page<T>(
  items: T[],
  args: Fields,
  limits: { usual: number; max: number },
): { items: T[]; next: string } | Refusal {
  const limit = Number(args.limit ?? limits.usual);
  if (limit < 1 || limit > limits.max) return { error: 'invalid_limit' };
  const start = args.cursor ? startOf(String(args.cursor)) : 0;
  if (start === undefined) return { error: 'invalid_cursor' };
  const end = start + limit;
  return { items: items.slice(start, end), next: end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '' };
}

function startOf(cursor: string): number | undefined {
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  return match ? Number(match[1]) : undefined;
}
