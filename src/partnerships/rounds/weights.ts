import type { Tx } from '../../database/open.ts';
import type { Weights } from '../../matching/types.ts';
import { DEFAULT_WEIGHTS } from '../../matching/weights.ts';

/** The few weights a coordinator sets, in whole points from 0 to 10; the others keep the engine's defaults. */
export type PlainWeights = Pick<Weights, 'sharedFocus' | 'seekOffer' | 'phase' | 'mood' | 'debt'>;

/** What a network's pairs are worth. */
export function createWeights(tx: Tx) {
  return {
    /** What holds now. */
    async weights(networkId: string): Promise<PlainWeights> {
      const network = await tx.network.findUniqueOrThrow({ where: { id: networkId }, select: { weights: true } });
      // Written below, as part of Weights.
      const { sharedFocus, seekOffer, phase, mood, debt } = {
        ...DEFAULT_WEIGHTS,
        ...(network.weights as Partial<Weights> | null),
      };
      return { sharedFocus, seekOffer, phase, mood, debt };
    },

    /** Holds for every draft from now on; each round keeps what it was drafted with. */
    async setWeights(networkId: string, weights: PlainWeights): Promise<void> {
      await tx.network.update({ where: { id: networkId }, data: { weights: { ...weights } } });
    },
  };
}
