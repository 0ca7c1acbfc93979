import { guard } from '../vocabulary/guard.ts';
import type { RawValues } from './field.ts';
import { cut } from './text.ts';

/** What people typed, before anything is done with it: what a database cannot hold, and what must never be kept. */

// Control characters but tab and line ends, and halves of characters: Postgres takes neither in JSON, and nobody types them on purpose.
const UNSTORABLE = /[\p{Cs}]|(?![\t\n\r])\p{Cc}/gu;

/** The same values without characters that cannot be stored. */
export function storable(values: RawValues): RawValues {
  const clean = (words: string) => words.replace(UNSTORABLE, '');
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.map(clean) : clean(value)]),
  );
}

/** The fields whose words the guard refuses, with what to tell the person. */
export function refusedWords(values: RawValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const [finding] = [value].flat().flatMap((words) => guard(words));
      return finding ? [[name, finding.message]] : [];
    }),
  );
}

/**
 * What of a form may be kept as a draft: everything but what the guard refuses, which is never kept anywhere. Where that is a number, a
 * date or an address, a mark stands in its place; words with a disclosure in them are not kept at all.
 */
export function keepable(values: RawValues): RawValues {
  return Object.fromEntries(
    Object.entries(storable(values)).flatMap(([name, value]) => {
      const typed = [value].flat();
      const kept = typed.flatMap((words) => withoutRefused(words) ?? []);
      if (kept.length < typed.length) return [];
      return [[name, Array.isArray(value) ? kept : kept.join()]];
    }),
  );
}

/** Stands where something was taken out. */
const TAKEN_OUT = '…';
/** What is left may look like something else again: so often something is taken out. */
const TIMES = 3;

function withoutRefused(words: string, times = TIMES): string | undefined {
  const found = guard(words);
  if (found.length === 0) return words;
  if (times === 0 || found.some(({ kind }) => kind === 'safeguarding')) return undefined;
  const left = found.reduceRight((rest, { span }) => rest.slice(0, span.start) + TAKEN_OUT + rest.slice(span.end), words);
  return withoutRefused(left, times - 1);
}

/**
 * A name as a platform tells it, where people and servers call themselves what they like: one line of at most so many characters. The
 * neutral one where nothing of it can be seen, or the guard refuses it (`refused`).
 */
export function keptName(words: string, max: number, neutral: string): { name: string; refused: boolean } {
  const clean = words.replace(UNSTORABLE, '').replace(/\s+/g, ' ').trim();
  const refused = guard(clean).length > 0;
  return { name: refused || !isVisible(clean) ? neutral : cut(clean, max), refused };
}

/** Is there anything to see in these words? */
export function isVisible(words: string): boolean {
  return /[^\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u.test(words);
}
