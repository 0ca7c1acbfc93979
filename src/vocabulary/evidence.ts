import { bySlug, findIn, type Listed, suggestIn } from './listed.ts';

/** How evidence was come by: studying, looking, listening and asking are local; research and opinion are other people's. */
export type EvidenceFamily = 'study' | 'look' | 'listen' | 'ask' | 'research' | 'opinion';

/** A kind of evidence. */
export interface EvidenceKind extends Listed {
  readonly family: EvidenceFamily;
  /** Guskey's level of what it speaks about: 1 reactions, 2 staff learning, 3 the school, 4 use in class, 5 pupils; 0 not local. */
  readonly guskey: 0 | 1 | 2 | 3 | 4 | 5;
}

/** The 16 kinds of evidence, those about pupils first. */
export const EVIDENCE_KINDS = [
  {
    slug: 'pupil-work',
    label: "Pupils' work",
    family: 'study',
    guskey: 5,
    aliases: ['books', 'book look', 'work sampled', 'work scrutiny'],
  },
  {
    slug: 'assessment-data',
    label: 'Test or assessment results',
    family: 'study',
    guskey: 5,
    aliases: ['tests', 'assessment data', 'marks', 'quiz scores'],
  },
  {
    slug: 'behaviour-attendance-data',
    label: 'Behaviour or attendance records',
    family: 'study',
    guskey: 5,
    aliases: ['logs', 'attendance data', 'behaviour data'],
  },
  {
    slug: 'pupil-voice',
    label: 'What pupils said',
    family: 'listen',
    guskey: 5,
    aliases: ['pupil voice', 'pupil interview', 'student voice'],
  },
  { slug: 'pupil-survey', label: 'Pupil questionnaire', family: 'ask', guskey: 5, aliases: ['pupil survey', 'student survey'] },
  {
    slug: 'case-pupil-study',
    label: 'Case pupils in a lesson study',
    family: 'look',
    guskey: 5,
    aliases: ['case pupils', 'lesson study'],
  },
  {
    slug: 'observation',
    label: 'Seen in lessons',
    family: 'look',
    guskey: 4,
    aliases: ['observation', 'learning walk', 'lesson drop-in'],
  },
  {
    slug: 'practice-log',
    label: 'Log of how often it was done',
    family: 'study',
    guskey: 4,
    aliases: ['practice log', 'fidelity'],
  },
  {
    slug: 'parent-voice',
    label: 'What parents or carers said',
    family: 'listen',
    guskey: 5,
    aliases: ['parent voice', 'parents', 'carers'],
  },
  { slug: 'staff-voice', label: 'What staff said', family: 'listen', guskey: 2, aliases: ['staff voice', 'teacher reflection'] },
  { slug: 'staff-survey', label: 'Staff questionnaire', family: 'ask', guskey: 1, aliases: ['staff survey'] },
  {
    slug: 'peer-review',
    label: 'A visitor or critical friend',
    family: 'look',
    guskey: 3,
    aliases: ['peer review', 'audit finding', 'peer visit'],
  },
  {
    slug: 'school-document',
    label: 'A policy or plan that changed',
    family: 'study',
    guskey: 3,
    aliases: ['school document', 'scheme of work'],
  },
  {
    slug: 'research-study',
    label: 'A published study',
    family: 'research',
    guskey: 0,
    aliases: ['research study', 'paper', 'article'],
  },
  {
    slug: 'research-review',
    label: 'A research review or EEF guidance',
    family: 'research',
    guskey: 0,
    aliases: ['research review', 'meta analysis', 'eef'],
  },
  {
    slug: 'professional-source',
    label: 'A blog, book or course',
    family: 'opinion',
    guskey: 0,
    aliases: ['professional source', 'blog', 'book', 'course'],
  },
] as const satisfies readonly EvidenceKind[];

/** How things were compared. */
export interface EvidenceDesign extends Listed {
  /** The Maryland scale: 0 nothing compared, 1 one comparison, 2 differences allowed for, 3 change against another class, 4 and 5 chance. */
  readonly sms: 0 | 1 | 2 | 3 | 4 | 5;
}

