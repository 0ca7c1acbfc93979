import { rolesOf } from '../guild-shapes.ts';
import type { Hub } from '../hub.ts';
import type { Message } from '../wire.ts';
import type { Reading } from './markdown-inline.ts';

/** Looks names up in the cast, and pings in what the message was allowed to do. */
export function readingOf(hub: Hub, message?: Message): Reading {
  return {
    personName: (id) => (id === hub.bot.id ? hub.bot.name : hub.cast.person(id)?.name),
    channelName: (id) => hub.cast.channel(id)?.channel.name,
    roleName: (id) =>
      hub.cast.communities
        .flatMap((community) => rolesOf(community, hub.bot))
        .find((role) => role.id === id)
        ?.name?.toString(),
    pings(kind, id) {
      if (!message) return false;
      if (kind === 'everyone') return message.mention_everyone;
      if (kind === 'role') return message.mention_roles.includes(id ?? '');
      return message.mentions.some((user) => user.id === id);
    },
  };
}
