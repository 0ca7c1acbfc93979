import type { Text } from '../chat/text.ts';
import type { Button } from '../chat/view.ts';

/** The job's name. */
export const DIGEST_JOB = 'weekly-digest';

/** How often somebody likes their digest. */
export const PACES = ['weekly', 'fortnightly', 'half-termly'] as const;
export type Pace = (typeof PACES)[number];

/** When somebody likes their digest. */
export interface Wish {
  every: Pace;
  /** 1 Monday to 5 Friday. */
  weekday: number;
  /** HH:mm in the network's zone. */
  time: string;
}

/** A snippet as the digest weighs it. */
export interface DigestSnippet {
  id: string;
  title: string;
  topic: string;
  phase: string;
  schoolUrn: number;
  school: string;
  region: string;
  authorId: string;
  localLevel: number;
  researchLevel: number;
  createdAt: Date;
  levelRoseAt: Date | null;
  /** Newest evidence that found no difference or worse. */
  nullResult: { kind: string; direction: string; addedAt: Date } | null;
}

/** Somebody who said what they seek. */
export interface Seeker {
  id: string;
  name: string;
  school: string;
  schoolUrn: number;
  seeks: string[];
  seekNote: string | null;
}

/** A pair that waits for a word of one of its contacts. */
export interface WaitingPair {
  groupId: string;
  /** The partner's name; of a trio, both. */
  partner: string;
}

/**
 * What happened in a network in the last six weeks: read once, shared by all its readers, and sorted beforehand, the best borne out
 * first and then the newest, so that a reader's digest costs the same however much there is.
 */
export interface DigestFacts {
  all: readonly DigestSnippet[];
  byTopic: ReadonlyMap<string, readonly DigestSnippet[]>;
  /** Snippets whose local level rose to "seen in class" or more. */
  gained: readonly DigestSnippet[];
  /** Snippets with a null result. */
  nulls: readonly DigestSnippet[];
  /** By the topic they seek. */
  seekers: ReadonlyMap<string, readonly Seeker[]>;
  /** By the contact who is waited for. */
  waiting: ReadonlyMap<string, WaitingPair>;
}

/** Who a digest is for; a channel has no topics, school or offers of its own. */
export interface Reader {
  memberId?: string;
  schoolUrn?: number;
  region?: string;
  phase?: string;
  topics: readonly string[];
  offers: readonly string[];
  /** News is what came after that. */
  since: Date;
  /** They never had a digest before. */
  first?: boolean;
  /** Ids of what they were shown in the last six weeks. */
  shown: ReadonlySet<string>;
}

/** One item: what it is about, and why it is there. */
export interface DigestEntry {
  /** Id of what it is about: never shown twice in six weeks. */
  about: string;
  words: Text;
  why: string;
  /** What can be done about it. */
  button?: Button;
}

/** One section: a pure function over facts. It may look at as much as it likes, but is asked only for as many items as there is room for. */
export interface Section {
  name: string;
  title: string;
  /** At most so many items. */
  most: number;
  /** It stands there week after week, so by itself it is no reason for a digest. */
  standing?: true;
  pick(facts: DigestFacts, reader: Reader): Iterable<DigestEntry>;
}

/** A composed digest. */
export interface Digest {
  sections: { title: string; name: string; entries: DigestEntry[] }[];
  /** When the one before was; none for the first. */
  since?: Date;
}

/** What a coordinator sees of the next network digest. */
export interface EditionCard {
  /** ISO week, '2026-W48'. */
  week: string;
  /** When it goes out; undefined while it is held or in the holidays. */
  due: Date | undefined;
  note: string | null;
  held: boolean;
  leftOut: number;
  /** Channels it goes to. */
  channels: number;
  digest: Digest | undefined;
}