/** The ways of comparing, weakest first; the labels finish "How was it compared?". */
export const EVIDENCE_DESIGNS = [
  { slug: 'none', label: 'Not compared', sms: 0, aliases: ['none', 'no comparison'] },
  { slug: 'post-only', label: 'Afterwards only', sms: 0, aliases: ['after only', 'post only'] },
  { slug: 'cross-section', label: 'With another class, afterwards only', sms: 1, aliases: ['cross section'] },
  { slug: 'pre-post', label: 'Before and after', sms: 1, aliases: ['pre post', 'baseline'] },
  { slug: 'adjusted', label: 'Before and after, allowing for differences', sms: 2, aliases: ['adjusted'] },
  {
    slug: 'pre-post-comparison',
    label: 'Before and after, with another class',
    sms: 3,
    aliases: ['with another class', 'comparison group', 'control class'],
  },
  { slug: 'quasi', label: 'Before and after, with a matched class', sms: 4, aliases: ['quasi', 'matched group'] },
  { slug: 'randomised', label: 'Classes or pupils chosen by lot', sms: 5, aliases: ['randomised', 'random', 'rct', 'trial'] },
] as const satisfies readonly EvidenceDesign[];

/** How many pupils the evidence is about; the smallest band is never broken down further. */
export const PUPIL_BANDS = [
  { slug: 'under-5', label: 'Fewer than 5 pupils', aliases: ['<5', '1 to 4'] },
  { slug: '5-14', label: '5 to 14 pupils', aliases: ['small group'] },
  { slug: '15-34', label: '15 to 34 pupils', aliases: ['a class', 'one class'] },
  { slug: '35-99', label: '35 to 99 pupils', aliases: ['several classes', 'a year group'] },
  { slug: '100-plus', label: '100 pupils or more', aliases: ['100+', 'whole school'] },
] as const satisfies readonly Listed[];

/** Which way it went. "No difference" and "worse" are results too. */
export const DIRECTIONS = [
  { slug: 'better', label: 'Better', aliases: ['improved', 'up'] },
  { slug: 'no-difference', label: 'No difference', aliases: ['same', 'nothing changed', 'null'] },
  { slug: 'worse', label: 'Worse', aliases: ['down'] },
  { slug: 'mixed', label: 'Mixed: better for some, not for others', aliases: ['both'] },
  { slug: 'unclear', label: 'Too early or unclear', aliases: ['not sure', 'do not know'] },
] as const satisfies readonly Listed[];

/** The slugs of the four lists above, as stored. */
export type EvidenceKindSlug = (typeof EVIDENCE_KINDS)[number]['slug'];
export type EvidenceDesignSlug = (typeof EVIDENCE_DESIGNS)[number]['slug'];
export type PupilBandSlug = (typeof PUPIL_BANDS)[number]['slug'];
export type DirectionSlug = (typeof DIRECTIONS)[number]['slug'];

/** What a typed text clearly means, of each list; undefined when none or several fit. */
export const findEvidenceKind = (text: string) => findIn(EVIDENCE_KINDS, text);
export const findEvidenceDesign = (text: string) => findIn(EVIDENCE_DESIGNS, text);
export const findPupilBand = (text: string) => findIn(PUPIL_BANDS, text);
export const findDirection = (text: string) => findIn(DIRECTIONS, text);

/** Kinds of evidence to offer while somebody types. */
export const suggestEvidenceKinds = (text: string, limit: number) => suggestIn(EVIDENCE_KINDS, text, limit);

/** The entry with this slug, of each list, as it comes from the database. */
export const evidenceKindBySlug = (slug: string) => bySlug(EVIDENCE_KINDS, slug);
export const evidenceDesignBySlug = (slug: string) => bySlug(EVIDENCE_DESIGNS, slug);
export const pupilBandBySlug = (slug: string) => bySlug(PUPIL_BANDS, slug);
export const directionBySlug = (slug: string) => bySlug(DIRECTIONS, slug);
