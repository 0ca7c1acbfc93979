import type { Bar, LeftOut, MatchResult, Reason } from '../matching/types.ts';

/** A school in a list. */
export interface SchoolName {
  urn: number;
  name: string;
  town: string | null;
  region: string;
  localAuthority: string;
}

/** Where a member's school stands. */
export interface PartnerStatus {
  school: SchoolName;
  joined: boolean;
  first: { id: string; name: string } | null;
  second: { id: string; name: string } | null;
  /** 'family': wishes for partners with a similar intake; 'stretch': with a different one; null: either. */
  mood: string | null;
  /** Having a term off until then, if that is still to come. */
  pausedUntil: Date | null;
  /** No longer drawn since then, after three rounds of silence. */
  inactiveSince: Date | null;
  /** The round that asks for an answer, if this school is of those it is for. */
  round?: AskedRound;
  /** The partner of the last published round. */
  partner?: PairCard & { roundName: string };
  /** Schools taking part in the network. */
  taking: number;
}

/** A round before its pairs are published, as a school is asked about it. */
export interface AskedRound {
  id: string;
  name: string;
  closesAt: Date | null;
  endsAt: Date | null;
  /** 'all': the school is in unless it says no; 'yes': only if it says yes. */
  takes: string;
  /** 'yes', 'no' or null: no answer yet. */
  answer: string | null;
}

/** A pair or trio, with why. */
export interface PairCard {
  id: string;
  position: number;
  schools: SchoolName[];
  reasons: Reason[];
  /** Of the pair, of a trio's first two; in a round of threes the mean of all links. */
  score: number;
}

/** What a draft came to. */
export interface DraftOutcome {
  schools: number;
  pairs: number;
  trios: number;
  leftOut: LeftOut[];
  total: number;
  bound: number;
  proven: boolean;
  /** The engine's time was up; drafts of an older version do not say. */
  stopped?: boolean;
  pairsChecked: number;
  randomTotal: number;
  version: string;
  /** Fixed pairs that could not be made. */
  refused?: MatchResult['refused'];
  /** What the picture of the draft says besides; rounds of an older version have none. */
  facts?: DraftFacts;
}

/** What a draft looks like as a whole. Scores in units, thousandths of a point. */
export interface DraftFacts {
  /** Of all pairs and trios. */
  spread: { lowest: number; middle: number; highest: number };
  /** Of all links between two schools (a trio has three), from 0 to 1: across regions, across trusts and groups, never met before. */
  shares: { regions: number; governance: number; strangers: number };
  /** Pairs that stand against a rule, on purpose. `price`: at least so many units of the total; null: not known. */
  bent: { urns: [number, number]; bars: Bar[]; price: number | null }[];
  /** How many there are; the dearest are in the list. */
  bentInAll: number;
  /** The same schools without any fixed pair or bent rule; only where there is one. */
  plainly?: { total: number; leftOut: number };
  /** What coordinators had decided, as a fingerprint: another one now means that the draft is out of date. */
  wishes: string;
}

/** A round as its coordinator sees it. */
export interface RoundCard {
  id: string;
  name: string;
  state: string;
  draft: number;
  /** Schools to a group: 2 or 3. */
  groupSize: number;
  /** Schools are asked for their answer until then. */
  closesAt: Date | null;
  publishedAt: Date | null;
  outcome: DraftOutcome | null;
  /** Left out, with names. */
  leftOut: { school: SchoolName; why: string; detail: LeftOut['detail'] }[];
  /** Pairs against a rule, with names. */
  bent: { schools: SchoolName[]; bars: Bar[]; price: number | null }[];
  /** Fixed pairs that could not be made, with names where they are known. */
  refused: { schools: SchoolName[]; why: string }[];
  /** Coordinators decided something since this was drafted. */
  outdated: boolean;
  /** Rules of this round and of the private list. */
  rules: number;
  /** Schools in it, where it was looked at as of a time. */
  taking: number | undefined;
}

/** Somebody an introduction did not reach. */
export interface Unreached {
  name: string;
  school: string;
  reason: string;
}
