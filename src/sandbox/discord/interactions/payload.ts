import { userOf } from '../cast.ts';
import { botPermissions, memberOf, permissionsOf } from '../guild-shapes.ts';
import type { Hub } from '../hub.ts';
import { Ask, type Id, type InteractionMetadata } from '../wire.ts';
import type { Live } from './live.ts';

/** What a bot may attach at most, in bytes, as the platform tells it with every interaction. */
const ATTACHMENT_LIMIT = 10 * 1024 * 1024;
const LOCALE = 'en-GB';

/** Sends a person's request to the bot; twice when the fault says so. */
export function ask(hub: Hub, live: Live, data: unknown): void {
  const payload = interactionOf(hub, live, data);
  const audience = { guildId: live.room.community?.id };
  hub.gateway.dispatch('INTERACTION_CREATE', payload, audience);
  if (hub.faults.duplicate > 0 && live.ask !== Ask.autocomplete) {
    hub.faults.duplicate -= 1;
    hub.gateway.dispatch('INTERACTION_CREATE', payload, audience);
  }
}

function interactionOf(hub: Hub, live: Live, data: unknown): Record<string, unknown> {
  const { room, person, message } = live;
  return {
    id: live.id,
    application_id: hub.bot.id,
    type: live.ask,
    token: live.token,
    version: 1,
    data,
    channel_id: room.channelId,
    channel: channelIn(hub, live),
    locale: LOCALE,
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: owners(live),
    app_permissions: String(botPermissions),
    attachment_size_limit: ATTACHMENT_LIMIT,
    context: room.community ? 0 : 1,
    ...(room.community
      ? {
          guild_id: room.community.id,
          guild_locale: LOCALE,
          guild: { id: room.community.id, locale: LOCALE, features: [] },
          member: {
            ...memberOf(person, room.community),
            permissions: String(permissionsOf(person)),
            unusual_dm_activity_until: null,
          },
        }
      : { user: userOf(person) }),
    ...(message ? { message: message.message } : {}),
  };
}

function channelIn(hub: Hub, { room, person }: Live): Record<string, unknown> {
  const base = { id: room.channelId, flags: 0, last_message_id: hub.store.messagesIn(room.channelId).at(-1)?.message.id ?? null };
  if (!room.community) return { ...base, type: 1, recipients: [userOf(person)] };
  const channel = hub.cast.channel(room.channelId)?.channel;
  return {
    ...base,
    type: 0,
    guild_id: room.community.id,
    name: channel?.name,
    position: 0,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permissions: String(permissionsOf(person)),
  };
}

function owners({ room }: Live): Record<string, Id> {
  return { '0': room.community?.id ?? '0' };
}

/** What a message says about the interaction it answers. */
export function metadataOf(live: Live): InteractionMetadata {
  return {
    id: live.id,
    type: live.ask,
    user: userOf(live.person),
    authorizing_integration_owners: owners(live),
    ...(live.ask === Ask.component && live.message ? { interacted_message_id: live.message.message.id } : {}),
    ...(live.parent ? { triggering_interaction_metadata: metadataOf(live.parent) } : {}),
  };
}
