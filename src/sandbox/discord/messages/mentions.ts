import { userOf } from '../cast.ts';
import type { Hub } from '../hub.ts';
import type { AllowedMentions, Component, Id, User } from '../wire.ts';
import { isThere, type Room } from './rooms.ts';

/** Who a message notifies. */
export interface Mentions {
  users: User[];
  everyone: boolean;
  roles: Id[];
}

/** What is allowed when a bot says nothing: everything for a bot's own message, only people for an answer to an interaction. */
export const DEFAULT_ALLOWED = { message: ['everyone', 'users', 'roles'], interaction: ['users'] };

const CODE = /```[\s\S]*?```|``[\s\S]*?``|`[^`\n]*`/g;

/** Reads who is mentioned in the words of a message, as far as `allowed` lets it. */
export function mentionsIn(
  hub: Hub,
  room: Room,
  words: string[],
  allowed: AllowedMentions | undefined,
  defaults: string[],
): Mentions {
  const text = words.join('\n').replace(CODE, ' ');
  const parse = allowed ? (allowed.parse ?? []) : defaults;
  const mayUser = (id: Id) => parse.includes('users') || (allowed?.users?.includes(id) ?? false);
  const mayRole = (id: Id) => parse.includes('roles') || (allowed?.roles?.includes(id) ?? false);

  const users = new Map<Id, User>();
  for (const [, id] of text.matchAll(/(?<!\\)<@!?(\d+)>/g)) {
    const person = id ? hub.cast.person(id) : undefined;
    if (person && mayUser(person.id) && isThere(hub, room, person)) users.set(person.id, userOf(person));
  }
  const roles = new Set<Id>();
  for (const [, id] of text.matchAll(/(?<!\\)<@&(\d+)>/g)) {
    if (id && room.community && mayRole(id)) roles.add(id);
  }
  const everyone = room.community !== undefined && parse.includes('everyone') && /@(everyone|here)\b/.test(text);
  return { users: [...users.values()], everyone, roles: [...roles] };
}

/** The texts of a message that can mention somebody; embeds never do. */
export function wordsOf(message: { content?: string | null; components?: Component[] | null }): string[] {
  const words = message.content ? [message.content] : [];
  const visit = (component: Component): void => {
    if (component.content) words.push(component.content);
    for (const inner of component.components ?? []) visit(inner);
  };
  for (const component of message.components ?? []) visit(component);
  return words;
}
