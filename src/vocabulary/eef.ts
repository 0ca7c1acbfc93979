/** One strand of the EEF Teaching and Learning Toolkit, as facts read on a date (they change; the page is the truth). */
export interface EefStrand {
  /** The page's own name for it. */
  readonly slug: string;
  readonly label: string;
  /** Average extra months of progress in a year; undefined where the EEF gives none. */
  readonly months: number | undefined;
  /** Cost per pupil a year: 1 up to £80, 2 to £200, 3 to £600, 4 to £1,200, 5 above. */
  readonly cost: 1 | 2 | 3 | 4 | 5;
  /** Strength of the evidence: 0 insufficient, 1 very limited, 2 limited, 3 moderate, 4 extensive, 5 very extensive. */
  readonly padlocks: 0 | 1 | 2 | 3 | 4 | 5;
  /** Year and month in which these figures were read. */
  readonly asRead: string;
  /** The strand's page. */
  readonly link: string;
}

const PAGE = 'https://educationendowmentfoundation.org.uk/education-evidence/teaching-learning-toolkit/';
const AS_READ = '2026-04';
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** The 30 strands of the toolkit. Source: the EEF's toolkit pages, facts only, as read in April 2026. */
export const EEF_STRANDS: readonly EefStrand[] = [
  strand('arts-participation', 'Arts participation', 3, 1, 3),
  strand('aspiration-interventions', 'Aspiration interventions', undefined, 1, 0),
  strand('behaviour-interventions', 'Behaviour interventions', 3, 2, 3),
  strand('collaborative-learning-approaches', 'Collaborative learning approaches', 5, 1, 2),
  strand('extending-school-time', 'Extending school time', 3, 3, 3),
  strand('feedback', 'Feedback', 6, 1, 4),
  strand('homework', 'Homework', 5, 1, 1),
  strand('individualised-instruction', 'Individualised instruction', 4, 1, 2),
  strand('learning-styles', 'Learning styles', undefined, 1, 0),
  strand('mastery-learning', 'Mastery learning', 5, 1, 2),
  strand('mentoring', 'Mentoring', 2, 3, 3),
  strand('metacognition-and-self-regulation', 'Metacognition and self-regulation', 8, 1, 4),
  strand('one-to-one-tuition', 'One to one tuition', 5, 3, 3),
  strand('oral-language-interventions', 'Oral language interventions', 6, 1, 4),
  strand('outdoor-adventure-learning', 'Outdoor adventure learning', undefined, 3, 0),
  strand('parental-engagement', 'Parental engagement', 4, 1, 4),
  strand('peer-tutoring', 'Peer tutoring', 6, 1, 4),
  strand('performance-pay', 'Performance pay', 1, 2, 1),
  strand('phonics', 'Phonics', 5, 1, 4),
  strand('physical-activity', 'Physical activity', 2, 1, 4),
  strand('reading-comprehension-strategies', 'Reading comprehension strategies', 7, 1, 3),
  strand('reducing-class-size', 'Reducing class size', 1, 5, 1),
  strand('repeating-a-year', 'Repeating a year', -2, 5, 2),
  strand('school-uniform', 'School uniform', undefined, 1, 0),
  strand('setting-and-streaming', 'Setting and streaming', 0, 1, 1),
  strand('small-group-tuition', 'Small group tuition', 4, 2, 3),
  strand('social-and-emotional-learning', 'Social and emotional learning', 3, 1, 3),
  strand('summer-schools', 'Summer schools', 3, 3, 2),
  strand('teaching-assistant-interventions', 'Teaching assistant interventions', 4, 3, 3),
  strand('within-class-attainment-grouping', 'Within class attainment grouping', 2, 1, 1),
];

/** The strand with this slug. */
export function eefStrand(slug: string): EefStrand | undefined {
  return EEF_STRANDS.find((one) => one.slug === slug);
}

/**
 * One line about a strand, with its date: "EEF, feedback: +6 months on average (as read April 2026)".
 * Averages promise nothing, so a strand without a gain or without evidence says so.
 */
export function eefLine(one: EefStrand): string {
  const read = `as read ${monthInWords(one.asRead)}`;
  const caution = eefCaution(one);
  if (caution !== undefined) return `EEF, ${one.label.toLowerCase()}: ${caution} (${read})`;
  return `EEF, ${one.label.toLowerCase()}: ${monthsInWords(one.months ?? 0)} on average (${read})`;
}

/** What to warn of, in words, when the EEF finds no gain or too little evidence; otherwise undefined. */
export function eefCaution(one: EefStrand): string | undefined {
  if (one.padlocks === 0 || one.months === undefined) return 'not enough evidence to say, which is not the same as no effect';
  if (one.months < 0) return `${monthsInWords(one.months)} on average, so pupils made less progress`;
  if (one.months === 0) return 'no extra progress on average';
  return undefined;
}

function monthsInWords(months: number): string {
  const size = Math.abs(months);
  return `${months < 0 ? '−' : '+'}${size} ${size === 1 ? 'month' : 'months'}`;
}

/** "2026-04" as "April 2026". */
function monthInWords(yearMonth: string): string {
  const [year, month] = yearMonth.split('-');
  return `${MONTHS[Number(month) - 1] ?? ''} ${year}`.trim();
}

function strand(
  slug: string,
  label: string,
  months: number | undefined,
  cost: EefStrand['cost'],
  padlocks: EefStrand['padlocks'],
): EefStrand {
  return { slug, label, months, cost, padlocks, asRead: AS_READ, link: PAGE + slug };
}
