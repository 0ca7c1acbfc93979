import { actionRef } from '../chat/packed.ts';

/** What the buttons on snippets can do; commands/snippet.ts and commands/evidence.ts say how. */
export const showRef = actionRef('snippet.show', ['snippet']);
export const editRef = actionRef('snippet.edit', ['snippet']);
export const withdrawRef = actionRef('snippet.withdraw', ['snippet']);
export const keyStageRef = actionRef('snippet.keystage', ['snippet']);
export const addEvidenceRef = actionRef('evidence.add', ['snippet']);
/** Another page of a search that was kept. */
export const pageRef = actionRef('snippet.page', ['search', 'page']);
