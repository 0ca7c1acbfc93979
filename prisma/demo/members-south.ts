import { member } from './member.ts';
import type { DemoMember } from './types.ts';

/** Members in London, the South East and the South West. Every name is invented. */
export const southernMembers: DemoMember[] = [
  // London
  member('slack', 43, 'Abena Frimpong', 101222, 'whole-school', ['maths-mastery', 'disadvantage-pupil-premium'], {
    contact: 'first',
    seeks: ['disadvantage-pupil-premium'],
    offers: ['maths-mastery'],
  }),
  member('slack', 44, 'Ruth Delaney', 101222, 'whole-school', ['teaching-assistants', 'send-inclusion'], {
    contact: 'second',
    seeks: ['send-inclusion'],
    offers: ['teaching-assistants'],
  }),
  member('discord', 45, 'Zainab Koroma', 100566, 'whole-school', ['writing', 'peer-tutoring'], {
    contact: 'first',
    seeks: ['peer-tutoring'],
    offers: ['writing'],
  }),
  member('discord', 46, 'Leo Marchetti', 100053, 'art-design', ['arts-creativity', 'feedback-marking'], {
    contact: 'first',
    seeks: ['arts-creativity'],
    offers: ['feedback-marking'],
  }),
  member('slack', 47, 'Hannah Weissman-Cole', 100053, 'science', ['science-practical-enquiry', 'assessment-for-learning'], {
    contact: 'second',
    alsoOn: 'discord',
    seeks: ['assessment-for-learning'],
    offers: ['science-practical-enquiry'],
  }),
  member('slack', 48, 'Yusuf Demir', 102861, 'maths', ['maths-reasoning', 'homework-independent-study'], {
    offers: ['maths-reasoning'],
  }),
  member('discord', 49, 'Orla Kinsella', 131023, 'whole-school', ['send-inclusion', 'early-years-language-play'], {
    seeks: ['digital-ai'],
    offers: ['send-inclusion'],
  }),
  // South East
  member('discord', 50, 'Saskia Brandt', 114398, 'whole-school', ['curriculum-design', 'collaborative-learning'], {
    contact: 'first',
    seeks: ['collaborative-learning'],
    offers: ['curriculum-design'],
  }),
  member('slack', 51, 'Moira Fagg', 148502, 'whole-school', ['early-reading-phonics', 'attendance'], {
    pausedForDays: 60,
    offers: ['early-reading-phonics'],
  }),
  member('discord', 52, 'Tunde Balogun', 142577, 'computing', ['digital-ai', 'accountability-innovation'], {
    contact: 'first',
    seeks: ['accountability-innovation'],
    offers: ['digital-ai'],
  }),
  member('discord', 53, 'Claire Hatherley', 142577, 'geography', ['tuition', 'disadvantage-pupil-premium'], {
    contact: 'second',
    privateDigest: false,
    offers: ['tuition'],
  }),
  member('slack', 54, 'Gareth Lovelock', 143828, 'whole-school', ['wellbeing-sel', 'teaching-assistants'], {
    contact: 'first',
    seeks: ['wellbeing-sel'],
    offers: ['teaching-assistants'],
  }),
  // South West
  member('discord', 55, 'Loveday Trewin', 145342, 'whole-school', ['scaffolding-adaptive-teaching', 'reading-comprehension'], {
    privateDigest: false,
    seeks: ['scaffolding-adaptive-teaching'],
  }),
  member('slack', 56, 'Keziah Bristow-Grant', 139116, 'whole-school', ['oracy-dialogue', 'wellbeing-sel'], {
    contact: 'first',
    seeks: ['wellbeing-sel'],
    offers: ['oracy-dialogue'],
  }),
  member('slack', 57, 'Phil Yeandle', 139116, 'pe', ['collaborative-learning', 'behaviour-routines'], {
    contact: 'second',
    seeks: ['behaviour-routines'],
  }),
  member('discord', 58, 'Jory Penrose', 136614, 're', ['lesson-study-enquiry', 'assessment-for-learning'], {
    contact: 'first',
    seeks: ['lesson-study-enquiry'],
    offers: ['assessment-for-learning'],
  }),
  member('discord', 59, 'Amina Siddiqi', 136614, 'rshe-pshe', ['coaching-mentoring', 'wellbeing-sel'], {
    contact: 'second',
    seeks: ['coaching-mentoring'],
    offers: ['wellbeing-sel'],
  }),
  member('slack', 60, 'Isobel Gollop', 113853, 'maths', ['maths-mastery', 'transition'], {
    contact: 'first',
    seeks: ['maths-mastery'],
    offers: ['transition'],
  }),
];
