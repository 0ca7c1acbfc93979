import type { CastPerson } from '../../contract.ts';
import { secret } from '../ids.ts';
import { messageOnWire } from '../on-wire.ts';
import { handleOf } from '../team.ts';
import type { Fields } from '../types.ts';
import type { Channel, StoredMessage, Team, World } from '../world.ts';
import { newTrigger } from './triggers.ts';

/** The old verification token; apps check signatures instead. */
const VERIFICATION_TOKEN = 'sandbox-verification';

/** A response_url works for half an hour (delivery/respond.ts); then it is forgotten, and answers the same. */
const RESPONSE_URL_KEPT_MS = 31 * 60_000;

/** The body of a slash command. Every value is text, as in the form Slack posts. */
export function commandPayload(
  world: World,
  team: Team,
  person: CastPerson,
  channel: Channel,
  command: string,
  text: string,
): Fields {
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: handleOf(person),
    command,
    text,
    api_app_id: team.bot.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(world, team, person.id, channel.id, 'commands'),
    trigger_id: newTrigger(world, team, person.id),
  };
}

/** What every interaction payload has: who, where, which app. */
export function interactionPayload(team: Team, person: CastPerson, type: string): Fields {
  return {
    type,
    user: { id: person.id, username: handleOf(person), name: handleOf(person), team_id: team.id },
    api_app_id: team.bot.appId,
    token: VERIFICATION_TOKEN,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** A press or choice on a message. Slack leaves the message itself out when only one person sees it. */
export function messageActionPayload(
  world: World,
  team: Team,
  person: CastPerson,
  channel: Channel,
  message: StoredMessage,
  action: Fields,
): Fields {
  const ephemeral = message.onlyFor !== undefined;
  return {
    ...interactionPayload(team, person, 'block_actions'),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: newTrigger(world, team, person.id),
    channel: { id: channel.id, name: channel.name },
    ...(ephemeral ? {} : { message: messageOnWire(world, team, message, false) }),
    response_url: newResponseUrl(world, team, person.id, channel.id, 'actions', message.ts),
    actions: [action],
  };
}

/** An event in the envelope of the Events API. */
export function eventPayload(team: Team, event: Fields, eventId: string): Fields {
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    api_app_id: team.bot.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: team.bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${secret(16)}`,
  };
}

/** A response_url: five uses in thirty minutes. */
function newResponseUrl(
  world: World,
  team: Team,
  person: string,
  channel: string,
  kind: 'commands' | 'actions',
  original?: string,
): string {
  for (const [old, { at }] of world.responseUrls) {
    if (Date.now() - at < RESPONSE_URL_KEPT_MS) break;
    world.responseUrls.delete(old);
  }
  const path = `/${kind}/${team.id}/${Date.now()}/${secret()}`;
  world.responseUrls.set(path, { team: team.id, person, channel, at: Date.now(), uses: 0, ...(original ? { original } : {}) });
  return world.base + path;
}
