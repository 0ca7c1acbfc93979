import { actionRef } from '../chat/packed.ts';

/** Opens a message that waits in a channel for one person; commands/staffroom.ts says how. */
export const openLetterRef = actionRef('letter.open', ['delivery']);
