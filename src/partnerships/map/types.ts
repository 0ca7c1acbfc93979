import type { Place } from './frame.ts';

/** A school of a round; without a place it is in no picture. */
export interface MapSchool {
  urn: number;
  name: string;
  town: string | null;
  /** As the register names it. */
  region: string;
  place?: Place;
}

/** What a map of a round shows. */
export interface RoundMap {
  round: { id: string; name: string; draft: string; published: boolean; groupSize: number };
  /** All open schools of the register: England's shape. */
  points: readonly Place[];
  /** Pairs and trios. */
  groups: readonly (readonly MapSchool[])[];
  leftOut: readonly MapSchool[];
  /** The reader's own school, whose pair stands out. */
  own?: number;
}
