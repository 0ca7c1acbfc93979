import type { CastPerson } from '../contract.ts';
import { fileUrl } from './shown/message.ts';
import { botIsIn, botNameOf, handleOf, isDeactivated } from './team.ts';
import type { Fields } from './types.ts';
import type { Channel, StoredFile, StoredMessage, Team, World } from './world.ts';

/** A message as the API and payloads carry it. Metadata only for those who ask for it. */
export function messageOnWire(world: World, team: Team, message: StoredMessage, withMetadata: boolean): Fields {
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.byBot ? { bot_id: team.bot.botId, app_id: team.bot.appId } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
    ...(message.files.length > 0 ? { files: message.files.flatMap((id) => fileOnWire(world, id)) } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

/** A file as the API shows it. */
export function fileOnWire(world: World, id: string): Fields[] {
  const file = world.files.get(id);
  if (!file) return [];
  return [
    {
      ...summary(file),
      url_private: privateUrl(world, file, ''),
      url_private_download: privateUrl(world, file, 'download/'),
      permalink: fileUrl(world, id),
    },
  ];
}

/** Where the app itself gets a file: only with its token (server.ts). */
function privateUrl(world: World, file: StoredFile, how: '' | 'download/'): string {
  return `${world.base}/files-pri/${file.team}-${file.id}/${how}${encodeURIComponent(file.name)}`;
}

function summary(file: StoredFile): Fields {
  const type = file.name.includes('.') ? file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase() : 'text';
  return {
    id: file.id,
    created: Math.floor(file.stampedAt / 1000),
    timestamp: Math.floor(file.stampedAt / 1000),
    name: file.name,
    title: file.title,
    filetype: type,
    mode: 'hosted',
    ...(file.user ? { user: file.user } : {}),
    size: file.length,
    is_external: false,
    is_public: false,
    ...(file.alt ? { alt_txt: file.alt } : {}),
  };
}

/** A person as users.info shows them. */
export function personOnWire(world: World, team: Team, person: CastPerson): Fields {
  const deleted = isDeactivated(world, person.id);
  return {
    id: person.id,
    team_id: team.id,
    name: handleOf(person),
    deleted,
    real_name: person.name,
    tz: 'Europe/London',
    tz_label: 'Greenwich Mean Time',
    tz_offset: 0,
    profile: { real_name: person.name, display_name: person.name, team: team.id },
    is_admin: person.admin === true,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: 1_700_000_000,
  };
}

/** The app's own user. */
export function botUserOnWire(world: World, team: Team): Fields {
  const name = botNameOf(world);
  return {
    id: team.bot.userId,
    team_id: team.id,
    name: name.toLowerCase(),
    deleted: false,
    real_name: name,
    profile: { real_name: name, display_name: name, team: team.id, bot_id: team.bot.botId, api_app_id: team.bot.appId },
    is_admin: false,
    is_bot: true,
    updated: 1_700_000_000,
  };
}

/** A channel or direct messages as conversations.* show them. */
export function channelOnWire(world: World, team: Team, channel: Channel): Fields {
  const base = { id: channel.id, created: 1_700_000_000, is_archived: false, is_org_shared: false, context_team_id: team.id };
  if (channel.person !== undefined)
    return { ...base, is_im: true, user: channel.person, is_user_deleted: isDeactivated(world, channel.person) };
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_general: channel.name === 'general',
    is_member: botIsIn(world, channel),
    is_shared: false,
    is_ext_shared: false,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: team.people.size,
  };
}
