import type { Text } from '../../chat/text.ts';
import { cutText, wordsOf } from './text.ts';

/**
 * How many characters each of several texts may keep so that all of them fit together: short ones stay whole, the longest are cut to
 * one common length.
 */
export function commonLength(lengths: readonly number[], room: number): number {
  const sorted = [...lengths].sort((one, other) => one - other);
  let left = room;
  for (const [index, length] of sorted.entries()) {
    const share = Math.max(0, Math.floor(left / (sorted.length - index)));
    if (length > share) return share;
    left -= length;
  }
  return sorted.at(-1) ?? 0;
}

/** A Text written within `max` characters, markup included: as many of its words as fit, then "…". Empty when not even that fits. */
export function fitted(text: Text, write: (text: Text) => string, max: number): string {
  const whole = write(text);
  if (whole.length <= max) return whole;
  let fits = '';
  let low = 0;
  let high = Math.min(wordsOf(text).length, max);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const written = write(cutText(text, middle));
    if (written.length <= max) {
      fits = written;
      low = middle;
    } else high = middle - 1;
  }
  return fits;
}
