import { bySlug, findIn, type Listed, plainWords, suggestIn } from './listed.ts';

/** Key stages, youngest first. */
export const KEY_STAGES = [
  { slug: 'eyfs', label: 'Early years (ages 3 to 5)', aliases: ['eyfs', 'nursery', 'reception', 'early years foundation stage'] },
  { slug: 'ks1', label: 'KS1 (Years 1 and 2)', aliases: ['ks1', 'key stage 1', 'key stage one', 'year 1', 'year 2', 'infants'] },
  {
    slug: 'ks2',
    label: 'KS2 (Years 3 to 6)',
    aliases: ['ks2', 'key stage 2', 'key stage two', 'year 3', 'year 4', 'year 5', 'year 6', 'juniors'],
  },
  { slug: 'ks3', label: 'KS3 (Years 7 to 9)', aliases: ['ks3', 'key stage 3', 'key stage three', 'year 7', 'year 8', 'year 9'] },
  {
    slug: 'ks4',
    label: 'KS4 (Years 10 and 11)',
    aliases: ['ks4', 'key stage 4', 'key stage four', 'year 10', 'year 11', 'gcse'],
  },
  {
    slug: 'ks5',
    label: 'KS5 (Years 12 and 13)',
    aliases: ['ks5', 'key stage 5', 'key stage five', 'year 12', 'year 13', 'a level', 'sixth form', 'post 16'],
  },
] as const satisfies readonly Listed[];

/** The slug of a key stage, as stored. */
export type KeyStageSlug = (typeof KEY_STAGES)[number]['slug'];

/** A kind of school by the ages or needs it serves. */
export interface Phase extends Listed {
  /** The key stages its teachers may teach. */
  readonly keyStages: readonly KeyStageSlug[];
}

/** The eight phases, from the register's words and school types. */
export const PHASES = [
  { slug: 'nursery', label: 'Nursery', keyStages: ['eyfs'] },
  { slug: 'primary', label: 'Primary', keyStages: ['eyfs', 'ks1', 'ks2'], aliases: ['infant', 'junior'] },
  { slug: 'middle', label: 'Middle', keyStages: ['ks2', 'ks3'] },
  { slug: 'secondary', label: 'Secondary', keyStages: ['ks3', 'ks4', 'ks5'], aliases: ['high school'] },
  { slug: 'all-through', label: 'All-through', keyStages: ['eyfs', 'ks1', 'ks2', 'ks3', 'ks4', 'ks5'] },
  { slug: 'special', label: 'Special', keyStages: ['eyfs', 'ks1', 'ks2', 'ks3', 'ks4', 'ks5'], aliases: ['send school'] },
  {
    slug: 'alternative-provision',
    label: 'Alternative provision',
    keyStages: ['ks1', 'ks2', 'ks3', 'ks4'],
    aliases: ['ap', 'pru'],
  },
  { slug: 'post-16', label: 'Post-16', keyStages: ['ks5'], aliases: ['16 plus', 'sixth form', 'fe', 'college'] },
] as const satisfies readonly Phase[];

/** The slug of a phase, as stored. */
export type PhaseSlug = (typeof PHASES)[number]['slug'];

/**
 * The phase of a school from the register's phase name and type name. The type decides first, because the register says
 * "Not applicable" for special schools, pupil referral units and independents.
 * Undefined where the register does not say (most independent schools).
 */
export function phaseOfSchool(phaseName: string, typeName: string): PhaseSlug | undefined {
  const type = plainWords(typeName);
  if (type.includes('alternative provision') || type.includes('pupil referral')) return 'alternative-provision';
  if (type.includes('special')) return 'special';
  const phase = plainWords(phaseName);
  if (phase.startsWith('middle')) return 'middle';
  if (phase === 'nursery' || phase === 'primary' || phase === 'secondary') return phase;
  if (phase === 'all through') return 'all-through';
  if (phase === '16 plus') return 'post-16';
  if (/further education|sixth form|16 (to )?19|post 16/.test(type)) return 'post-16';
  if (/technology college|technical college|studio school/.test(type)) return 'secondary';
  if (type.includes('nursery')) return 'nursery';
  return undefined;
}

/** The phase a typed text clearly means; undefined when none or several fit. */
export const findPhase = (text: string) => findIn(PHASES, text);

/** Phases to offer while somebody types. */
export const suggestPhases = (text: string, limit: number) => suggestIn(PHASES, text, limit);

/** The phase with this slug, as it comes from the database. */
export const phaseBySlug = (slug: string) => bySlug(PHASES, slug);

/** The key stage a typed text clearly means ("KS3", "year 8", "sixth form"). */
export const findKeyStage = (text: string) => findIn(KEY_STAGES, text);

/** Key stages to offer while somebody types. */
export const suggestKeyStages = (text: string, limit: number) => suggestIn(KEY_STAGES, text, limit);

/** The key stage with this slug, as it comes from the database. */
export const keyStageBySlug = (slug: string) => bySlug(KEY_STAGES, slug);
