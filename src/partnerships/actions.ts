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

/** The coordinator's page: opened anew, one of its lists, another page of it, one school. */
export const reportRef = actionRef('report.open');
export const reportListRef = actionRef('report.list', ['section']);
export const reportPageRef = actionRef('report.page', ['section', 'page']);
export const reportSchoolRef = actionRef('report.school');
/** The page as a file to print, and all rounds as a table. */
export const reportFileRef = actionRef('report.file');
export const reportRoundsRef = actionRef('report.rounds');
/** `about`: 's' and a URN, or 'g' and a group's id. */
export const reportWriteRef = actionRef('report.write', ['about']);
/** An answer to a coordinator's words; `to`: the coordinator. */
export const reportAnswerRef = actionRef('report.answer', ['to']);
export const reportIntroduceRef = actionRef('report.introduce', ['urn', 'other']);
export const reportPauseRef = actionRef('report.pause', ['urn']);

/** Following up a pair: the ready first line, "we are in touch", the answers, the private word to the coordinators. */
export const helloRef = actionRef('partner.hello', ['group']);
export const inTouchRef = actionRef('partner.intouch', ['group']);
/** `met`: 'yes', 'planned' or 'no'. */
export const metRef = actionRef('partner.met', ['group', 'met']);
/** `tried`: 'yes' or 'no'. */
export const triedRef = actionRef('partner.tried', ['group', 'tried']);
export const troubleRef = actionRef('partner.trouble', ['group']);
/** An inactive school is back. */
export const backRef = actionRef('partner.back');

/** One pair of a draft, chosen in a menu. */
export const pairRef = actionRef('round.pair', ['round', 'draft']);
export const rulesRef = actionRef('round.rules', ['round']);
/** A change of a draft: what it would cost; doing it; taking it back (`undo`: rules or a decision, see changes.ts). */
export const askChangeRef = actionRef('round.askchange', ['round', 'draft', 'what', 'a', 'b']);
export const changeRef = actionRef('round.change', ['round', 'draft', 'what', 'a', 'b']);
export const undoRef = actionRef('round.undo', ['round', 'draft', 'undo']);
/** A change of a published round, which writes to everybody concerned. */
export const regroupRef = actionRef('round.regroup', ['round', 'draft', 'what', 'a', 'b']);

/** A school's answer to an invitation: 'yes', 'no' or 'pause'; `urn`: the school that was asked. */
export const answerRef = actionRef('round.answer', ['round', 'urn', 'answer']);
/** Under the announcement: brings one's school in, and says yes for it. */
export const takePartRef = actionRef('round.takepart', ['round']);
/** What a coordinator can do with a round that is not published. */
export const settingsRef = actionRef('round.settings', ['round']);
export const datesRef = actionRef('round.dates', ['round']);
export const answersRef = actionRef('round.answers', ['round']);
export const cancelRef = actionRef('round.cancel', ['round']);
/** What a contact can change about their school. */
export const moodRef = actionRef('partner.mood', ['urn']);
export const handOverRef = actionRef('partner.handover', ['urn']);

/** The map of a draft, as a picture and as a file. */
export const mapRef = actionRef('round.map', ['round', 'draft']);
export const mapFileRef = actionRef('round.mapfile', ['round', 'draft']);
