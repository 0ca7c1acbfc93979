import type { Tx } from '../database/open.ts';
import { schoolLabel } from './label.ts';
import { urnOf } from './row.ts';
import { type FoundSchool, searchSchools } from './search.ts';

/** Everything about the register. */
export type Schools = ReturnType<typeof createSchools>;

/** Candidates looked at when words might mean one school. */
const CANDIDATES = 10;

/** The verbs, over one transaction. */
export function createSchools(tx: Tx) {
  return {
    search: (typed: string, limit: number) => searchSchools(tx, typed, limit),

    /** What somebody typed or chose, as one school: a URN, a label as it was offered, or words that fit only one; else the candidates. */
    async find(typed: string): Promise<{ school: FoundSchool } | { candidates: FoundSchool[] }> {
      const found = await searchSchools(tx, typed, CANDIDATES);
      const [first] = found;
      const exact =
        urnOf(typed) === null ? found.find((one) => schoolLabel(one).toLowerCase() === typed.trim().toLowerCase()) : first;
      if (exact) return { school: exact };
      return first && found.length === 1 ? { school: first } : { candidates: found };
    },
  };
}
