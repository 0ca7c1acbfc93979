import type { Bar, Certificate, LeftOut, MatchGroup, MatchInputs, MatchResult } from '../../matching/types.ts';
import type { DraftOutcome, PairCard, RoundCard, SchoolName } from '../types.ts';

/** What a coordinator can change in a round; schools by URN. */
export type Change =
  | { kind: 'fix'; a: number; b: number }
  /** `never`: on the private list, for all rounds to come. */
  | { kind: 'bar' | 'never'; a: number; b: number }
  /** The first gets the second's partner, and the second the first's. */
  | { kind: 'swap'; a: number; b: number }
  | { kind: 'remove' | 'add'; a: number };

/** The same as the button that does it carries it. */
export interface PackedChange {
  what: string;
  a: string;
  b: string;
}

/** A rule to be written. */
export interface NewRule {
  id: string;
  kind: 'fixed' | 'barred';
  pair: [number, number];
  /** On the private list, not only in this round. */
  always: boolean;
}

/** What a change does to the rows: rules made and taken back, a school brought in or taken out. */
export interface Edit {
  make: NewRule[];
  drop: string[];
  decide?: { urn: number; decided: 'added' | 'removed' | null };
}

/** A rule as a coordinator reads it. */
export interface RuleCard {
  id: string;
  kind: 'fixed' | 'barred';
  always: boolean;
  /** One of the schools asked for it, in private. */
  asked: boolean;
  schools: SchoolName[];
}

/** What the engine needs for a draft, read in one transaction; the result is kept in another if nothing was decided meanwhile. */
export interface DraftOrder {
  roundId: string;
  /** Number of the draft it replaces. */
  draft: number;
  /** What coordinators had decided when it was read. */
  wishes: string;
  inputs: Pick<MatchInputs, 'schools' | 'rules' | 'seed'> & { weights: Partial<MatchInputs['weights']> };
  edit: Edit;
}

/** The engine's proof, stored with the round, and the groups as it made them: what came after publishing is not in them. */
export interface Proof extends Certificate {
  groups: Pick<MatchGroup, 'urns' | 'score' | 'thirdScore'>[];
  leftOut: LeftOut[];
}

/** A draft, made outside any transaction and not kept yet. */
export interface Drafted {
  groups: MatchGroup[];
  inputs: MatchInputs;
  proof: Proof;
  outcome: DraftOutcome;
  /** Rows of pairs, of the schools in them, inputs and proof, as JSON. */
  written: { groups: string; places: string; inputs: string; proof: string };
}

/** A stored round as the engine's result; reasons are left out. */
export type StoredResult = MatchResult;

/** What a change would cost, as far as it is known before the schools are paired again. */
export interface Cost {
  roundId: string;
  draft: number;
  state: string;
  change: Change;
  /** The schools named, in order. */
  schools: SchoolName[];
  /** Whom each of them meets in the draft as it stands. */
  partners: SchoolName[][];
  /** Units the whole falls at least (the certificate's price); infinite: one more school would be left out. Undefined: not known. */
  atLeast?: number;
  /** Units of the exchange itself, for a swap. */
  exchange?: { before: number; after: number };
  /** Units of the pair that would be taken apart. */
  worth?: number;
  /** Rules it bends. */
  bends: Bar[];
  /** Units of the draft as it stands. */
  total?: number;
}

/** What a change of a published round does, or would do. */
export interface Regrouping {
  round: RoundCard;
  change: Change;
  /** The schools named. */
  schools: SchoolName[];
  /** Groups taken apart. */
  ended: PairCard[];
  /** New groups. */
  made: PairCard[];
  /** Schools that join a pair as the third; the pair with them in it. */
  joined: { school: SchoolName; pair: PairCard }[];
  /** Schools for whom there is nobody. */
  alone: SchoolName[];
  /** Messages it sends. */
  messages: number;
}
