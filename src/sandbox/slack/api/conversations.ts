import { isRefusal } from '../content.ts';
import { channelOnWire, messageOnWire } from '../on-wire.ts';
import { botIsIn, directChannel, isDeactivated } from '../team.ts';
import { textOf } from '../types.ts';
import type { Channel } from '../world.ts';
import type { Answer, Call, Method } from './method.ts';
import { page } from './pages.ts';

const HISTORY = {
  channel: 'text',
  cursor: 'text',
  include_all_metadata: 'flag',
  inclusive: 'flag',
  latest: 'text',
  oldest: 'text',
  limit: 'number',
} as const;

/** conversations.*: direct messages, channels, what was said in them. */
export const CONVERSATIONS: Record<string, Method> = {
  'conversations.open': {
    tier: 3,
    scope: 'im:write',
    arguments: { users: 'text', channel: 'text', return_im: 'flag', prevent_creation: 'flag' },
    run: open,
  },
  'conversations.history': { tier: 3, scope: readScope, arguments: HISTORY, required: ['channel'], run: history },
  'conversations.replies': {
    tier: 3,
    scope: readScope,
    arguments: { ...HISTORY, ts: 'text' },
    required: ['channel', 'ts'],
    run: replies,
  },
  'conversations.list': {
    tier: 2,
    scope: 'channels:read',
    arguments: { cursor: 'text', exclude_archived: 'flag', limit: 'number', types: 'text' },
    run: list,
  },
  'conversations.info': {
    tier: 3,
    scope: ({ args }) => (textOf(args.channel).startsWith('D') ? 'im:read' : 'channels:read'),
    arguments: { channel: 'text', include_locale: 'flag', include_num_members: 'flag' },
    required: ['channel'],
    run: (call) => withChannel(call, (channel) => ({ channel: channelOnWire(call.world, call.team, channel) })),
  },
  'conversations.members': {
    tier: 4,
    scope: ({ args }) => (textOf(args.channel).startsWith('D') ? 'im:read' : 'channels:read'),
    arguments: { channel: 'text', cursor: 'text', limit: 'number' },
    required: ['channel'],
    run: members,
  },
};

function readScope({ args }: Call): string {
  return textOf(args.channel).startsWith('D') ? 'im:history' : 'channels:history';
}

function withChannel({ team, args }: Call, use: (channel: Channel) => Answer): Answer {
  const channel = team.channels.get(textOf(args.channel));
  return channel ? use(channel) : { error: 'channel_not_found' };
}

function open(call: Call): Answer {
  const { world, team, args } = call;
  if (args.channel !== undefined) return withChannel(call, (channel) => ({ channel: channelOnWire(world, team, channel) }));
  const users = textOf(args.users)
    .split(',')
    .filter((id) => id !== '');
  const [person] = users;
  if (person === undefined) return { error: 'users_list_not_supplied' };
  if (users.length > 1) return { error: 'method_not_supported_for_channel_type' };
  if (!team.people.has(person)) return { error: 'user_not_found' };
  if (isDeactivated(world, person)) return { error: 'user_disabled' };
  const opened = team.channels.get(directChannel(team, person).id);
  world.save();
  if (!opened) return { error: 'channel_not_found' };
  return {
    no_op: true,
    already_open: true,
    channel: args.return_im === true ? channelOnWire(world, team, opened) : { id: opened.id },
  };
}

function history(call: Call): Answer {
  return withChannel(call, (channel) => {
    if (!botIsIn(call.world, channel)) return { error: 'not_in_channel' };
    const newestFirst = channel.messages.filter((message) => message.onlyFor === undefined).reverse();
    return said(call, newestFirst);
  });
}

function replies(call: Call): Answer {
  return withChannel(call, (channel) => {
    const ts = textOf(call.args.ts);
    const thread = channel.messages.filter(
      (message) => message.onlyFor === undefined && (message.ts === ts || message.threadTs === ts),
    );
    return thread.length > 0 ? said(call, thread) : { error: 'thread_not_found' };
  });
}

/** A page of messages between oldest and latest. Metadata only when asked for. */
function said({ world, team, args }: Call, messages: Channel['messages']): Answer {
  const oldest = Number(args.oldest ?? 0);
  const latest = args.latest === undefined ? Number.POSITIVE_INFINITY : Number(args.latest);
  if (Number.isNaN(oldest)) return { error: 'invalid_ts_oldest' };
  if (Number.isNaN(latest)) return { error: 'invalid_ts_latest' };
  const inclusive = args.inclusive === true;
  const within = messages.filter(({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
  const cut = page(within, args, { usual: 100, max: 999 });
  if (isRefusal(cut)) return cut;
  return {
    messages: cut.items.map((message) => messageOnWire(world, team, message, args.include_all_metadata === true)),
    has_more: cut.next !== '',
    pin_count: 0,
    response_metadata: { next_cursor: cut.next },
  };
}

function list(call: Call): Answer {
  const { world, team, args } = call;
  const types = (textOf(args.types) || 'public_channel').split(',').map((type) => type.trim());
  if (types.some((type) => !['public_channel', 'private_channel', 'mpim', 'im'].includes(type)))
    return { error: 'invalid_types' };
  const wanted = [...team.channels.values()].filter((channel) =>
    types.includes(channel.person === undefined ? 'public_channel' : 'im'),
  );
  const cut = page(wanted, args, { usual: 100, max: 1000 });
  if (isRefusal(cut)) return cut;
  return {
    channels: cut.items.map((channel) => channelOnWire(world, team, channel)),
    response_metadata: { next_cursor: cut.next },
  };
}

function members(call: Call): Answer {
  const { world, team, args } = call;
  return withChannel(call, (channel) => {
    const bot = botIsIn(world, channel) ? [team.bot.userId] : [];
    const people =
      channel.person === undefined ? [...team.people.keys()].filter((id) => !isDeactivated(world, id)) : [channel.person];
    const cut = page([...people, ...bot], args, { usual: 100, max: 1000 });
    return isRefusal(cut) ? cut : { members: cut.items, response_metadata: { next_cursor: cut.next } };
  });
}
