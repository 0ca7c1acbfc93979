import type { CastCommunity, CastPerson } from '../../contract.ts';
import type { Modal } from '../checks/modal.ts';
import type { Hub } from '../hub.ts';
import type { Asked, Live, Outcome } from '../interactions/live.ts';
import { ask } from '../interactions/payload.ts';
import { originalOf } from '../interactions/respond.ts';
import { type Room, roomOf } from '../messages/rooms.ts';
import { deleteMessage } from '../messages/write.ts';
import type { StoredMessage } from '../store.ts';
import { Flag, type Id } from '../wire.ts';

/** What one person's app holds besides the messages. */
export interface Screen {
  hub: Hub;
  person: CastPerson;
  community: CastCommunity;
  notice?: string;
  /** The open modal, and the interaction that opened it. */
  form?: { modal: Modal; opener: Live };
  /** Newest message read, per channel. */
  read: Map<Id, Id>;
  /** Values of suggestions that were offered, by option and label. */
  offered: Map<string, string>;
}

/** What the app says when the bot did not answer in time. */
export const NO_ANSWER = 'The application did not respond';

/** The room behind a channel this person can open; throws for others. */
export function openRoom({ hub, person, community }: Screen, channelId: Id): Room {
  const room = roomOf(hub, channelId);
  const theirs = room?.community ? room.community.id === community.id : room?.person.id === person.id;
  if (!room || !theirs) throw new Error(`${person.name} has no channel ${channelId}`);
  return room;
}

/** The channels of this person, their direct messages with the bot last. */
export function channelIds({ hub, person, community }: Screen): Id[] {
  return [...community.channels.map((channel) => channel.id), hub.store.directOf(person.id)];
}

export function canSee({ person }: Screen, stored: StoredMessage): boolean {
  return stored.onlyFor === undefined || stored.onlyFor === person.id;
}

/** A message on this person's screen; throws when there is none. */
export function findMessage(screen: Screen, messageId: Id): { room: Room; stored: StoredMessage } {
  for (const channelId of channelIds(screen)) {
    const stored = screen.hub.store.message(channelId, messageId);
    if (stored && canSee(screen, stored)) return { room: openRoom(screen, channelId), stored };
  }
  throw new Error(`${screen.person.name} sees no message ${messageId}`);
}

/** Asks the bot and waits until the app has settled: a form may be open then, or a notice shown. */
export async function askBot(screen: Screen, asked: Omit<Asked, 'person'>, data: (live: Live) => unknown): Promise<Outcome> {
  const { hub, person } = screen;
  hub.turnedToBot.add(person.id);
  const live = hub.interactions.begin({ ...asked, person });
  ask(hub, live, data(live));
  const outcome = await live.settled;
  if (!outcome.answered) removeThinking(hub, live);
  if (outcome.modal) screen.form = { modal: outcome.modal, opener: live };
  return outcome;
}

/** Tells the person something, or clears what was told. */
export function setNotice(screen: Screen, notice: string | undefined): void {
  if (screen.notice === notice) return;
  screen.notice = notice;
  screen.hub.changes.forPerson(screen.person.id);
}

function removeThinking(hub: Hub, live: Live): void {
  const original = originalOf(hub, live);
  if (original && original.message.flags & Flag.loading) deleteMessage(hub, live.room, original);
}
