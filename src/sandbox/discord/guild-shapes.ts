import type { CastChannel, CastCommunity, CastPerson } from '../contract.ts';
import { type BotAccount, botUser, userOf } from './cast.ts';
import type { Id } from './wire.ts';

/** Permission bits the sandbox gives (Discord: permissions). */
export const Permission = {
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useCommands: 1n << 31n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;

const { viewChannel, sendMessages, embedLinks, attachFiles, readHistory, useCommands, createThreads, sendInThreads } = Permission;
const EVERYBODY =
  viewChannel | sendMessages | embedLinks | attachFiles | readHistory | useCommands | createThreads | sendInThreads;
const BOT = EVERYBODY | Permission.mentionEveryone;
const JOINED = '2026-09-01T08:00:00.000Z';

/** What a person may do in their server. */
export function permissionsOf(person: CastPerson): bigint {
  return person.admin ? EVERYBODY | Permission.manageGuild | Permission.manageMessages : EVERYBODY;
}

/** What the bot may do in a server. */
export const botPermissions = BOT;

/** The id of the role people with Manage Server have: made from the server's own, so it is the same after a restart. */
function adminRole(community: CastCommunity): Id {
  return String(BigInt(community.id) + 1n);
}

function botRole(community: CastCommunity): Id {
  return String(BigInt(community.id) + 2n);
}

/** The roles of a server: everyone, the administrators, the bot's own. */
export function rolesOf(community: CastCommunity, bot: BotAccount): Record<string, unknown>[] {
  const role = (id: Id, name: string, permissions: bigint, position: number, more = {}) => ({
    id,
    name,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: false,
    mentionable: false,
    flags: 0,
    ...more,
  });
  return [
    role(community.id, '@everyone', EVERYBODY, 0),
    role(adminRole(community), 'Coordinators', EVERYBODY | Permission.manageGuild | Permission.manageMessages, 2),
    role(botRole(community), bot.name, BOT, 1, { managed: true, tags: { bot_id: bot.id } }),
  ];
}

/** A member without their account. */
export function memberWithoutUser(person: CastPerson, community: CastCommunity): Record<string, unknown> {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    deaf: false,
    flags: 0,
    joined_at: JOINED,
    mute: false,
    nick: null,
    pending: false,
    premium_since: null,
    roles: person.admin ? [adminRole(community)] : [],
  };
}

export function memberOf(person: CastPerson, community: CastCommunity): Record<string, unknown> {
  return { ...memberWithoutUser(person, community), user: userOf(person) };
}

/** The bot as a member of a server. */
export function botMember(community: CastCommunity, bot: BotAccount): Record<string, unknown> {
  return { ...memberWithoutUser({ id: bot.id, name: bot.name }, community), roles: [botRole(community)], user: botUser(bot) };
}

/** What the bot may do in one channel, when it is less than everywhere else. */
export type ChannelAccess = 'hidden' | 'readOnly';

/** A text channel as the API shows it. */
export function channelOf(channel: CastChannel, community: CastCommunity, access?: ChannelAccess): Record<string, unknown> {
  const denied = access === 'hidden' ? viewChannel : access === 'readOnly' ? sendMessages | Permission.sendInThreads : 0n;
  return {
    id: channel.id,
    type: 0,
    guild_id: community.id,
    name: channel.name,
    position: community.channels.indexOf(channel),
    permission_overwrites: denied ? [{ id: botRole(community), type: 0, allow: '0', deny: String(denied) }] : [],
    nsfw: false,
    parent_id: null,
    topic: null,
    rate_limit_per_user: 0,
    last_message_id: null,
    flags: 0,
  };
}

/** A direct message channel as the API shows it to the bot. */
export function directOf(channelId: Id, person: CastPerson): Record<string, unknown> {
  return { id: channelId, type: 1, last_message_id: null, flags: 0, recipients: [userOf(person)] };
}

/** A server as GET /guilds/{id} shows it. */
export function guildOf(community: CastCommunity, bot: BotAccount): Record<string, unknown> {
  return {
    id: community.id,
    name: community.name,
    owner_id: (community.people.find((person) => person.admin) ?? community.people[0])?.id ?? bot.id,
    roles: rolesOf(community, bot),
    ...{ icon: null, splash: null, banner: null, discovery_splash: null, description: null, vanity_url_code: null },
    ...{ afk_channel_id: null, afk_timeout: 300, system_channel_id: null, system_channel_flags: 0, rules_channel_id: null },
    ...{ public_updates_channel_id: null, safety_alerts_channel_id: null, application_id: null, preferred_locale: 'en-GB' },
    ...{ verification_level: 1, default_message_notifications: 1, explicit_content_filter: 0, mfa_level: 0, nsfw_level: 0 },
    ...{ premium_tier: 0, premium_subscription_count: 0, premium_progress_bar_enabled: false },
    ...{ features: [], emojis: [], stickers: [], nsfw: false, region: 'deprecated', home_header: null, incidents_data: null },
    ...{ widget_enabled: false, widget_channel_id: null, max_presences: null, max_members: 500_000 },
    ...{ max_video_channel_users: 25, max_stage_video_channel_users: 50 },
  };
}

/**
 * A server as GUILD_CREATE brings it. Without the presence intent the members in it are the bot alone, as on the platform:
 * everybody else is asked for, or met in interactions.
 */
export function guildCreate(
  community: CastCommunity,
  bot: BotAccount,
  { everybody, access }: { everybody: boolean; access: Record<Id, ChannelAccess> },
): Record<string, unknown> {
  const people = everybody ? community.people.map((person) => memberOf(person, community)) : [];
  return {
    ...guildOf(community, bot),
    joined_at: JOINED,
    large: community.people.length > 250,
    unavailable: false,
    member_count: community.people.length + 1,
    members: [...people, botMember(community, bot)],
    channels: community.channels.map((channel) => channelOf(channel, community, access[channel.id])),
    ...{ threads: [], presences: [], voice_states: [], stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [] },
  };
}
