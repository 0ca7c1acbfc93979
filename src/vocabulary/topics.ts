import { bySlug, findAsTyped, findIn, type Listed, suggestIn } from './listed.ts';

/** A focus topic: what a snippet is about and what a member wants to work on. */
export interface Topic extends Listed {
  /** The EEF toolkit strands that speak about it (src/vocabulary/eef.ts); none for topics the toolkit does not cover. */
  readonly eefStrands: readonly string[];
}

/** The 36 focus topics of the network, in the order they are offered. Labels fit both platforms' choices (at most 45 characters). */
export const TOPICS = [
  {
    slug: 'feedback-marking',
    label: 'Feedback and marking',
    eefStrands: ['feedback'],
    aliases: ['whole class feedback', 'live marking'],
  },
  {
    slug: 'assessment-for-learning',
    label: 'Assessment for learning',
    eefStrands: ['feedback'],
    aliases: ['afl', 'formative assessment', 'questioning', 'exit tickets', 'checking for understanding'],
  },
  {
    slug: 'metacognition',
    label: 'Metacognition and self-regulation',
    eefStrands: ['metacognition-and-self-regulation'],
    aliases: ['thinking about thinking', 'study skills'],
  },
  {
    slug: 'retrieval-practice',
    label: 'Retrieval practice',
    eefStrands: [],
    aliases: ['low stakes quizzing', 'quizzes', 'spaced practice', 'memory'],
  },
  {
    slug: 'explicit-instruction-modelling',
    label: 'Explicit instruction and modelling',
    eefStrands: [],
    aliases: ['direct instruction', 'worked examples', 'i do we do you do'],
  },
  {
    slug: 'scaffolding-adaptive-teaching',
    label: 'Scaffolding and adaptive teaching',
    eefStrands: ['individualised-instruction'],
    aliases: ['differentiation'],
  },
  {
    slug: 'oracy-dialogue',
    label: 'Oracy and classroom talk',
    eefStrands: ['oral-language-interventions'],
    aliases: ['dialogue', 'speaking and listening', 'dialogic teaching'],
  },
  {
    slug: 'vocabulary-disciplinary-literacy',
    label: 'Vocabulary and disciplinary literacy',
    eefStrands: [],
    aliases: ['tier two words', 'literacy across the curriculum'],
  },
  {
    slug: 'early-reading-phonics',
    label: 'Early reading and phonics',
    eefStrands: ['phonics'],
    aliases: ['decoding', 'blending'],
  },
  {
    slug: 'reading-comprehension',
    label: 'Reading comprehension',
    eefStrands: ['reading-comprehension-strategies'],
    aliases: ['guided reading', 'whole class reading', 'inference'],
  },
  { slug: 'writing', label: 'Writing', eefStrands: [], aliases: ['extended writing', 'handwriting', 'spelling'] },
  {
    slug: 'maths-mastery',
    label: 'Maths mastery',
    eefStrands: ['mastery-learning'],
    aliases: ['mastery', 'times tables', 'fluency'],
  },
  {
    slug: 'maths-reasoning',
    label: 'Maths reasoning and problem solving',
    eefStrands: [],
    aliases: ['bar models', 'word problems'],
  },
  {
    slug: 'science-practical-enquiry',
    label: 'Science practicals and enquiry',
    eefStrands: [],
    aliases: ['required practicals', 'working scientifically'],
  },
  {
    slug: 'collaborative-learning',
    label: 'Collaborative learning',
    eefStrands: ['collaborative-learning-approaches'],
    aliases: ['group work', 'cooperative learning'],
  },
  { slug: 'peer-tutoring', label: 'Peer tutoring', eefStrands: ['peer-tutoring'], aliases: ['paired reading', 'buddies'] },
  {
    slug: 'homework-independent-study',
    label: 'Homework and independent study',
    eefStrands: ['homework'],
    aliases: ['revision', 'home learning'],
  },
  {
    slug: 'tuition',
    label: 'Tuition (one-to-one and small group)',
    eefStrands: ['small-group-tuition', 'one-to-one-tuition'],
    aliases: ['tutoring', 'catch up', 'interventions'],
  },
  {
    slug: 'teaching-assistants',
    label: 'Teaching assistants',
    eefStrands: ['teaching-assistant-interventions'],
    aliases: ['ta', 'tas', 'lsa', 'support staff'],
  },
  {
    slug: 'grouping-setting',
    label: 'Grouping and setting',
    eefStrands: ['setting-and-streaming', 'within-class-attainment-grouping'],
    aliases: ['sets', 'streaming', 'mixed attainment', 'seating plans'],
  },
  {
    slug: 'send-inclusion',
    label: 'SEND and inclusion',
    eefStrands: [],
    aliases: ['sen', 'special educational needs', 'autism', 'dyslexia', 'adhd'],
  },
  {
    slug: 'eal',
    label: 'English as an additional language',
    eefStrands: [],
    aliases: ['eal', 'new arrivals', 'multilingual learners'],
  },
  {
    slug: 'disadvantage-pupil-premium',
    label: 'Disadvantage and pupil premium',
    eefStrands: [],
    aliases: ['pp', 'fsm', 'closing the gap'],
  },
  {
    slug: 'behaviour-routines',
    label: 'Behaviour and routines',
    eefStrands: ['behaviour-interventions'],
    aliases: ['behaviour management', 'low level disruption', 'entry routines'],
  },
  { slug: 'attendance', label: 'Attendance', eefStrands: [], aliases: ['absence', 'punctuality', 'lateness'] },
  {
    slug: 'wellbeing-sel',
    label: 'Wellbeing, social and emotional learning',
    eefStrands: ['social-and-emotional-learning'],
    aliases: ['mental health', 'sel', 'pastoral'],
  },
  {
    slug: 'parental-engagement',
    label: 'Working with parents and carers',
    eefStrands: ['parental-engagement'],
    aliases: ['parental engagement', 'families', 'reading at home'],
  },
  {
    slug: 'transition',
    label: 'Transition between phases',
    eefStrands: [],
    aliases: ['year 6 to year 7', 'primary to secondary', 'ks2 to ks3'],
  },
  {
    slug: 'early-years-language-play',
    label: 'Early years language and play',
    eefStrands: [],
    aliases: ['eyfs', 'continuous provision', 'reception'],
  },
  {
    slug: 'curriculum-design',
    label: 'Curriculum design',
    eefStrands: [],
    aliases: ['sequencing', 'knowledge organisers', 'curriculum planning'],
  },
  {
    slug: 'digital-ai',
    label: 'Digital tools and AI',
    eefStrands: [],
    aliases: ['edtech', 'technology', 'artificial intelligence', 'tablets'],
  },
  {
    slug: 'arts-creativity',
    label: 'Arts and creativity',
    eefStrands: ['arts-participation'],
    aliases: ['music', 'drama', 'art'],
  },
  {
    slug: 'coaching-mentoring',
    label: 'Coaching and mentoring teachers',
    eefStrands: [],
    aliases: ['instructional coaching', 'ect', 'early career teachers'],
  },
  {
    slug: 'lesson-study-enquiry',
    label: 'Lesson study and teacher enquiry',
    eefStrands: [],
    aliases: ['action research', 'practitioner research'],
  },
  {
    slug: 'cpd-evaluation',
    label: 'Evaluating CPD',
    eefStrands: [],
    aliases: ['professional development', 'inset', 'impact of cpd'],
  },
  {
    slug: 'accountability-innovation',
    label: 'Accountability and innovation',
    eefStrands: [],
    aliases: ['ofsted', 'inspection', 'school improvement'],
  },
] as const satisfies readonly Topic[];

/** The slug of a focus topic, as stored. */
export type TopicSlug = (typeof TOPICS)[number]['slug'];

/** The topic a typed text clearly means ("marking", "oracy", "retreival"); undefined when none or several fit. */
export const findTopic = (text: string) => findIn(TOPICS, text);

/** The same, spelt as it should be. */
export const findTopicAsTyped = (text: string) => findAsTyped(TOPICS, text);

/** Topics to offer while somebody types, best first. */
export const suggestTopics = (text: string, limit: number) => suggestIn(TOPICS, text, limit);

/** The topic with this slug, as it comes from the database. */
export const topicBySlug = (slug: string) => bySlug(TOPICS, slug);

/** A topic inside a sentence: "retrieval practice", "SEND and inclusion", "tuition" (what stands in brackets is left out). */
export function topicInSentence(slug: string): string {
  const label = (topicBySlug(slug)?.label ?? slug).replace(/ \(.*\)$/, '');
  return /^(?:\p{Lu}{2}|English)/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
