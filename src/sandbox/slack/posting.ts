import { changedIn } from './changes.ts';
import type { Content } from './content.ts';
import { messageIn, nextTs } from './team.ts';
import type { Fields } from './types.ts';
import type { Channel, StoredMessage, Team, World } from './world.ts';

/** Who says it, to whom, and what goes with it. */
export interface Posting {
  content: Content;
  user: string;
  byBot: boolean;
  raw: unknown;
  files?: string[];
  metadata?: Fields;
  threadTs?: string;
  onlyFor?: string;
}

/** Stores a message and lets everybody who sees it know. */
export function post(world: World, team: Team, channel: Channel, posting: Posting): StoredMessage {
  const { content, files = [], ...rest } = posting;
  const message: StoredMessage = { ts: nextTs(world, team), channel: channel.id, ...content, files, ...rest };
  channel.messages.push(message);
  changedIn(world, team, channel, message.onlyFor);
  world.save();
  return message;
}

/** Puts new words into a message. `editedTs` is set unless Slack would not mark it edited. */
export function rewrite(
  world: World,
  team: Team,
  channel: Channel,
  message: StoredMessage,
  content: Content,
  raw: unknown,
): void {
  const { plain: _plain, linksNames: _linksNames, ...kept } = message;
  const index = channel.messages.indexOf(message);
  channel.messages[index] = { ...kept, ...content, raw, editedTs: nextTs(world, team) };
  changedIn(world, team, channel, message.onlyFor);
  world.save();
}

/** Takes a message away. */
export function erase(world: World, team: Team, channel: Channel, ts: string): boolean {
  const message = messageIn(channel, ts);
  if (!message) return false;
  channel.messages.splice(channel.messages.indexOf(message), 1);
  changedIn(world, team, channel, message.onlyFor);
  world.save();
  return true;
}
