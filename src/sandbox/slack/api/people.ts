import { isRefusal } from '../content.ts';
import { botUserOnWire, personOnWire } from '../on-wire.ts';
import { botNameOf } from '../team.ts';
import { textOf } from '../types.ts';
import type { Answer, Call, Method } from './method.ts';
import { page } from './pages.ts';

/** users.*, bots.info, team.info. */
export const PEOPLE: Record<string, Method> = {
  'users.info': {
    tier: 4,
    scope: 'users:read',
    arguments: { user: 'text', include_locale: 'flag' },
    required: ['user'],
    run: ({ world, team, args }) => {
      const id = textOf(args.user);
      const person = team.people.get(id);
      if (id === team.bot.userId) return { user: botUserOnWire(world, team) };
      return person ? { user: personOnWire(world, team, person) } : { error: 'user_not_found' };
    },
  },
  'users.list': {
    tier: 2,
    scope: 'users:read',
    arguments: { cursor: 'text', limit: 'number', include_locale: 'flag' },
    run: listPeople,
  },
  'bots.info': {
    tier: 3,
    scope: 'users:read',
    arguments: { bot: 'text' },
    run: ({ world, team, args }) => {
      if (args.bot !== undefined && args.bot !== team.bot.botId) return { error: 'bot_not_found' };
      const { botId, appId, userId } = team.bot;
      return {
        bot: {
          id: botId,
          deleted: false,
          name: botNameOf(world),
          updated: 1_700_000_000,
          app_id: appId,
          user_id: userId,
          icons: {},
        },
      };
    },
  },
  'team.info': {
    tier: 3,
    scope: 'team:read',
    arguments: { team: 'text', domain: 'text' },
    run: ({ team, args }) => {
      if (args.team !== undefined && args.team !== team.id) return { error: 'team_not_found' };
      return { team: { id: team.id, name: team.community.name, domain: team.domain, email_domain: '', icon: {} } };
    },
  },
};

function listPeople({ world, team, args }: Call): Answer {
  const everybody = [...team.people.values()].map((person) => () => personOnWire(world, team, person));
  const cut = page([...everybody, () => botUserOnWire(world, team)], args, { usual: 1000, max: 1000 });
  if (isRefusal(cut)) return cut;
  return {
    members: cut.items.map((show) => show()),
    cache_ts: Math.floor(Date.now() / 1000),
    response_metadata: { next_cursor: cut.next },
  };
}
