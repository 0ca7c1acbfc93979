import { checked, invalidAt, isRecord } from '../checks/check.ts';
import { type MessageInput, messageInput } from '../checks/message.ts';
import { type Call, nothing, ok, param, type Reply, type Route } from '../http/route.ts';
import { DEFAULT_ALLOWED } from '../messages/mentions.ts';
import { type Room, roomForBot } from '../messages/rooms.ts';
import { botAuthor, changeMessage, createMessage, deleteMessage } from '../messages/write.ts';
import { refusals } from '../refusal.ts';
import { compareIds, isSnowflake } from '../snowflake.ts';
import type { StoredMessage } from '../store.ts';
import { Flag, type Message } from '../wire.ts';

const PER_CHANNEL = { count: 5, per: 5000 };
/** How long an enforced nonce holds, ms of real time. Discord says "the past few minutes"; nobody should build on more. */
const NONCE_LIFE = 3 * 60_000;
const ONE = '/channels/:channel/messages/:message';

/** Messages in channels and direct messages. */
export const messageRoutes: Route[] = [
  { method: 'GET', path: '/channels/:channel/messages', major: ['channel'], run: history },
  { method: 'POST', path: '/channels/:channel/messages', major: ['channel'], limit: PER_CHANNEL, run: post },
  { method: 'GET', path: ONE, major: ['channel'], run: (call) => ok(past(visible(call, room(call)))) },
  { method: 'PATCH', path: ONE, major: ['channel'], limit: PER_CHANNEL, run: change },
  { method: 'DELETE', path: ONE, major: ['channel'], limit: { count: 5, per: 1000 }, run: remove },
];

function room(call: Call): Room {
  return roomForBot(call.hub, param(call, 'channel'));
}

/** A message that exists for the bot here: ephemeral ones can only be reached through their interaction. */
function visible(call: Call, { channelId }: Room): StoredMessage {
  const stored = call.hub.store.message(channelId, param(call, 'message'));
  if (!stored || stored.onlyFor) throw refusals.unknownMessage();
  return stored;
}

/** A message as it is read later: the nonce is not kept. */
function past({ message }: StoredMessage): Message {
  const { nonce: _nonce, ...kept } = message;
  return kept;
}

function history(call: Call): Reply {
  const { query, hub } = call;
  const { channelId } = room(call);
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw invalidAt(['limit'], limit > 100 ? 'NUMBER_TYPE_MAX' : 'NUMBER_TYPE_MIN', 'int value should be between 1 and 100.');
  }
  const all = hub.store.messagesIn(channelId).filter((stored) => stored.onlyFor === undefined);
  const at = (name: string) => {
    const value = query.get(name);
    if (value !== null && !isSnowflake(value))
      throw invalidAt([name], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
    return value;
  };
  const before = at('before');
  const after = at('after');
  const around = at('around');

  const older = (id: string, inclusive = false) => all.filter(({ message }) => compareIds(message.id, id) < (inclusive ? 1 : 0));
  const newer = (id: string) => all.filter(({ message }) => compareIds(message.id, id) > 0);
  let page: StoredMessage[];
  if (around) {
    const half = Math.floor(limit / 2);
    page = [...older(around, true).slice(-(half + 1)), ...newer(around).slice(0, Math.max(0, limit - half - 1))];
  } else if (after) page = newer(after).slice(0, limit);
  else page = (before ? older(before) : all).slice(-limit);
  return ok(page.map(past).reverse());
}

function post(call: Call): Reply {
  const { hub, body, uploads } = call;
  const where = room(call);
  if (hub.access[where.channelId] === 'readOnly') throw refusals.missingPermissions();
  const input = checked(messageInput(), body);
  if ((input.flags ?? 0) & Flag.ephemeral)
    throw invalidAt(['flags'], 'BASE_TYPE_CHOICES', 'Only answers to interactions can be ephemeral.');
  if (where.person?.closedToDirectMessages) throw refusals.closedDirects();

  const same = input.enforce_nonce && input.nonce !== undefined ? sentBefore(call, where, input.nonce) : undefined;
  if (same) return ok(same.message);

  const stored = createMessage(hub, where, {
    author: botAuthor(hub),
    input,
    uploads,
    defaultMentions: DEFAULT_ALLOWED.message,
    ...answering(call, where, input),
  });
  return { ...ok(stored.message), stored: true };
}

/** The message sent with this nonce a moment ago, if there is one. */
function sentBefore({ hub }: Call, { channelId }: Room, nonce: string | number): StoredMessage | undefined {
  const oldest = Date.now() - NONCE_LIFE;
  const messages = hub.store.messagesIn(channelId);
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const stored = messages[index];
    if (!stored || stored.sentAt < oldest) return undefined;
    if (stored.message.nonce === nonce && stored.message.author.id === hub.bot.id) return stored;
  }
  return undefined;
}

function answering({ hub }: Call, where: Room, { message_reference: reference, allowed_mentions }: MessageInput) {
  if (!reference) return {};
  const target = hub.store.message(where.channelId, reference.message_id);
  if (!target && reference.fail_if_not_exists !== false) {
    throw invalidAt(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
  }
  if (!target) return {};
  const message_reference = {
    type: 0,
    message_id: target.message.id,
    channel_id: where.channelId,
    ...(where.community ? { guild_id: where.community.id } : {}),
  };
  // Without allowed_mentions a reply notifies whom it answers; with them only when it says so.
  const notifies = allowed_mentions ? (allowed_mentions.replied_user ?? false) : true;
  const { author } = target.message;
  return {
    type: 19,
    alsoNotifies: notifies && !author.bot ? [author] : [],
    more: { message_reference, referenced_message: past(target) },
  };
}

function change(call: Call): Reply {
  const { hub, body, uploads } = call;
  const where = room(call);
  const stored = visible(call, where);
  const { message } = stored;
  if (message.author.id !== hub.bot.id) throw refusals.notYours();
  const allowedInEdits = isRecord(body) ? { ...body, nonce: undefined, enforce_nonce: undefined } : body;
  changeMessage(hub, where, stored, checked(messageInput((message.flags & Flag.componentsV2) !== 0), allowedInEdits), uploads);
  return ok(past(stored));
}

function remove(call: Call): Reply {
  const { hub } = call;
  const where = room(call);
  const stored = visible(call, where);
  const own = stored.message.author.id === hub.bot.id;
  if (!own && where.person) throw refusals.notOnDirects();
  if (!own) throw refusals.missingPermissions();
  deleteMessage(hub, where, stored);
  return nothing;
}
