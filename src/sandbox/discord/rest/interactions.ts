import { type Call, nothing, ok, param, type Reply, type Route } from '../http/route.ts';
import { type Live, TOKEN_LIFE } from '../interactions/live.ts';
import { edit, followUp, originalOf, respond } from '../interactions/respond.ts';
import { deleteMessage } from '../messages/write.ts';
import { refusals } from '../refusal.ts';
import type { StoredMessage } from '../store.ts';
import { Answer, Flag, type Message } from '../wire.ts';

/** Follow-ups and edits of one interaction, as of any webhook. The number is not documented: bots must read the headers. */
const PER_WEBHOOK: Pick<Route, 'limit' | 'major' | 'open'> = {
  limit: { count: 5, per: 2000 },
  major: ['application', 'token'],
  open: true,
};
const MESSAGE = '/webhooks/:application/:token/messages/:message';

/** Answers to interactions. */
export const interactionRoutes: Route[] = [
  { method: 'POST', path: '/interactions/:interaction/:token/callback', open: true, limit: 'none', run: callback },
  { method: 'POST', path: '/webhooks/:application/:token', ...PER_WEBHOOK, run: follow },
  { method: 'GET', path: MESSAGE, open: true, run: (call) => withMessage(call, (_live, stored) => ok(stored.message)) },
  {
    method: 'PATCH',
    path: MESSAGE,
    ...PER_WEBHOOK,
    run: (call) => withMessage(call, (live, stored) => ok(editOf(call, live, stored))),
  },
  {
    method: 'DELETE',
    path: MESSAGE,
    open: true,
    run: (call) => withMessage(call, (live, stored) => removal(call, live, stored)),
  },
];

function editOf({ hub, body, uploads }: Call, live: Live, stored: StoredMessage): Message {
  return edit(hub, live, stored, body, uploads).message;
}

function removal({ hub }: Call, live: Live, stored: StoredMessage): Reply {
  deleteMessage(hub, live.room, stored);
  if (stored.message.id === live.original) hub.interactions.fulfilled(live);
  return nothing;
}

function callback(call: Call): Reply {
  const { hub, query } = call;
  const live = hub.interactions.byToken(param(call, 'token'));
  if (!live || live.id !== param(call, 'interaction')) throw refusals.unknownInteraction();
  return hub.interactions.during(live, () => {
    const message = respond(hub, live, call.body, call.uploads);
    const stored = message !== undefined;
    return query.get('with_response') === 'true' ? { ...ok(described(live, message)), stored } : { ...nothing, stored };
  });
}

function described(live: Live, stored: StoredMessage | undefined): unknown {
  const flags = stored?.message.flags ?? 0;
  return {
    interaction: {
      id: live.id,
      type: live.ask,
      ...(live.original
        ? {
            response_message_id: live.original,
            response_message_loading: (flags & Flag.loading) !== 0,
            response_message_ephemeral: (flags & Flag.ephemeral) !== 0,
          }
        : {}),
      channel_id: live.room.channelId,
      ...(live.room.community ? { guild_id: live.room.community.id } : {}),
    },
    resource: { type: live.answer, ...(stored && live.answer !== Answer.deferMessage ? { message: stored.message } : {}) },
  };
}

function follow(call: Call): Reply {
  const { hub } = call;
  const live = answeredLive(call);
  const { message } = hub.interactions.during(live, () => followUp(hub, live, call.body, call.uploads));
  return { ...ok(message), stored: true };
}

function withMessage(call: Call, act: (live: Live, stored: StoredMessage) => Reply): Reply {
  const { hub } = call;
  const live = answeredLive(call);
  const id = param(call, 'message');
  const stored = id === '@original' ? originalOf(hub, live) : hub.store.message(live.room.channelId, id);
  if (!stored) throw refusals.unknownMessage();
  const own = stored.interactionId === live.id || stored.message.id === live.original;
  if (!own) throw refusals.unknownMessage();
  return hub.interactions.during(live, () => act(live, stored));
}

/** The interaction of a webhook token: answered once already, and not older than its token. */
function answeredLive(call: Call): Live {
  const live = call.hub.interactions.byToken(param(call, 'token'));
  if (!live || param(call, 'application') !== call.hub.bot.id) throw refusals.unknownWebhook();
  if (Date.now() - live.askedAt > TOKEN_LIFE) throw refusals.expiredToken();
  if (live.answer === undefined) throw refusals.unknownWebhook();
  return live;
}
