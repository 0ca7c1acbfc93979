import { actionRef } from '../chat/packed.ts';

/** What the buttons on partnerships and rounds can do; commands/partner.ts and commands/round.ts say how. */
/** `to`: a member to be answered beside the contacts, or ''. */
export const writeRef = actionRef('partner.write', ['group', 'to']);
export const leaveRef = actionRef('partner.leave', ['urn']);
export const joinRef = actionRef('partner.join');
/** The pairs of a draft; `draft` is its number, so that a button of an older draft says so. */
export const pairsRef = actionRef('round.pairs', ['round', 'draft']);
/** Another page of them, in place of the page with the button. */
export const pairsPageRef = actionRef('round.page', ['round', 'draft', 'page']);
export const listRef = actionRef('round.list', ['round', 'draft']);
export const draftRef = actionRef('round.draft', ['round']);
export const askPublishRef = actionRef('round.askpublish', ['round', 'draft']);
export const publishRef = actionRef('round.publish', ['round', 'draft']);
