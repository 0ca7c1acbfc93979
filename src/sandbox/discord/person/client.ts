import type { CastCommunity, CastPerson, PersonClient, ShownChannel, ShownChoice, ShownCommand } from '../../contract.ts';
import type { Hub } from '../hub.ts';
import { roomOf } from '../messages/rooms.ts';
import { runnables, shownCommand } from '../shown/commands.ts';
import { inputsOf, shownField, shownForm } from '../shown/form.ts';
import { shownMessage } from '../shown/message.ts';
import { compareIds } from '../snowflake.ts';
import type { Id } from '../wire.ts';
import { submitForm } from './form.ts';
import { press } from './press.ts';
import { canSee, channelIds, openRoom, type Screen } from './screen.ts';
import { suggestOption, typeText } from './type.ts';

/** One person's Discord app. */
export function createPersonClient(hub: Hub, person: CastPerson, community: CastCommunity): PersonClient {
  const screen: Screen = { hub, person, community, read: new Map(), offered: new Map() };

  return {
    person,
    community: { id: community.id, name: community.name },
    channels: () => channelIds(screen).map((id) => shownChannel(screen, id)),
    messages(channelId) {
      const room = openRoom(screen, channelId);
      const visible = hub.store.messagesIn(channelId).filter((stored) => canSee(screen, stored));
      const newest = visible.at(-1);
      if (newest) screen.read.set(channelId, newest.message.id);
      return visible.map((stored) => shownMessage(hub, room, stored));
    },
    commands: () => commandsOf(screen),
    type: (channelId, text) => typeText(screen, channelId, text),
    suggestOption: (channelId, text, option, typed) => suggestOption(screen, channelId, text, option, typed),
    press: (messageId, controlId, values) => press(screen, messageId, controlId, values),
    form: () => (screen.form ? shownForm(hub, screen.form.opener.room, screen.form.modal) : undefined),
    suggestField: (fieldId, typed) => Promise.resolve(suggestField(screen, fieldId, typed)),
    submit: (values, files) => submitForm(screen, values, files),
    dismiss() {
      screen.form = undefined;
      hub.changes.forPerson(person.id);
    },
    notice: () => screen.notice,
    onChange(listener) {
      const sees = (channelId: Id): boolean => {
        const room = roomOf(hub, channelId);
        return room?.community ? room.community.id === community.id : room?.person.id === person.id;
      };
      return hub.changes.listen(person.id, sees, listener);
    },
  };
}

function shownChannel(screen: Screen, id: Id): ShownChannel {
  const { hub } = screen;
  const channel = hub.cast.channel(id)?.channel;
  const unread = unreadIn(screen, id);
  return channel ? { id, name: channel.name, kind: 'channel', unread } : { id, name: hub.bot.name, kind: 'direct', unread };
}

function unreadIn(screen: Screen, channelId: Id): number {
  const { hub, person, read } = screen;
  const seen = read.get(channelId) ?? '0';
  const messages = hub.store.messagesIn(channelId);
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const stored = messages[index];
    if (!stored || compareIds(stored.message.id, seen) <= 0) break;
    if (canSee(screen, stored) && stored.message.author.id !== person.id) count += 1;
  }
  return count;
}

/** Commands this person has in the server, then those that only work in direct messages. */
function commandsOf(screen: Screen): ShownCommand[] {
  const { hub, person, community } = screen;
  const direct = openRoom(screen, hub.store.directOf(person.id));
  const channel = community.channels[0];
  const inServer = channel ? runnables(hub, person, openRoom(screen, channel.id)) : [];
  const onlyDirect = runnables(hub, person, direct).filter(
    ({ command }) => command.contexts !== null && !command.contexts.includes(0),
  );
  return [...inServer, ...onlyDirect].map(shownCommand);
}

/** What a person or channel field finds for what is typed; the bot is not asked, as on the platform. */
function suggestField({ form }: Screen, fieldId: string, typed: string): ShownChoice[] {
  const input = form && inputsOf(form.modal).find(({ inner }) => inner.custom_id === fieldId);
  if (!form || !input) throw new Error(`No open form has a field "${fieldId}"`);
  const wanted = typed.toLowerCase();
  return (shownField(form.opener.room, input).choices ?? []).filter(({ label }) => label.toLowerCase().includes(wanted));
}
