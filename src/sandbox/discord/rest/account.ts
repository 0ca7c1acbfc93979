import { botUser, userOf } from '../cast.ts';
import { ok, param, type Route } from '../http/route.ts';
import type { Hub } from '../hub.ts';
import { refusals } from '../refusal.ts';

/** The bot itself: its account, its application, where the gateway is. */
export const accountRoutes: Route[] = [
  { method: 'GET', path: '/gateway', limit: 'none', open: true, run: ({ hub }) => ok({ url: gatewayUrl(hub) }) },
  {
    method: 'GET',
    path: '/gateway/bot',
    run: ({ hub }) =>
      ok({
        url: gatewayUrl(hub),
        shards: 1,
        session_start_limit: {
          total: 1000,
          remaining: hub.gateway.identifiesLeft(),
          reset_after: 86_400_000,
          max_concurrency: 1,
        },
      }),
  },
  {
    method: 'GET',
    path: '/users/@me',
    run: ({ hub }) => ok({ ...botUser(hub.bot), verified: true, email: null, mfa_enabled: true, locale: 'en-GB' }),
  },
  {
    method: 'GET',
    path: '/users/:user',
    run(call) {
      const { hub } = call;
      const id = param(call, 'user');
      if (id === hub.bot.id) return ok(botUser(hub.bot));
      const person = hub.cast.person(id);
      if (!person) throw refusals.unknownUser();
      return ok(userOf(person));
    },
  },
  { method: 'GET', path: '/applications/@me', run: ({ hub }) => ok(application(hub)) },
  { method: 'GET', path: '/oauth2/applications/@me', run: ({ hub }) => ok(application(hub)) },
];

/** Where bots connect to. */
export function gatewayUrl({ base }: Pick<Hub, 'base'>): string {
  return base.replace(/^http/, 'ws');
}

function application({ bot, cast }: Hub): Record<string, unknown> {
  return {
    id: bot.id,
    name: bot.name,
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot: botUser(bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    tags: [],
    team: null,
    owner: { ...botUser(bot), bot: false },
    hook: true,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    integration_types_config: { '0': {} },
    approximate_guild_count: cast.communities.length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
  };
}
