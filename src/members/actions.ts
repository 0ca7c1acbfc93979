import { actionRef } from '../chat/packed.ts';

/** What the buttons on a profile can do; commands/staffroom.ts says how. */
export const subjectRef = actionRef('profile.subject');
export const topicsRef = actionRef('profile.topics');
export const seekRef = actionRef('profile.seek');
export const offerRef = actionRef('profile.offer');
export const resumeRef = actionRef('profile.resume');
export const digestOnRef = actionRef('digest.on');
export const digestOffRef = actionRef('digest.off');
