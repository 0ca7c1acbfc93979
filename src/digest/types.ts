import type { Text } from '../chat/text.ts';

/** The job's name: its runs tell when the last digest was. */
export const DIGEST_JOB = 'weekly-digest';

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
  /** Newest evidence that found no difference or worse, since the last digest. */
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

/** What happened in a network since the last digest: read once, shared by all its readers. */
export interface DigestFacts {
  since: Date;
  snippets: DigestSnippet[];
  seekers: Seeker[];
}

/** Who a digest is for; a channel has no topics, school or offers of its own. */
export interface Reader {
  memberId?: string;
  schoolUrn?: number;
  region?: string;
  phase?: string;
  topics: readonly string[];
  offers: readonly string[];
  /** Snippets and members shown in the last six weeks, by id. */
  shown: ReadonlySet<string>;
}

/** One item: what it is about, and why it is there. */
export interface DigestEntry {
  /** Id of the snippet or member it is about: never shown twice. */
  about: string;
  snippetId?: string;
  words: Text;
  why: string;
}

/** One section: a pure function over facts. */
export interface Section {
  name: string;
  title: string;
  /** At most so many items. */
  most: number;
  /** It stands there week after week, so by itself it is no reason for a digest. */
  standing?: true;
  pick(facts: DigestFacts, reader: Reader): DigestEntry[];
}

/** A composed digest. */
export interface Digest {
  sections: { title: string; name: string; entries: DigestEntry[] }[];
}
