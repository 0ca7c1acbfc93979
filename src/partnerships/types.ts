import type { LeftOut, Reason } from '../matching/types.ts';

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
  pairsChecked: number;
  randomTotal: number;
  version: string;
}

/** A round as its coordinator sees it. */
export interface RoundCard {
  id: string;
  name: string;
  state: string;
  draft: number;
  publishedAt: Date | null;
  outcome: DraftOutcome | null;
  /** Left out, with names. */
  leftOut: { school: SchoolName; why: string }[];
  /** Schools taking part now (an open round). */
  taking: number;
}

/** Somebody an introduction did not reach. */
export interface Unreached {
  name: string;
  school: string;
  reason: string;
}
