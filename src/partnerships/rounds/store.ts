import type { Tx } from '../../database/open.ts';
import { createChanges } from './changes.ts';
import { createDrafting } from './drafting.ts';
import { createLetters } from './letters.ts';
import { createOpening } from './opening.ts';
import { createPublishing } from './publishing.ts';
import { createRegrouping } from './regroup.ts';
import { createWeights } from './weights.ts';

/** Everything about matching rounds. */
export type Rounds = ReturnType<typeof createRounds>;

/** The verbs, over one transaction. */
export function createRounds(tx: Tx) {
  return {
    ...createOpening(tx),
    ...createDrafting(tx),
    ...createChanges(tx),
    ...createWeights(tx),
    ...createRegrouping(tx),
    ...createPublishing(tx),
    ...createLetters(tx),
  };
}
