import { actionRef } from '../chat/packed.ts';

/** What the buttons on a profile can do; commands/staffroom.ts says how. */
export const subjectRef = actionRef('profile.subject');
export const topicsRef = actionRef('profile.topics');
export const seekRef = actionRef('profile.seek');
export const offerRef = actionRef('profile.offer');
export const resumeRef = actionRef('profile.resume');
export const digestOnRef = actionRef('digest.on');
export const digestOffRef = actionRef('digest.off');
/** "Write to me privately", and "not any more": introductions and notices, beside the digest. */
export const privatelyRef = actionRef('profile.privately');
export const notPrivatelyRef = actionRef('profile.publicly');
/** Words to another member, by their id: an offer to somebody who seeks something, or an answer. */
export const writeToRef = actionRef('profile.write', ['to']);
