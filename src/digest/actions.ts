import { actionRef } from '../chat/packed.ts';

/** How often, and when, a member gets their digest. */
export const chooseDigestRef = actionRef('digest.choose');
/** The next network digest, in a coordinator's hands. */
export const noteEditionRef = actionRef('digest.note', ['week']);
export const holdEditionRef = actionRef('digest.hold', ['week', 'held']);
/** Asks what to leave out. */
export const leaveWhatOutRef = actionRef('digest.leavewhat', ['week']);
export const leaveOutRef = actionRef('digest.leaveout', ['week']);
export const putBackRef = actionRef('digest.putback', ['week']);
export const editionFileRef = actionRef('digest.file', ['week']);
