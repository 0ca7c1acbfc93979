import { botUser } from '../cast.ts';
import { invalidAt } from '../checks/check.ts';
import type { MessageInput } from '../checks/message.ts';
import { Intent, type Session } from '../gateway/sessions.ts';
import { memberWithoutUser } from '../guild-shapes.ts';
import type { Hub } from '../hub.ts';
import { refusals } from '../refusal.ts';
import type { StoredMessage } from '../store.ts';
import { Flag, type Id, type Message, type User } from '../wire.ts';
import { answered } from './components.ts';
import { attach, resolveComponents, resolveEmbeds, type Upload } from './files.ts';
import { mentionsIn, wordsOf } from './mentions.ts';
import { audienceOf, type Room, withGuild } from './rooms.ts';

/** A message to be stored. */
export interface Draft {
  author: User;
  input: MessageInput;
  uploads: Upload[];
  /** What is parsed when the bot does not say. */
  defaultMentions: string[];
  /** Notified though not named in the words: whom a reply answers. */
  alsoNotifies?: User[];
  /** 0 a message, 19 a reply, 20 an answer to a slash command. */
  type?: number;
  /** More of the wire message: interaction data, references. */
  more?: Partial<Message>;
  onlyFor?: Id;
  interactionId?: Id;
  /** A deferred answer: nothing in it yet. */
  loading?: boolean;
}

const KEPT_FLAGS = Flag.suppressEmbeds | Flag.silent | Flag.componentsV2;

/** Stores a message, tells the gateway and the people's apps. Refuses an empty one. */
export function createMessage(hub: Hub, room: Room, draft: Draft): StoredMessage {
  const { input, uploads, onlyFor } = draft;
  const attachments = attach(hub, room.channelId, input, uploads, []);
  const mentions = mentionsIn(hub, room, wordsOf(input), input.allowed_mentions, draft.defaultMentions);
  const flags = ((input.flags ?? 0) & KEPT_FLAGS) | (onlyFor ? Flag.ephemeral : 0) | (draft.loading ? Flag.loading : 0);
  const message: Message = {
    id: hub.store.ids.next(),
    channel_id: room.channelId,
    author: draft.author,
    content: (input.content ?? '').trim(),
    timestamp: new Date(hub.now()).toISOString(),
    edited_timestamp: null,
    tts: input.tts ?? false,
    mention_everyone: mentions.everyone,
    mentions: [
      ...mentions.users,
      ...(draft.alsoNotifies ?? []).filter(({ id }) => !mentions.users.some((user) => user.id === id)),
    ],
    mention_roles: mentions.roles,
    attachments: onlyFor ? attachments.map((attachment) => ({ ...attachment, ephemeral: true })) : attachments,
    embeds: resolveEmbeds(input.embeds ?? [], attachments),
    components: answered(resolveComponents(input.components ?? [], attachments)),
    pinned: false,
    type: draft.type ?? 0,
    flags,
    ...(input.nonce === undefined ? {} : { nonce: input.nonce }),
    ...draft.more,
  };
  if (!draft.loading) refuseEmpty(message);

  const stored: StoredMessage = { message, onlyFor, raw: input, sentAt: Date.now(), interactionId: draft.interactionId };
  hub.store.add(stored);
  tell(hub, room, stored, 'MESSAGE_CREATE');
  return stored;
}

/** Changes a stored message in place. `fill` is the first content of a deferred answer, which is not an edit. */
export function changeMessage(
  hub: Hub,
  room: Room,
  stored: StoredMessage,
  input: MessageInput,
  uploads: Upload[],
  fill?: { defaultMentions: string[] },
): void {
  const { message } = stored;
  const wasV2 = (message.flags & Flag.componentsV2) !== 0;
  const flags = input.flags ?? message.flags;
  const changed: Message = { ...message };
  const attachments = attach(hub, room.channelId, input, uploads, message.attachments);
  changed.attachments = attachments;
  if (input.content !== undefined) changed.content = (input.content ?? '').trim();
  if (input.embeds !== undefined) changed.embeds = resolveEmbeds(input.embeds ?? [], attachments);
  if (input.components !== undefined) changed.components = answered(resolveComponents(input.components ?? [], attachments));
  changed.flags =
    (message.flags & ~(Flag.suppressEmbeds | Flag.loading)) | (flags & Flag.suppressEmbeds) | (flags & Flag.componentsV2);
  if (!wasV2 && changed.flags & Flag.componentsV2 && (changed.content !== '' || changed.embeds.length > 0)) {
    throw invalidAt(
      ['flags'],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      'Content and embeds must be removed (null) when a message becomes a Components V2 message',
    );
  }
  refuseEmpty(changed);
  if (!fill) changed.edited_timestamp = new Date(hub.now()).toISOString();
  if (fill || input.allowed_mentions || input.content !== undefined || input.components !== undefined) {
    const defaults = fill?.defaultMentions ?? ['everyone', 'users', 'roles'];
    const mentions = mentionsIn(hub, room, wordsOf(changed), input.allowed_mentions, defaults);
    changed.mentions = mentions.users;
    changed.mention_everyone = mentions.everyone;
    changed.mention_roles = mentions.roles;
  }

  stored.message = changed;
  stored.raw = input;
  hub.store.touch();
  tell(hub, room, stored, 'MESSAGE_UPDATE');
}

/** Deletes a message and tells. */
export function deleteMessage(hub: Hub, room: Room, stored: StoredMessage): void {
  hub.store.remove(stored);
  if (stored.onlyFor) {
    hub.changes.forPerson(stored.onlyFor);
    return;
  }
  hub.gateway.dispatch(
    'MESSAGE_DELETE',
    withGuild(room, { id: stored.message.id, channel_id: room.channelId }),
    audienceOf(room),
  );
  hub.changes.inChannel(room.channelId);
}

function tell(hub: Hub, room: Room, stored: StoredMessage, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'): void {
  if (stored.onlyFor) {
    hub.changes.forPerson(stored.onlyFor);
    return;
  }
  hub.changes.inChannel(room.channelId);
  const data = withGuild(room, {
    ...stored.message,
    channel_type: room.community ? 0 : 1,
    ...authorAsMember(hub, room, stored.message),
  });
  hub.gateway.dispatch(event, (session: Session) => readable(hub, room, data, session), audienceOf(room));
}

/** Events about messages in a server also say who their author is there. */
function authorAsMember(hub: Hub, { community }: Room, { author }: Message): { member?: Record<string, unknown> } {
  const person = community && hub.cast.isMember(community.id, author.id) ? hub.cast.person(author.id) : undefined;
  return community && person ? { member: memberWithoutUser(person, community) } : {};
}

/** Without the message content intent a bot reads only what is meant for it: direct messages, mentions of it, its own. */
function readable(hub: Hub, room: Room, data: Message, session: Session): Message {
  const meant = room.person || data.author.id === hub.bot.id || data.content.includes(`<@${hub.bot.id}>`);
  if (meant || session.intents & Intent.messageContent) return data;
  return { ...data, content: '', embeds: [], attachments: [], components: [] };
}

function refuseEmpty(message: Message): void {
  const parts = message.embeds.length + message.components.length + message.attachments.length;
  if (message.content === '' && parts === 0) throw refusals.emptyMessage();
}

/** The bot's own account as an author. */
export function botAuthor(hub: Hub): User {
  return botUser(hub.bot);
}
