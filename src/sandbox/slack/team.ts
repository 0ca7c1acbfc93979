import type { CastCommunity, CastPerson } from '../contract.ts';
import { stableId } from './ids.ts';
import type { Channel, StoredMessage, Team, World } from './world.ts';
import { nowOf } from './world.ts';

/** A workspace as it is before anybody has said anything. */
export function newTeam(community: CastCommunity): Team {
  const bot = {
    appId: stableId('A', 'staffroom'),
    botId: stableId('B', community.id),
    userId: stableId('U', 'bot', community.id),
    token: `xoxb-sandbox-${community.id}-${stableId('', 'token', community.id)}`,
  };
  return {
    id: community.id,
    community,
    domain: community.name.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'workspace',
    bot,
    people: new Map(community.people.map((person) => [person.id, person])),
    channels: new Map(community.channels.map(({ id, name }) => [id, { id, name, messages: [] }])),
    lastStamp: 0,
    homes: new Map(),
    read: new Map(),
    changes: 0,
  };
}

/** Direct messages between a person and the app; made when first needed. */
export function directChannel(team: Team, person: string): Channel {
  const id = stableId('D', team.id, person);
  const existing = team.channels.get(id);
  if (existing) return existing;

  const channel: Channel = { id, name: 'directmessage', person, messages: [] };
  team.channels.set(id, channel);
  return channel;
}

/** A channel this person can see: a channel of the workspace, or their own direct messages. */
export function channelSeenBy(team: Team, person: string, id: string): Channel | undefined {
  const channel = team.channels.get(id) ?? (id === stableId('D', team.id, person) ? directChannel(team, person) : undefined);
  return channel && (channel.person === undefined || channel.person === person) ? channel : undefined;
}

/** The next message time of a workspace: the sandbox clock, and never the same or an earlier one twice. */
export function nextTs(world: World, team: Team): string {
  team.lastStamp = Math.max(Math.floor(nowOf(world) * 1000), team.lastStamp + 1);
  return `${Math.floor(team.lastStamp / 1e6)}.${String(team.lastStamp % 1e6).padStart(6, '0')}`;
}

/** ms since 1970 of a message time. */
export function millisecondsOf(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

export function messageIn(channel: Channel, ts: string): StoredMessage | undefined {
  return channel.messages.findLast((message) => message.ts === ts);
}

/** Slack's old-style user name: "Ann Lee" is ann.lee. */
export function handleOf(person: CastPerson): string {
  return (
    person.name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '.')
      .replace(/^\.|\.$/g, '') || person.id.toLowerCase()
  );
}

/** The name the app's messages carry. */
export function botNameOf(world: World): string {
  return world.manifest?.botName ?? world.options.botName ?? 'Staffroom';
}

export function isDeactivated(world: World, person: string): boolean {
  return world.options.deactivated?.includes(person) ?? false;
}

/** Whether the app is a member: everywhere, except where it was left out on purpose. */
export function botIsIn(world: World, channel: Channel): boolean {
  return channel.person !== undefined || !world.options.channelsWithoutBot?.includes(channel.id);
}
