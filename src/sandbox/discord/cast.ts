import type { CastChannel, CastCommunity, CastPerson } from '../contract.ts';
import type { Id, User } from './wire.ts';

/** Who and what exists in the sandbox, looked up by id. Ids of people and channels are unique over all communities. */
export interface Cast {
  communities: CastCommunity[];
  community(id: Id): CastCommunity | undefined;
  person(id: Id): CastPerson | undefined;
  /** The first community a person is in. */
  homeOf(personId: Id): CastCommunity | undefined;
  isMember(communityId: Id, personId: Id): boolean;
  channel(id: Id): { channel: CastChannel; community: CastCommunity } | undefined;
}

/** The bot's own account: application and bot user have the same id, as for every application made since 2016. */
export interface BotAccount {
  id: Id;
  name: string;
  token: string;
}

/** Builds the look-ups; throws when an id is not a snowflake or used for two channels. */
export function createCast(communities: CastCommunity[]): Cast {
  const byId = new Map(communities.map((community) => [community.id, community]));
  const people = new Map<Id, CastPerson>();
  const homes = new Map<Id, CastCommunity>();
  const members = new Map<Id, Set<Id>>();
  const channels = new Map<Id, { channel: CastChannel; community: CastCommunity }>();
  for (const community of communities) {
    members.set(community.id, new Set(community.people.map((person) => person.id)));
    for (const person of community.people) {
      people.set(person.id, people.get(person.id) ?? person);
      homes.set(person.id, homes.get(person.id) ?? community);
    }
    for (const channel of community.channels) {
      if (channels.has(channel.id)) throw new Error(`Two channels have the id ${channel.id}`);
      channels.set(channel.id, { channel, community });
    }
  }
  for (const id of [...byId.keys(), ...people.keys(), ...channels.keys()]) {
    if (!/^\d{15,20}$/.test(id)) throw new Error(`"${id}" is not a Discord id (15 to 20 digits)`);
  }
  return {
    communities,
    community: (id) => byId.get(id),
    person: (id) => people.get(id),
    homeOf: (id) => homes.get(id),
    isMember: (communityId, personId) => members.get(communityId)?.has(personId) ?? false,
    channel: (id) => channels.get(id),
  };
}

const NO_PROFILE = { public_flags: 0, flags: 0, primary_guild: null };

/** A person's account as the API shows it. */
export function userOf(person: CastPerson): User {
  const username =
    person.name
      .toLowerCase()
      .replace(/[^a-z0-9_.]+/g, '.')
      .slice(0, 32) || 'person';
  return { id: person.id, username, global_name: person.name, discriminator: '0', avatar: null, ...NO_PROFILE };
}

/** The bot's account as the API shows it. */
export function botUser(bot: BotAccount): User {
  return { id: bot.id, username: bot.name, global_name: null, discriminator: '0', avatar: null, bot: true, ...NO_PROFILE };
}
