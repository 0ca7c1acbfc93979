import type { CastCommunity, CastPerson } from '../../contract.ts';
import { Intent } from '../gateway/sessions.ts';
import type { Hub } from '../hub.ts';
import { refusals } from '../refusal.ts';
import type { Id, User } from '../wire.ts';

/** A channel messages can be in: of a server, or the direct messages of one person with the bot. */
export type Room =
  | { channelId: Id; community: CastCommunity; person?: undefined }
  | { channelId: Id; person: CastPerson; community?: undefined };

/** The room behind a channel id. */
export function roomOf({ cast, store }: Pick<Hub, 'cast' | 'store'>, channelId: Id): Room | undefined {
  const found = cast.channel(channelId);
  if (found) return { channelId, community: found.community };
  const person = cast.person(store.personOfDirect(channelId) ?? '');
  return person ? { channelId, person } : undefined;
}

/** The room the bot names in a path; refuses what it cannot see. */
export function roomForBot(hub: Hub, channelId: Id): Room {
  const room = roomOf(hub, channelId);
  if (!room) throw refusals.unknownChannel();
  if (hub.access[channelId] === 'hidden') throw refusals.missingAccess();
  return room;
}

/** Who hears about messages in a room. */
export function audienceOf(room: Room): { guildId?: Id; intent: number } {
  return room.community ? { guildId: room.community.id, intent: Intent.guildMessages } : { intent: Intent.directMessages };
}

/** A guild event's data also names the guild. */
export function withGuild<T extends object>(room: Room, data: T): T & { guild_id?: Id } {
  return room.community ? { ...data, guild_id: room.community.id } : data;
}

/** Whether an account is somebody a room could notify. */
export function isThere(hub: Hub, room: Room, user: User | { id: Id }): boolean {
  if (room.community) return hub.cast.isMember(room.community.id, user.id);
  return room.person.id === user.id;
}
