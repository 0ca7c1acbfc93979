import type { DirectionSlug, EvidenceDesignSlug, EvidenceKindSlug, PupilBandSlug } from '../../src/vocabulary/evidence.ts';
import type { KeyStageSlug } from '../../src/vocabulary/phases.ts';
import type { SubjectSlug } from '../../src/vocabulary/subjects.ts';
import type { TopicSlug } from '../../src/vocabulary/topics.ts';

/** Where a community lives. */
export type DemoPlatform = 'slack' | 'discord';

/** A workspace or server of the demo, in the shape the sandbox asks for, plus what the bot needs to know of it. */
export interface DemoCommunity {
  platform: DemoPlatform;
  /** The platform's own id. */
  id: string;
  name: string;
  channels: { id: string; name: string }[];
  /** Where the network's digest goes. */
  networkChannelId: string;
  /** Everybody with an account here: the members, and people who have not joined yet. */
  people: { id: string; name: string; admin?: boolean; closedToDirectMessages?: boolean; knowsBot?: boolean }[];
}

/** A member of the network. */
export interface DemoMember {
  /** Name of the row within the demo data. */
  key: string;
  name: string;
  urn: number;
  subject: SubjectSlug;
  /** Focus topics, most important first. */
  topics: TopicSlug[];
  seeks: TopicSlug[];
  offers: TopicSlug[];
  seekNote?: string;
  offerNote?: string;
  /** One account, for some people two. */
  accounts: { platform: DemoPlatform; userId: string }[];
  /** Their school's contact for partnering. */
  contact?: 'first' | 'second';
  /** Asked by their own click for the digest, privately, in their first account. */
  privateDigest: boolean;
  coordinator: boolean;
  /** Administrator of their workspace or server. */
  admin: boolean;
  /** Paused for this many days from the seeding. */
  pausedForDays?: number;
  /** Discord: refuses direct messages, so that something cannot be delivered. */
  closedToDirectMessages?: boolean;
  joinedDaysAgo: number;
}

/** One piece of evidence behind a snippet. */
export interface DemoEvidence {
  kind: EvidenceKindSlug;
  design: EvidenceDesignSlug;
  pupilsBand: PupilBandSlug;
  direction: DirectionSlug;
  note?: string;
  daysAgo: number;
}

/** Something a teacher tried. */
export interface DemoSnippet {
  key: string;
  /** A member's key; the school is that member's. */
  author: string;
  title: string;
  problem: string;
  did: string;
  know?: string;
  topic: TopicSlug;
  subject: SubjectSlug;
  keyStage?: KeyStageSlug;
  daysAgo: number;
  evidence: DemoEvidence[];
}

/** The demo world: data only, ids and times are made when it is seeded. */
export interface DemoWorld {
  network: { name: string; joinCode: string; timeZone: string; digestWeekday: number; digestTime: string };
  communities: DemoCommunity[];
  /** The URNs of every school in it. */
  schools: number[];
  members: DemoMember[];
  snippets: DemoSnippet[];
  /** Lines "URN, group", as a coordinator would paste them. */
  groups: string;
  /** Schools that take part in partnering, an odd number; their contacts are members with `contact`. */
  partnerSchools: number[];
}
