import { actionRef } from '../chat/packed.ts';

/** What the buttons on a network's pages can do; commands/network.ts says how. */
export const removeCoordinatorRef = actionRef('network.uncoordinate', ['member']);
/** `named`: somebody who has not joined yet, as "platform:user id". */
export const takeBackRef = actionRef('network.takeback', ['named']);
export const groupListRef = actionRef('network.grouplist');
