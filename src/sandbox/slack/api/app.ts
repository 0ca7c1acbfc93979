import { CONNECTIONS_MAX } from '../delivery/socket.ts';
import { secret } from '../ids.ts';
import { botNameOf } from '../team.ts';
import type { Method } from './method.ts';

/** api.test, auth.test, apps.connections.open. */
export const APP: Record<string, Method> = {
  'api.test': {
    tier: 4,
    token: 'none',
    arguments: { error: 'text', foo: 'text' },
    run: ({ args }) => (args.error === undefined ? { args } : { error: String(args.error) }),
  },
  'auth.test': {
    tier: 'special',
    arguments: {},
    run: ({ world, team }) => ({
      url: `https://${team.domain}.slack.com/`,
      team: team.community.name,
      user: botNameOf(world).toLowerCase(),
      team_id: team.id,
      user_id: team.bot.userId,
      bot_id: team.bot.botId,
      app_id: team.bot.appId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    tier: 3,
    token: 'app',
    arguments: {},
    run: ({ world }) => {
      if (world.connections.size >= CONNECTIONS_MAX) return { error: 'too_many_websockets' };
      const ticket = secret(16);
      world.tickets.add(ticket);
      return { url: `${world.base.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=sandbox` };
    },
  },
};
