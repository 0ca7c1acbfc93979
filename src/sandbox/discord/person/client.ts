import type { CastCommunity, CastPerson, PersonClient, ShownChannel, ShownChoice } from '../../contract.ts';
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
    submit: (values) => submitForm(screen, values),
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
  const { hub, person } = screen;
  const channel = hub.cast.channel(id)?.channel;
  const read = screen.read.get(id) ?? '0';
  const unread = hub.store
    .messagesIn(id)
    .filter(
      (stored) => canSee(screen, stored) && stored.message.author.id !== person.id && compareIds(stored.message.id, read) > 0,
    ).length;
  return channel ? { id, name: channel.name, kind: 'channel', unread } : { id, name: hub.bot.name, kind: 'direct', unread };
}

/** Commands of the server, then those that only work in direct messages. */
function commandsOf(screen: Screen) {
  const { hub, person } = screen;
  const rooms = channelIds(screen).map((id) => openRoom(screen, id));
  const first = rooms.filter((room) => room.community).slice(0, 1);
  const all = [...first, ...rooms.slice(-1)].flatMap((room) => runnables(hub, person, room).map(shownCommand));
  return all.filter((one, index) => all.findIndex((other) => other.path === one.path) === index);
}

/** What a person or channel field finds for what is typed; the bot is not asked, as on the platform. */
function suggestField({ form }: Screen, fieldId: string, typed: string): ShownChoice[] {
  const input = form && inputsOf(form.modal).find(({ inner }) => inner.custom_id === fieldId);
  if (!form || !input) throw new Error(`No open form has a field "${fieldId}"`);
  const wanted = typed.toLowerCase();
  return (shownField(form.opener.room, input).choices ?? []).filter(({ label }) => label.toLowerCase().includes(wanted));
}
