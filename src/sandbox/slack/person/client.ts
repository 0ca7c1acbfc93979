import type { PersonClient, ShownChannel, ShownMessage } from '../../contract.ts';
import { screenOf } from '../changes.ts';
import { shownForm } from '../shown/form.ts';
import { shownMessage } from '../shown/message.ts';
import { botNameOf, channelSeenBy, directChannel } from '../team.ts';
import type { Channel } from '../world.ts';
import type { Actor } from './acts.ts';
import { typeInto } from './composer.ts';
import { pressOn } from './press.ts';
import { dismissTop, submitTop } from './submit.ts';
import { suggestIn } from './suggest.ts';

/** One person's Slack: what they see and what they can do. */
export function personClient(actor: Actor): PersonClient {
  const { world, team, person } = actor;
  const channelOf = (id: string): Channel => {
    const channel = channelSeenBy(team, person.id, id);
    if (!channel) throw new Error(`${person.name} has no channel ${id}.`);
    return channel;
  };
  const topView = () => screenOf(world, person.id).stack.at(-1);
  const openView = () => {
    const open = topView();
    if (!open) throw new Error(`No form is open on ${person.name}'s screen.`);
    return open;
  };
  return {
    person,
    community: { id: team.id, name: team.community.name },
    channels: () => [
      ...team.community.channels.map(({ id }) => shownChannel(actor, channelOf(id))),
      shownChannel(actor, directChannel(team, person.id)),
    ],
    messages: (channelId) => readMessages(actor, channelOf(channelId)),
    commands: () =>
      (world.manifest?.commands ?? []).map(({ command, description, usageHint }) => ({
        path: command,
        about: description,
        ...(usageHint ? { usage: usageHint } : {}),
        options: [],
      })),
    type: async (channelId, text) => typeInto(actor, channelOf(channelId), text),
    suggestOption: async () => [],
    press: (messageId, controlId, values = []) => pressOn(actor, messageId, controlId, values),
    form: () => {
      const open = topView();
      return open ? shownForm(world, team, open) : undefined;
    },
    suggestField: async (fieldId, typed) => suggestIn(actor, openView(), fieldId, typed),
    submit: async (values, files) => submitTop(actor, openView(), values, files),
    dismiss: () => {
      const open = topView();
      if (open) dismissTop(actor, open);
    },
    notice: () => screenOf(world, person.id).notice,
    onChange: (listener) => {
      const { listeners } = screenOf(world, person.id);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Everything this person sees in a channel. Looking is reading: the unread count goes to nothing. */
function readMessages({ world, team, person }: Actor, channel: Channel): ShownMessage[] {
  const seen = channel.messages.filter(({ onlyFor }) => onlyFor === undefined || onlyFor === person.id);
  const last = seen.at(-1);
  if (last) team.read.set(`${person.id} ${channel.id}`, last.ts);
  const { chosen } = screenOf(world, person.id);
  return seen.map((message) => shownMessage(world, team, message, chosen.get(message.ts)));
}

function shownChannel({ world, team, person }: Actor, channel: Channel): ShownChannel {
  const read = Number(team.read.get(`${person.id} ${channel.id}`) ?? 0);
  const unread = channel.messages.filter(
    ({ ts, user, onlyFor }) => user !== person.id && (onlyFor === undefined || onlyFor === person.id) && Number(ts) > read,
  ).length;
  const direct = channel.person !== undefined;
  return { id: channel.id, name: direct ? botNameOf(world) : channel.name, kind: direct ? 'direct' : 'channel', unread };
}
