import type { CastCommunity } from '../../contract.ts';
import { botMember, channelOf, guildOf, memberOf, rolesOf } from '../guild-shapes.ts';
import { type Call, ok, param, type Route } from '../http/route.ts';
import { refusals } from '../refusal.ts';
import { compareIds } from '../snowflake.ts';

/** Servers, their members, channels and roles. */
export const guildRoutes: Route[] = [
  {
    method: 'GET',
    path: '/users/@me/guilds',
    run: ({ hub }) =>
      ok(
        hub.cast.communities.map(({ id, name }) => ({
          id,
          name,
          icon: null,
          banner: null,
          owner: false,
          permissions: '0',
          features: [],
        })),
      ),
  },
  { method: 'GET', path: '/guilds/:guild', major: ['guild'], run: (call) => ok(guildOf(community(call), call.hub.bot)) },
  { method: 'GET', path: '/guilds/:guild/roles', major: ['guild'], run: (call) => ok(rolesOf(community(call), call.hub.bot)) },
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    major: ['guild'],
    run(call) {
      const own = community(call);
      return ok(own.channels.map((channel) => channelOf(channel, own, call.hub.access[channel.id])));
    },
  },
  { method: 'GET', path: '/guilds/:guild/members', major: ['guild'], run: (call) => ok(members(call)) },
  {
    method: 'GET',
    path: '/guilds/:guild/members/search',
    major: ['guild'],
    run(call) {
      const own = community(call);
      const query = (call.query.get('query') ?? '').toLowerCase();
      const found = own.people.filter((person) => person.name.toLowerCase().startsWith(query));
      return ok(found.slice(0, limitOf(call)).map((person) => memberOf(person, own)));
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    major: ['guild'],
    run(call) {
      const own = community(call);
      const id = param(call, 'user');
      if (id === call.hub.bot.id) return ok(botMember(own, call.hub.bot));
      const person = call.hub.cast.isMember(own.id, id) ? call.hub.cast.person(id) : undefined;
      if (!person) throw refusals.unknownMember();
      return ok(memberOf(person, own));
    },
  },
];

function community(call: Call): CastCommunity {
  const found = call.hub.cast.community(param(call, 'guild'));
  if (!found) throw refusals.unknownGuild();
  return found;
}

function limitOf(call: Call): number {
  return Math.min(1000, Math.max(1, Number(call.query.get('limit') ?? 1) || 1));
}

function members(call: Call): unknown[] {
  const own = community(call);
  const after = call.query.get('after') ?? '0';
  const people = own.people
    .filter((person) => compareIds(person.id, after) > 0)
    .sort((left, right) => compareIds(left.id, right.id));
  return people.slice(0, limitOf(call)).map((person) => memberOf(person, own));
}
