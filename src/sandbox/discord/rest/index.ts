import type { Route } from '../http/route.ts';
import { accountRoutes } from './account.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { messageRoutes } from './messages.ts';

/** Every route of the REST API the sandbox answers. */
export const routes: Route[] = [
  ...accountRoutes,
  ...commandRoutes,
  ...interactionRoutes,
  ...channelRoutes,
  ...messageRoutes,
  ...guildRoutes,
];
