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

/** What of a form may be kept as a draft: everything but what the guard refuses, which is never kept anywhere. */
export function keepable(values: RawValues): RawValues {
  const clean = storable(values);
  const refused = refusedWords(clean);
  return Object.fromEntries(Object.entries(clean).filter(([name]) => !(name in refused)));
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
