import type { LocalStanding, ResearchStanding } from '../vocabulary/levels.ts';

/** What a teacher writes when sharing. */
export interface SnippetWords {
  title: string;
  problem: string;
  did: string;
  /** "How would you know?" */
  know?: string;
}

/** One piece of evidence, with who added it. */
export interface EvidenceCard {
  id: string;
  kind: string;
  design: string;
  pupilsBand: string;
  direction: string;
  note: string | null;
  addedAt: Date;
  by: string;
  byId: string;
}

/** A snippet with everything a reader may see. */
export interface SnippetCard {
  id: string;
  networkId: string;
  title: string;
  problem: string;
  did: string;
  know: string | null;
  topic: string;
  subject: string;
  phase: string;
  keyStage: string | null;
  createdAt: Date;
  editedAt: Date | null;
  author: { id: string; name: string };
  school: { urn: number; name: string; town: string | null; region: string };
  evidence: EvidenceCard[];
  local: LocalStanding;
  research: ResearchStanding;
}

/** A line in a list of snippets. */
export interface SnippetLine {
  id: string;
  title: string;
  topic: string;
  school: string;
  region: string;
  localLevel: number;
  researchLevel: number;
}

/** What to look for; every part is optional. */
export interface Search {
  words?: string;
  topic?: string;
  phase?: string;
  region?: string;
  /** At least this local level. */
  level?: number;
}

/** One page of what was found. */
export interface Found {
  lines: SnippetLine[];
  total: number;
  page: number;
  pages: number;
  /** Nothing fitted what was typed; these words were looked for instead. */
  meant?: string;
}
