import { sendEvent } from './delivery/events.ts';
import type { World } from './world.ts';

/** Takes the app out of a workspace. OAuth puts it back. */
export async function uninstall(world: World, communityId: string): Promise<void> {
  const team = world.teams.get(communityId);
  if (!team) throw new Error(`There is no workspace ${communityId} in the local Slack.`);
  world.uninstalled.add(team.id);
  await sendEvent(world, team, 'tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: [team.bot.userId] } });
  await sendEvent(world, team, 'app_uninstalled', { type: 'app_uninstalled' });
}
