import { actionRef } from '../chat/packed.ts';

/** What the buttons on a network's pages can do; commands/network.ts says how. */
export const removeCoordinatorRef = actionRef('network.uncoordinate', ['member']);
export const groupListRef = actionRef('network.grouplist');
