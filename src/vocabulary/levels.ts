import { eefLine, eefStrand } from './eef.ts';
import { evidenceDesignBySlug, evidenceKindBySlug } from './evidence.ts';
import { topicBySlug } from './topics.ts';

/** How far a practice has come in our own schools: 0 to 3 today, 4 and 5 once other schools report back. */
export type LocalLevel = 0 | 1 | 2 | 3 | 4 | 5;

/** How much published research stands behind its topic. Never added to the local level, nor the other way round. */
export type ResearchLevel = 0 | 1 | 2 | 3 | 4;

/** One evidence item, as far as the levels need it. Slugs are plain strings: they come from the database. */
export interface EvidenceFact {
  kind: string;
  design?: string | null;
  direction?: string | null;
}

/** What the local level is computed from. An absent or blank text counts as not said. */
export interface LocalFacts {
  problem?: string | null;
  did?: string | null;
  /** How you would know that it worked. */
  know?: string | null;
  phase?: string | null;
  keyStage?: string | null;
  subject?: string | null;
  evidence: readonly EvidenceFact[];
}

/** The local level, with the one thing that would raise it. */
export interface LocalStanding {
  level: LocalLevel;
  /** The level in words: "an idea", "described", "seen in class", "measured". */
  words: string;
  /** One sentence: the next thing that would raise the level; undefined when nothing more can be asked of this school alone. */
  missing: string | undefined;
  /** Whether progress was compared with another class (or better). */
  compared: boolean;
}

/** The research level of a topic, with what the EEF says. */
export interface ResearchStanding {
  level: ResearchLevel;
  /** The level in words: "research: no EEF rating", "research: extensive". */
  words: string;
  /** One dated line for each EEF strand of the topic, cautions included. */
  notes: string[];
  /** The strands' pages. */
  links: string[];
}

const LOCAL_WORDS = ['an idea', 'described', 'seen in class', 'measured', 'repeated elsewhere', 'borne out elsewhere'] as const;
/** Where the EEF rates nothing of a topic, that is what is said: "none" would read as if there were no research. */
const RESEARCH_WORDS = ['no EEF rating', 'very limited', 'limited', 'moderate', 'extensive'] as const;

/** The local level in words, as a person reads it. */
export function localWords(level: LocalLevel): string {
  return LOCAL_WORDS[level];
}

/** The research level in words, as a person reads it. */
export function researchWords(level: ResearchLevel): string {
  return `research: ${RESEARCH_WORDS[level]}`;
}

/** The local level of a snippet: a pure function of what was written and of its evidence items. It may go down again. */
export function localLevel(facts: LocalFacts): LocalStanding {
  const items = localItems(facts.evidence);
  const compared = items.some((item) => item.sms >= 3);
  const standing = (level: LocalLevel, missing: string | undefined) => ({ level, words: localWords(level), missing, compared });

  const unsaid = notDescribed(facts);
  if (unsaid !== undefined) return standing(0, unsaid);
  if (!items.some((item) => item.guskey >= 4)) {
    return standing(1, "Add one thing seen in class: pupils' work, what pupils said, a lesson somebody watched.");
  }
  const unmeasured = notMeasured(items);
  if (unmeasured !== undefined) return standing(2, unmeasured);
  return standing(
    3,
    compared ? undefined : 'Compare with another class, before and after, to show it was not just time passing.',
  );
}

/**
 * The research level of a snippet: what the EEF toolkit says about its topic, else whether any study, review or opinion is named.
 * With several strands the weakest counts, so that nothing is claimed for the other.
 */
export function researchLevel(topic: string, evidenceKinds: readonly string[]): ResearchStanding {
  const strands = (topicBySlug(topic)?.eefStrands ?? []).flatMap((slug) => eefStrand(slug) ?? []);
  const cited = evidenceKinds.some((kind) => evidenceKindBySlug(kind)?.guskey === 0);
  const weakest = Math.min(...strands.map((strand) => strand.padlocks));
  const level = strands.length > 0 ? levelOfPadlocks(weakest) : cited ? 1 : 0;
  return { level, words: researchWords(level), notes: strands.map(eefLine), links: strands.map((strand) => strand.link) };
}

function levelOfPadlocks(padlocks: number): ResearchLevel {
  if (padlocks <= 1) return 1;
  if (padlocks === 2) return 2;
  if (padlocks === 3) return 3;
  return 4;
}

interface LocalItem {
  kind: string;
  guskey: number;
  sms: number;
}

/** The items that are the school's own; research and opinion never raise the local level. Unknown slugs count for nothing. */
function localItems(evidence: readonly EvidenceFact[]): LocalItem[] {
  return evidence.flatMap(({ kind: slug, design }) => {
    const kind = evidenceKindBySlug(slug);
    if (!kind || kind.guskey === 0) return [];
    return [{ kind: kind.slug, guskey: kind.guskey, sms: evidenceDesignBySlug(design ?? 'none')?.sms ?? 0 }];
  });
}

function notDescribed(facts: LocalFacts): string | undefined {
  if (isBlank(facts.problem)) return 'Say what you were trying to improve.';
  if (isBlank(facts.did)) return 'Say what you did.';
  if (isBlank(facts.phase)) return 'Say what kind of school it was tried in.';
  if (isBlank(facts.keyStage) && isBlank(facts.subject)) return 'Say who it was with: the key stage or the subject.';
  if (isBlank(facts.know)) return 'Say how you would know that it worked.';
  return undefined;
}

function notMeasured(items: readonly LocalItem[]): string | undefined {
  const kinds = new Set(items.map((item) => item.kind)).size;
  const measured = items.some((item) => item.guskey === 5 && item.sms >= 1);
  if (kinds >= 2 && measured) return undefined;
  if (measured) return 'Add a second kind of evidence, such as what pupils said or a lesson somebody watched.';
  if (kinds >= 2)
    return "Compare something about pupils' learning: their work or results before and after, or with another class.";
  return 'Add a second kind of evidence that compares pupils before and after, such as their results or their work.';
}

function isBlank(text: string | null | undefined): boolean {
  return text === undefined || text === null || text.trim() === '';
}
