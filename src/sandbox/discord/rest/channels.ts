import { checked, id, object } from '../checks/check.ts';
import { channelOf, directOf } from '../guild-shapes.ts';
import { type Call, nothing, ok, param, type Reply, type Route } from '../http/route.ts';
import { roomForBot } from '../messages/rooms.ts';
import { refusals } from '../refusal.ts';
import { mayOpenDirect } from './cold-directs.ts';

const recipient = object({ recipient_id: id });

/** Channels and direct messages. */
export const channelRoutes: Route[] = [
  {
    method: 'POST',
    path: '/users/@me/channels',
    // One bucket for all of them. The number is not documented: bots must read the headers.
    limit: { count: 10, per: 5000 },
    run: openDirect,
  },
  {
    method: 'GET',
    path: '/channels/:channel',
    major: ['channel'],
    run: (call) => ok(shown(call)),
  },
  {
    method: 'POST',
    path: '/channels/:channel/typing',
    major: ['channel'],
    limit: { count: 5, per: 5000 },
    run(call) {
      roomForBot(call.hub, param(call, 'channel'));
      return nothing;
    },
  },
];

function openDirect({ hub, body }: Call): Reply {
  const { recipient_id } = checked(recipient, body);
  const person = hub.cast.person(recipient_id);
  if (!person) throw refusals.unknownUser();
  if (!mayOpenDirect(hub, person)) throw refusals.tooFastDirects();
  return ok(directOf(hub.store.directOf(person.id), person));
}

function shown(call: Call): unknown {
  const { hub } = call;
  const room = roomForBot(hub, param(call, 'channel'));
  if (room.person) return directOf(room.channelId, room.person);
  const channel = hub.cast.channel(room.channelId)?.channel;
  if (!channel) throw refusals.unknownChannel();
  return channelOf(channel, room.community, hub.access[channel.id]);
}
