import type { Reason } from '../../matching/types.ts';
import type { Signs } from '../follow-up/silence.ts';
import type { SchoolName } from '../types.ts';

/** A school as the report looks at it. */
export interface SchoolFacts extends SchoolName {
  trust: string | null;
  /** Alliances, federations and hubs besides the trust. */
  groups: string[];
  /** Takes part now: not left, neither resting nor inactive. */
  active: boolean;
  left: boolean;
  pausedUntil: Date | null;
  silentRounds: number;
  inactiveSince: Date | null;
  /** First, then second. */
  contacts: { id: string; name: string; coordinator: boolean }[];
}

/** What one school of a pair said. */
export interface PairSide extends Signs {
  urn: number;
}

/** A pair or trio of a published round. */
export interface PairFacts {
  id: string;
  roundId: string;
  score: number;
  /** With the round, or later for a pair made after publishing. */
  introducedAt: Date;
  /** Taken apart after publishing. */
  ended: boolean;
  sides: PairSide[];
}

/** A published round in numbers. */
export interface RoundFacts {
  id: string;
  name: string;
  /** The number its buttons carry. */
  draft: number;
  publishedAt: Date;
  endsAt: Date | null;
  /** Schools to a group: 2 or 3. */
  groupSize: number;
  /** Pairs and trios not taken apart since. */
  pairs: number;
  met: number;
  /** Schools of which nothing was heard. */
  silent: number;
  leftOut: number;
}

/** Everything the report is made of. Nothing is worked out yet. */
export interface ReportFacts {
  now: Date;
  network: string;
  schools: ReadonlyMap<number, SchoolFacts>;
  /** The last published rounds, newest first; at least one. */
  rounds: [RoundFacts, ...RoundFacts[]];
  /** Pairs of the newest round, and those of earlier ones that still run. */
  pairs: PairFacts[];
  /** URNs the newest round left out. */
  leftOut: number[];
  /** URNs of schools that met somebody, or wrote or were written to, since the half-term began. */
  inTouch: ReadonlySet<number>;
  /** In pairs of the last rounds: `to` tried something of `from`. */
  used: { from: number; to: number }[];
  /** A round that is being prepared. */
  next?: { name: string; state: string; closesAt: Date | null; invited: number; answered: number };
}

/** The lists of the report. */
export type Section = 'notmet' | 'arranged' | 'leftout' | 'quiet' | 'overloaded' | 'isolated' | 'met';

/** One line of a list: a school or a pair, and what there is to say. */
export interface Line {
  /** 's' and a URN, or 'g' and a group's id: whom its button writes to. */
  about: string;
  schools: SchoolFacts[];
  why: string;
}

/** Whom a school might meet, and why. */
export interface Suggestion {
  school: SchoolFacts;
  score: number;
  reasons: Reason[];
}

/** A share of pairs, as two counts. */
export interface Share {
  part: number;
  of: number;
}

/** How pairs lie: across regions, and across trusts and groups. */
export interface Spread {
  regions: Share;
  governance: Share;
}

/** The coordinator's page, worked out. */
export interface Report {
  network: string;
  now: Date;
  round: RoundFacts;
  /** 1 on the day the introductions went out. */
  day: number;
  /** Days from the introductions to the end; null when no end was set. */
  days: number | null;
  trios: number;
  /** Pairs of which nothing was heard yet, within ten days of their introduction. */
  early: number;
  lists: Readonly<Record<Section, Line[]>>;
  reciprocity: Reciprocity;
  /** Of this round's pairs, and of those of them that met. */
  spread: Spread;
  metSpread: Spread;
  /** Oldest first. */
  trend: RoundFacts[];
  next: ReportFacts['next'];
}

/** How much of what is given comes back. */
export interface Reciprocity {
  /** Pairs of schools between which something was used, in one direction at least. */
  exchanges: number;
  /** Those in which both used something of the other. */
  returned: number;
  /** returned / exchanges; null when there is none. */
  dyads: number | null;
  /** Share of single gifts that were answered with one. */
  arcs: number | null;
}

/** One school, for its coordinator: who, how it stands, whom it might meet. */
export interface SchoolCard {
  school: SchoolFacts;
  /** Its pairs that still run. */
  pairs: { schools: SchoolFacts[]; how: string }[];
  suggestion?: Suggestion;
}
