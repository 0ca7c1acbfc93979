import { member } from './member.ts';
import type { DemoMember } from './types.ts';

/** Members in the North East, the North West and Yorkshire and the Humber. Every name is invented. */
export const northernMembers: DemoMember[] = [
  // North East
  member('slack', 1, 'Tessa Armitage', 114070, 'whole-school', ['early-reading-phonics', 'writing', 'attendance'], {
    contact: 'first',
    seeks: ['writing'],
    offers: ['early-reading-phonics'],
    offerNote: 'We rebuilt daily phonics for mixed-age classes; happy to show the timetable.',
  }),
  member('slack', 2, 'Callum Heslop', 144496, 'geography', ['retrieval-practice', 'curriculum-design'], {
    contact: 'first',
    seeks: ['assessment-for-learning'],
    offers: ['retrieval-practice', 'curriculum-design'],
  }),
  member('discord', 3, 'Ffion Garrity', 144496, 'english', ['writing', 'feedback-marking'], {
    contact: 'second',
    seeks: ['feedback-marking'],
    offers: ['writing'],
  }),
  member('discord', 4, 'Dele Akinwale', 148728, 'science', ['science-practical-enquiry', 'homework-independent-study'], {
    contact: 'first',
    seeks: ['homework-independent-study'],
    offers: ['science-practical-enquiry'],
  }),
  member('discord', 5, 'Marcia Thwaites', 148728, 'maths', ['maths-mastery', 'grouping-setting'], {
    privateDigest: false,
    seeks: ['grouping-setting'],
  }),
  member('slack', 6, 'Rhona Pickersgill', 114341, 'whole-school', ['wellbeing-sel', 'send-inclusion', 'behaviour-routines'], {
    contact: 'first',
    seeks: ['oracy-dialogue'],
    offers: ['wellbeing-sel', 'send-inclusion'],
  }),
  member('discord', 7, 'Sam Otterburn', 140949, 'maths', ['maths-reasoning', 'tuition'], {
    contact: 'first',
    seeks: ['tuition'],
    offers: ['maths-reasoning'],
  }),
  // North West
  member('slack', 8, 'Lindsay Haworth-Bell', 119251, 'whole-school', ['reading-comprehension', 'parental-engagement'], {
    seeks: ['parental-engagement'],
    offers: ['reading-comprehension'],
  }),
  member('slack', 9, 'Imran Sadiq', 138784, 'whole-school', ['oracy-dialogue', 'eal', 'vocabulary-disciplinary-literacy'], {
    contact: 'first',
    seeks: ['vocabulary-disciplinary-literacy'],
    offers: ['oracy-dialogue', 'eal'],
    offerNote: 'Talk routines that work when a third of the class is new to English.',
  }),
  member('slack', 10, 'Chloe Entwhistle', 138784, 'eyfs-areas', ['early-years-language-play'], {
    contact: 'second',
    privateDigest: false,
    offers: ['early-years-language-play'],
  }),
  member('discord', 11, 'Owen Pilling', 106521, 'history', ['explicit-instruction-modelling', 'writing'], {
    contact: 'first',
    seeks: ['writing'],
    offers: ['explicit-instruction-modelling'],
  }),
  member('discord', 12, 'Nasreen Bashir', 106521, 'languages', ['peer-tutoring', 'oracy-dialogue'], {
    offers: ['peer-tutoring'],
  }),
  member('slack', 13, 'Denise Culshaw', 142702, 'whole-school', ['behaviour-routines', 'attendance'], {
    contact: 'first',
    seeks: ['attendance'],
    offers: ['behaviour-routines'],
    seekNote: 'How do others welcome a pupil back after weeks away without a fuss?',
  }),
  member('discord', 14, 'Martin Fearon', 112158, 'whole-school', ['scaffolding-adaptive-teaching', 'transition'], {
    seeks: ['transition'],
  }),
  member('slack', 15, 'Adaeze Nwosu', 104505, 'eyfs-areas', ['early-years-language-play', 'parental-engagement'], {
    contact: 'first',
    seeks: ['parental-engagement'],
    offers: ['early-years-language-play'],
  }),
  // Yorkshire and the Humber
  member('slack', 16, 'Hilary Stubbs', 117977, 'whole-school', ['curriculum-design', 'scaffolding-adaptive-teaching'], {
    contact: 'first',
    seeks: ['scaffolding-adaptive-teaching'],
    offers: ['curriculum-design'],
    offerNote: 'A two-year rolling curriculum for mixed-age classes.',
  }),
  member('discord', 17, 'Jasvir Kaur Dhesi', 146306, 'whole-school', ['maths-mastery', 'teaching-assistants'], {
    contact: 'first',
    seeks: ['teaching-assistants'],
    offers: ['maths-mastery'],
  }),
  member('discord', 18, 'Tom Ackroyd-Lee', 146306, 'computing', ['digital-ai'], { privateDigest: false, offers: ['digital-ai'] }),
  member(
    'slack',
    19,
    'Petra Wolstenholme',
    146320,
    'whole-school',
    ['cpd-evaluation', 'coaching-mentoring', 'lesson-study-enquiry'],
    {
      contact: 'first',
      coordinator: true,
      admin: true,
      seeks: ['cpd-evaluation'],
      offers: ['coaching-mentoring'],
    },
  ),
  member('slack', 20, 'Kieran Sykes', 146320, 'pe', ['behaviour-routines', 'collaborative-learning'], {
    contact: 'second',
    seeks: ['collaborative-learning'],
    offers: ['behaviour-routines'],
  }),
  member('discord', 21, 'Bethan Priestman', 137306, 'science', ['assessment-for-learning', 'transition'], {
    contact: 'first',
    seeks: ['transition'],
    offers: ['assessment-for-learning'],
  }),
  member('discord', 22, 'Lewis Okoro', 137306, 'music', ['arts-creativity'], { contact: 'second', offers: ['arts-creativity'] }),
  member('slack', 23, 'Farah Iqbal', 107799, 'whole-school', ['send-inclusion', 'digital-ai'], {
    contact: 'first',
    seeks: ['digital-ai'],
    offers: ['send-inclusion'],
  }),
];
