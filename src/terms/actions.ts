import { actionRef } from '../chat/packed.ts';

/** Forgets the dates of a school or local authority for one school year; the next ones that are known hold again. */
export const forgetTermsRef = actionRef('terms.forget', ['scope', 'year']);
