import { member } from './member.ts';
import type { DemoMember } from './types.ts';

/** Members in the East Midlands, the West Midlands and the East of England. Every name is invented. */
export const midlandMembers: DemoMember[] = [
  // East Midlands
  member(
    'discord',
    24,
    'Graham Tunnicliffe',
    119931,
    'whole-school',
    ['reading-comprehension', 'vocabulary-disciplinary-literacy'],
    {
      contact: 'first',
      seeks: ['vocabulary-disciplinary-literacy'],
      offers: ['reading-comprehension'],
    },
  ),
  member('slack', 25, 'Rosalind Beckwith', 144486, 'english', ['feedback-marking', 'vocabulary-disciplinary-literacy'], {
    contact: 'first',
    seeks: ['reading-comprehension'],
    offers: ['feedback-marking'],
    offerNote: 'Whole-class feedback sheets for Key Stage 3 and 4, with what we dropped and why.',
  }),
  member('slack', 26, 'Mohsin Farrukh', 144486, 'science', ['retrieval-practice'], {
    contact: 'second',
    seeks: ['science-practical-enquiry'],
  }),
  member('discord', 27, 'Steph Allsop', 139956, 'maths', ['grouping-setting', 'homework-independent-study'], {
    contact: 'first',
    seeks: ['homework-independent-study'],
    offers: ['grouping-setting'],
  }),
  member('discord', 28, 'Jerome Blackwood', 139956, 'drama-media', ['oracy-dialogue', 'arts-creativity'], {
    privateDigest: false,
    offers: ['oracy-dialogue'],
  }),
  member('slack', 29, 'Anita Vaghela', 112691, 'whole-school', ['maths-reasoning', 'metacognition'], {
    contact: 'first',
    seeks: ['metacognition'],
    offers: ['maths-reasoning'],
  }),
  member('discord', 30, 'Wendy Scrimshaw', 120376, 'whole-school', ['early-reading-phonics'], {
    privateDigest: false,
    closedToDirectMessages: true,
    seeks: ['early-reading-phonics'],
  }),
  // West Midlands
  member('slack', 31, 'Sukhdeep Mander', 142858, 'whole-school', ['eal', 'writing', 'disadvantage-pupil-premium'], {
    contact: 'first',
    seeks: ['disadvantage-pupil-premium'],
    offers: ['eal', 'writing'],
  }),
  member('slack', 32, 'Colette Joyce', 142858, 'eyfs-areas', ['early-years-language-play', 'early-reading-phonics'], {
    seeks: ['early-reading-phonics'],
  }),
  member('discord', 33, 'Rhys Onions', 123526, 'whole-school', ['attendance', 'parental-engagement'], {
    contact: 'first',
    closedToDirectMessages: true,
    seeks: ['attendance'],
    offers: ['parental-engagement'],
  }),
  member('discord', 34, 'Verity Colclough', 144002, 'whole-school', ['coaching-mentoring', 'accountability-innovation'], {
    contact: 'first',
    coordinator: true,
    admin: true,
    seeks: ['cpd-evaluation'],
    offers: ['coaching-mentoring'],
  }),
  member('discord', 35, 'Dan Szymański', 144002, 'design-technology', ['metacognition', 'explicit-instruction-modelling'], {
    contact: 'second',
    offers: ['metacognition'],
  }),
  member('slack', 36, 'Harriet Fradley', 145376, 'english', ['transition', 'reading-comprehension'], {
    contact: 'first',
    seeks: ['reading-comprehension'],
    offers: ['transition'],
  }),
  member('discord', 37, 'Nadine Osei', 140261, 'vocational', ['send-inclusion', 'collaborative-learning'], {
    contact: 'first',
    seeks: ['collaborative-learning'],
    offers: ['send-inclusion'],
  }),
  // East of England
  member('slack', 38, 'Kasia Nowicka', 150374, 'whole-school', ['eal', 'parental-engagement'], {
    contact: 'first',
    seeks: ['eal'],
    offers: ['parental-engagement'],
  }),
  member('slack', 39, 'Luca Ferrante', 144212, 'whole-school', ['oracy-dialogue', 'disadvantage-pupil-premium'], {
    contact: 'first',
    seeks: ['oracy-dialogue'],
    offers: ['disadvantage-pupil-premium'],
  }),
  member('discord', 40, 'Toby Larter', 138274, 'history', ['curriculum-design', 'attendance'], { seeks: ['attendance'] }),
  member('slack', 41, 'Meera Chandran', 147063, 'psychology-sociology', ['homework-independent-study', 'metacognition'], {
    contact: 'first',
    alsoOn: 'discord',
    seeks: ['feedback-marking'],
    offers: ['homework-independent-study', 'metacognition'],
  }),
  member('slack', 42, 'Josh Fulcher', 147063, 'business-economics', ['retrieval-practice'], { pausedForDays: 30 }),
];
