import { bySlug, findIn, type Listed, suggestIn } from './listed.ts';

/** The 23 subjects a teacher may name; "whole school" is for what no subject owns. */
export const SUBJECTS = [
  { slug: 'english', label: 'English', aliases: ['literacy', 'english language', 'english literature'] },
  { slug: 'maths', label: 'Maths', aliases: ['mathematics', 'numeracy'] },
  { slug: 'science', label: 'Science', aliases: ['combined science'] },
  { slug: 'biology', label: 'Biology' },
  { slug: 'chemistry', label: 'Chemistry' },
  { slug: 'physics', label: 'Physics' },
  { slug: 'art-design', label: 'Art and design', aliases: ['art'] },
  { slug: 'citizenship', label: 'Citizenship', aliases: ['politics'] },
  { slug: 'computing', label: 'Computing', aliases: ['ict', 'computer science', 'it'] },
  {
    slug: 'design-technology',
    label: 'Design and technology',
    aliases: ['dt', 'd and t', 'food', 'food technology', 'textiles'],
  },
  { slug: 'languages', label: 'Languages', aliases: ['mfl', 'french', 'spanish', 'german', 'latin', 'modern foreign languages'] },
  { slug: 'geography', label: 'Geography' },
  { slug: 'history', label: 'History' },
  { slug: 'music', label: 'Music' },
  { slug: 'pe', label: 'Physical education', aliases: ['pe', 'sport', 'dance'] },
  { slug: 're', label: 'Religious education', aliases: ['re', 'rs', 'religious studies', 'philosophy', 'ethics'] },
  { slug: 'rshe-pshe', label: 'RSHE and PSHE', aliases: ['pshe', 'rshe', 'rse', 'pastoral'] },
  { slug: 'business-economics', label: 'Business and economics', aliases: ['business studies'] },
  { slug: 'psychology-sociology', label: 'Psychology and sociology', aliases: ['social sciences'] },
  { slug: 'drama-media', label: 'Drama and media', aliases: ['drama', 'film', 'media studies', 'theatre'] },
  {
    slug: 'vocational',
    label: 'Vocational subjects',
    aliases: ['btec', 't level', 't levels', 'health and social care', 'construction'],
  },
  { slug: 'eyfs-areas', label: 'Early years areas of learning', aliases: ['eyfs', 'early years', 'nursery', 'reception'] },
  { slug: 'whole-school', label: 'Whole school', aliases: ['primary', 'class teacher', 'leadership', 'senco', 'all subjects'] },
] as const satisfies readonly Listed[];

/** The slug of a subject, as stored. */
export type SubjectSlug = (typeof SUBJECTS)[number]['slug'];

/** The subject a typed text clearly means; undefined when none or several fit. */
export const findSubject = (text: string) => findIn(SUBJECTS, text);

/** Subjects to offer while somebody types, best first. */
export const suggestSubjects = (text: string, limit: number) => suggestIn(SUBJECTS, text, limit);

/** The subject with this slug, as it comes from the database. */
export const subjectBySlug = (slug: string) => bySlug(SUBJECTS, slug);
