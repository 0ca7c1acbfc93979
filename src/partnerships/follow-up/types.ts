import type { SchoolName } from '../types.ts';

/** A pair or trio, as one of its schools sees it. */
export interface PairAbout {
  groupId: string;
  roundName: string;
  mine: SchoolName;
  others: SchoolName[];
}

/** What can be said about having met. */
export const MET = ['yes', 'planned', 'no'] as const;
/** One of them. */
export type Met = (typeof MET)[number];
/** What can be said about having tried something. */
export const TRIED = ['yes', 'no'] as const;
/** One of them. */
export type Tried = (typeof TRIED)[number];

/** What came of a press. */
export type Answered = {
  pair: PairAbout;
  readerName: string;
  /** The school is inactive: the way back is offered. */
  inactive: boolean;
} & ({ about: 'met'; met: Met; metPairs: number; pairs: number; wrote: boolean } | { about: 'tried'; tried: Tried });
