import type { Tx } from '../../database/open.ts';
import { createDrafting } from './drafting.ts';
import { createOpening } from './opening.ts';
import { createPublishing } from './publishing.ts';

/** Everything about matching rounds. */
export type Rounds = ReturnType<typeof createRounds>;

/** The verbs, over one transaction. */
export function createRounds(tx: Tx) {
  return { ...createOpening(tx), ...createDrafting(tx), ...createPublishing(tx) };
}
