import type { Refusal } from '../content.ts';
import { isRefusal, readContent, readMetadata, SHORT_TEXT_MAX } from '../content.ts';
import { takeMessage } from '../limits.ts';
import { messageOnWire } from '../on-wire.ts';
import { erase, post, rewrite } from '../posting.ts';
import { botIsIn, directChannel, isDeactivated, messageIn } from '../team.ts';
import { isFields, textOf } from '../types.ts';
import type { Channel, Team } from '../world.ts';
import type { Answer, ArgumentKind, Call, Method } from './method.ts';

const CONTENT: Record<string, ArgumentKind> = {
  channel: 'text',
  text: 'text',
  blocks: 'json',
  attachments: 'json',
  markdown_text: 'text',
  thread_ts: 'text',
  parse: 'text',
  link_names: 'flag',
  username: 'text',
  icon_emoji: 'text',
  icon_url: 'text',
};

/** chat.postMessage, chat.postEphemeral, chat.update, chat.delete. */
export const CHAT: Record<string, Method> = {
  'chat.postMessage': {
    tier: 'special',
    scope: 'chat:write',
    arguments: {
      ...CONTENT,
      metadata: 'json',
      mrkdwn: 'flag',
      reply_broadcast: 'flag',
      unfurl_links: 'flag',
      unfurl_media: 'flag',
    },
    required: ['channel'],
    run: postMessage,
  },
  'chat.postEphemeral': {
    tier: 4,
    scope: 'chat:write',
    arguments: { ...CONTENT, user: 'text', metadata: 'json' },
    required: ['channel', 'user'],
    run: postEphemeral,
  },
  'chat.update': {
    tier: 3,
    scope: 'chat:write',
    arguments: { ...CONTENT, ts: 'text', metadata: 'json', reply_broadcast: 'flag', file_ids: 'json' },
    required: ['channel', 'ts'],
    run: update,
  },
  'chat.delete': {
    tier: 3,
    scope: 'chat:write',
    arguments: { channel: 'text', ts: 'text' },
    required: ['channel', 'ts'],
    run: remove,
  },
};

/** The channel an app may post to: an id, or a person's id for their direct messages. */
export function postableChannel({ world, team }: Pick<Call, 'world' | 'team'>, id: string): Channel | Refusal {
  const channel = team.channels.get(id) ?? (team.people.has(id) ? directChannel(team, id) : undefined);
  if (!channel || (channel.person !== undefined && isDeactivated(world, channel.person))) return { error: 'channel_not_found' };
  return botIsIn(world, channel) ? channel : { error: 'not_in_channel' };
}

function postMessage(call: Call): Answer {
  const { world, team, args } = call;
  const channel = postableChannel(call, textOf(args.channel));
  if (isRefusal(channel)) return channel;
  const content = readContent(args);
  if (isRefusal(content)) return content;
  const metadata = readMetadata(args.metadata);
  if (isRefusal(metadata)) return metadata;
  const retryAfter = takeMessage(world, team.id, channel.id);
  if (retryAfter > 0) return { retryAfter };

  const message = post(world, team, channel, {
    content,
    ...byBot(team),
    raw: args,
    ...(metadata ? { metadata } : {}),
    ...(args.thread_ts ? { threadTs: textOf(args.thread_ts) } : {}),
  });
  return { channel: channel.id, ts: message.ts, message: messageOnWire(world, team, message, true) };
}

function postEphemeral(call: Call): Answer {
  const { world, team, args } = call;
  const channel = postableChannel(call, textOf(args.channel));
  if (isRefusal(channel)) return channel;
  const person = textOf(args.user);
  if (!team.people.has(person) || (channel.person !== undefined && channel.person !== person))
    return { error: 'user_not_in_channel' };
  const content = readContent(args);
  if (isRefusal(content)) return content;

  const message = post(world, team, channel, { content, ...byBot(team), raw: args, onlyFor: person });
  return { message_ts: message.ts };
}

function update(call: Call): Answer {
  const { world, team, args } = call;
  const channel = team.channels.get(textOf(args.channel));
  if (!channel) return { error: 'channel_not_found' };
  const message = messageIn(channel, textOf(args.ts));
  if (!message || message.onlyFor !== undefined) return { error: 'message_not_found' };
  if (!message.byBot) return { error: 'cant_update_message' };
  const content = readContent(args, SHORT_TEXT_MAX);
  if (isRefusal(content)) return content;
  // {} takes the metadata away; without the argument it stays.
  const emptied = isFields(args.metadata) && Object.keys(args.metadata).length === 0;
  const metadata = emptied ? undefined : readMetadata(args.metadata);
  if (isRefusal(metadata)) return metadata;

  if (emptied) delete message.metadata;
  else if (metadata) message.metadata = metadata;
  rewrite(world, team, channel, message, content, args);
  const now = messageIn(channel, message.ts) ?? message;
  return { channel: channel.id, ts: now.ts, text: now.text, message: messageOnWire(world, team, now, true) };
}

function remove({ world, team, args }: Call): Answer {
  const channel = team.channels.get(textOf(args.channel));
  if (!channel) return { error: 'channel_not_found' };
  const message = messageIn(channel, textOf(args.ts));
  if (!message || message.onlyFor !== undefined) return { error: 'message_not_found' };
  if (!message.byBot) return { error: 'cant_delete_message' };
  erase(world, team, channel, message.ts);
  return { channel: channel.id, ts: message.ts };
}

function byBot(team: Team): { user: string; byBot: true } {
  return { user: team.bot.userId, byBot: true };
}
