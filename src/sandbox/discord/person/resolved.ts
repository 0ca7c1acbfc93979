import { userOf } from '../cast.ts';
import { channelOf, memberWithoutUser, permissionsOf } from '../guild-shapes.ts';
import type { Hub } from '../hub.ts';
import type { Room } from '../messages/rooms.ts';
import type { Attachment, Id } from '../wire.ts';

/** People and channels named in an interaction, written out as the platform does beside the ids. */
export interface Named {
  people: Set<Id>;
  channels: Set<Id>;
  /** Files uploaded with a form. */
  attachments: Attachment[];
}

export function noneNamed(): Named {
  return { people: new Set(), channels: new Set(), attachments: [] };
}

/** The `resolved` part of an interaction; absent when nobody is named. */
export function resolvedOf(
  hub: Hub,
  room: Room,
  { people, channels, attachments }: Named,
): { resolved?: Record<string, unknown> } {
  const resolved: Record<string, unknown> = {};
  const persons = [...people].flatMap((id) => hub.cast.person(id) ?? []);
  if (persons.length > 0) {
    resolved.users = Object.fromEntries(persons.map((person) => [person.id, userOf(person)]));
    const { community } = room;
    if (community) {
      resolved.members = Object.fromEntries(
        persons.map((person) => [
          person.id,
          { ...memberWithoutUser(person, community), permissions: String(permissionsOf(person)) },
        ]),
      );
    }
  }
  const found = [...channels].flatMap((id) => hub.cast.channel(id) ?? []);
  if (found.length > 0) {
    resolved.channels = Object.fromEntries(
      found.map(({ channel, community }) => [channel.id, { ...channelOf(channel, community), permissions: '2251799813685247' }]),
    );
  }
  if (attachments.length > 0) resolved.attachments = Object.fromEntries(attachments.map((one) => [one.id, one]));
  return Object.keys(resolved).length > 0 ? { resolved } : {};
}
