import { type Check, checked, invalidAt, isRecord, list, number, object, optional, text, whole } from '../checks/check.ts';
import { messageInput } from '../checks/message.ts';
import { modal } from '../checks/modal.ts';
import type { Hub } from '../hub.ts';
import type { Upload } from '../messages/files.ts';
import { DEFAULT_ALLOWED } from '../messages/mentions.ts';
import { botAuthor, changeMessage, createMessage } from '../messages/write.ts';
import { refusals } from '../refusal.ts';
import type { StoredMessage } from '../store.ts';
import { Answer, Ask, type CommandChoice, Flag, type Message } from '../wire.ts';
import { allowedAnswers, isOpen, type Live } from './live.ts';
import { metadataOf } from './payload.ts';

const envelope = object({ type: whole(1, 20), data: (value: unknown) => value });
const deferral = object({ flags: optional(whole(0, 2 ** 31 - 1)) });

const choiceValue: Check<string | number> = (value, path, report) =>
  typeof value === 'number' ? number(value, path, report) : text({ min: 1, max: 100 })(value, path, report);
const choices: Check<{ choices?: CommandChoice[] }> = object({
  choices: optional(
    list(object({ name: text({ min: 1, max: 100 }), value: choiceValue, name_localizations: () => undefined }), { max: 25 }),
  ),
});

/** The bot's first answer. Returns the message it made or changed, if any. */
export function respond(hub: Hub, live: Live, body: unknown, uploads: Upload[]): StoredMessage | undefined {
  if (live.answer !== undefined) throw refusals.alreadyAcknowledged();
  if (!isOpen(live)) throw refusals.unknownInteraction();
  const { type, data } = checked(envelope, body);
  const allowed = allowedAnswers(live);
  if (!allowed.includes(type)) throw invalidAt(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`);

  switch (type) {
    case Answer.message:
      return reply(hub, live, data, uploads);
    case Answer.deferMessage:
      return defer(hub, live, data);
    case Answer.deferUpdate:
      live.original = live.message?.message.id;
      hub.interactions.answered(live, type, true);
      return undefined;
    case Answer.update:
      return update(hub, live, data, uploads);
    case Answer.choices:
      hub.interactions.answered(live, type, false, checked(choices, data ?? {}, ['data']));
      return undefined;
    default:
      hub.interactions.answered(live, type, false, { modal: checked(modal, data, ['data']) });
      return undefined;
  }
}

function reply(hub: Hub, live: Live, data: unknown, uploads: Upload[]): StoredMessage {
  const input = checked(messageInput(), data ?? {}, ['data']);
  const stored = createMessage(hub, live.room, {
    author: botAuthor(hub),
    input,
    uploads,
    defaultMentions: DEFAULT_ALLOWED.interaction,
    ...answerFields(hub, live),
    onlyFor: isPrivate(input.flags) ? live.person.id : undefined,
  });
  live.original = stored.message.id;
  hub.interactions.answered(live, Answer.message, false);
  return stored;
}

function defer(hub: Hub, live: Live, data: unknown): StoredMessage {
  const { flags = 0 } = checked(deferral, data ?? {}, ['data']);
  if (flags & ~Flag.ephemeral)
    throw invalidAt(['data', 'flags'], 'BASE_TYPE_CHOICES', 'A deferred answer can only be ephemeral (64).');
  const stored = createMessage(hub, live.room, {
    author: botAuthor(hub),
    input: {},
    uploads: [],
    defaultMentions: [],
    ...answerFields(hub, live),
    loading: true,
    onlyFor: isPrivate(flags) ? live.person.id : undefined,
  });
  live.original = stored.message.id;
  hub.interactions.answered(live, Answer.deferMessage, true);
  return stored;
}

function update(hub: Hub, live: Live, data: unknown, uploads: Upload[]): StoredMessage {
  const stored = live.message;
  if (!stored) throw refusals.unknownMessage();
  const v2 = (stored.message.flags & Flag.componentsV2) !== 0;
  changeMessage(hub, live.room, stored, checked(messageInput(v2), data ?? {}, ['data']), uploads);
  live.original = stored.message.id;
  hub.interactions.answered(live, Answer.update, false);
  return stored;
}

/** A further message of the bot. Right after a deferral it is, as on the platform, the deferred answer itself. */
export function followUp(hub: Hub, live: Live, body: unknown, uploads: Upload[]): StoredMessage {
  const original = originalOf(hub, live);
  if (original && isLoading(original)) return edit(hub, live, original, withoutPrivacy(body), uploads);
  const input = checked(messageInput(), body);
  const stored = createMessage(hub, live.room, {
    author: botAuthor(hub),
    input,
    uploads,
    defaultMentions: DEFAULT_ALLOWED.interaction,
    type: original ? 19 : 0,
    interactionId: live.id,
    onlyFor: isPrivate(input.flags) ? live.person.id : undefined,
    more: {
      webhook_id: hub.bot.id,
      application_id: hub.bot.id,
      interaction_metadata: { ...metadataOf(live), original_response_message_id: live.original },
      ...(original ? { message_reference: referenceTo(live, original) } : {}),
    },
  });
  hub.interactions.fulfilled(live);
  return stored;
}

/** Changes a message of this interaction; the first change of a deferred answer brings its content. */
export function edit(hub: Hub, live: Live, stored: StoredMessage, body: unknown, uploads: Upload[]): StoredMessage {
  const v2 = (stored.message.flags & Flag.componentsV2) !== 0;
  const fill = isLoading(stored) ? { defaultMentions: DEFAULT_ALLOWED.interaction } : undefined;
  changeMessage(hub, live.room, stored, checked(messageInput(v2), body), uploads, fill);
  if (stored.message.id === live.original) hub.interactions.fulfilled(live);
  return stored;
}

/** The message @original means. */
export function originalOf(hub: Hub, live: Live): StoredMessage | undefined {
  return live.original === undefined ? undefined : hub.store.message(live.room.channelId, live.original);
}

function isLoading(stored: StoredMessage): boolean {
  return (stored.message.flags & Flag.loading) !== 0;
}

function isPrivate(flags = 0): boolean {
  return (flags & Flag.ephemeral) !== 0;
}

function withoutPrivacy(body: unknown): unknown {
  return isRecord(body) && typeof body.flags === 'number' ? { ...body, flags: body.flags & ~Flag.ephemeral } : body;
}

function answerFields(hub: Hub, live: Live): { type: number; interactionId: string; more: Partial<Message> } {
  const { message, ask } = live;
  const user = metadataOf(live).user;
  return {
    type: ask === Ask.component ? 19 : 20,
    interactionId: live.id,
    more: {
      webhook_id: hub.bot.id,
      application_id: hub.bot.id,
      interaction_metadata: metadataOf(live),
      ...(live.commandPath ? { interaction: { id: live.id, type: ask, name: live.commandPath, user } } : {}),
      ...(ask === Ask.component && message ? { message_reference: referenceTo(live, message) } : {}),
    },
  };
}

function referenceTo(live: Live, { message }: StoredMessage): NonNullable<Message['message_reference']> {
  const guild = live.room.community ? { guild_id: live.room.community.id } : {};
  return { type: 0, message_id: message.id, channel_id: message.channel_id, ...guild };
}
