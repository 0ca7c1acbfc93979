import { textOf } from '../types.ts';
import type { Answer, Call, Method } from './method.ts';

/** oauth.v2.access and auth.revoke: how an app gets and gives up a workspace's token. */
export const OAUTH: Record<string, Method> = {
  'oauth.v2.access': {
    tier: 4,
    token: 'none',
    arguments: { client_id: 'text', client_secret: 'text', code: 'text', redirect_uri: 'text', grant_type: 'text' },
    required: ['code'],
    run: exchange,
  },
  'auth.revoke': { tier: 3, arguments: { test: 'flag' }, run: revoke },
};

function revoke({ world, team, args }: Call): Answer {
  if (args.test === true) return { revoked: false };
  world.uninstalled.add(team.id);
  return { revoked: true };
}

function exchange({ world, args }: Call): Answer {
  if (args.client_id !== world.clientId) return { error: 'invalid_client_id' };
  if (args.client_secret !== world.clientSecret) return { error: 'bad_client_secret' };
  const code = textOf(args.code);
  const team = world.teams.get(world.codes.get(code) ?? '');
  // A code works once.
  world.codes.delete(code);
  if (!team) return { error: 'invalid_code' };
  world.uninstalled.delete(team.id);
  const [installer] = team.people.keys();
  return {
    access_token: team.bot.token,
    token_type: 'bot',
    scope: [...(world.manifest?.scopes ?? ['commands', 'chat:write', 'im:write', 'im:history'])].join(','),
    bot_user_id: team.bot.userId,
    app_id: team.bot.appId,
    team: { id: team.id, name: team.community.name },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: installer ?? team.bot.userId },
  };
}
