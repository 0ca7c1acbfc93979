import type { WebClient } from '@slack/web-api';
import type { Destination, Later, Posted } from '../../chat/platform.ts';
import type { View } from '../../chat/view.ts';
import { failureOf, TOKEN_CODES } from './failures.ts';
import { shareFiles, type UploadedFile, uploadFiles } from './files.ts';
import { HISTORY_PAGE } from './limits.ts';
import { slackMessage } from './outgoing.ts';

/**
 * The outbox's way out. Each message is sent once and carries its key in its metadata; when it is not known whether it arrived, it is
 * looked for instead of being sent again. The metadata can be read by everybody in the channel, so nothing but the key is in it.
 */

const EVENT_TYPE = 'staffroom_delivery';
/** A token that does not work is an administrator's matter; the message waits, in ms. */
const TOKEN_WAIT_MS = 5 * 60_000;
/** When Slack cannot be reached, in ms. */
const DOWN_WAIT_MS = 15_000;

const LIMITED = 'Slack asks to go slower';

/** Who or what cannot be reached, in words for a coordinator. */
const UNDELIVERABLE: Record<string, string> = {
  user_not_found: 'Slack does not know this person any more.',
  users_not_found: 'Slack does not know this person any more.',
  user_disabled: 'This person’s Slack account is deactivated.',
  account_inactive: 'This Slack account is deactivated.',
  cannot_dm_bot: 'This is a bot; bots cannot be written to.',
  channel_not_found: 'Slack does not know this channel, or the bot may not see it.',
  is_archived: 'The channel is archived.',
  not_in_channel: 'The bot is not in this channel. Somebody there has to type /invite @Staffroom.',
  messages_tab_disabled: 'Direct messages to the bot are switched off in this workspace.',
  restricted_action: 'The workspace’s rules do not let the bot write there.',
  user_not_in_channel: 'This person is not in the channel.',
};

/** Sends a message once. Never throws. */
export async function post(
  client: WebClient,
  to: Destination,
  view: View,
  people: Readonly<Record<string, string>>,
  key: string,
): Promise<Posted> {
  // In direct messages a mention reaches nobody else; in a channel it would.
  const naming = to.kind === 'person' ? { people } : { people, mention: view.pings ?? [] };
  const { text, blocks, files } = slackMessage(view, naming);
  let channel: string;
  let uploaded: UploadedFile[];
  try {
    channel = await channelOf(client, to);
    uploaded = await uploadFiles(client, files);
  } catch (error) {
    const posted = postedAfter(error);
    if (posted.state === 'later' && posted.slower) return { ...posted, slower: 'opening' };
    // Nothing anybody could see was sent yet.
    return posted.state === 'unknown' ? { state: 'later', afterMs: DOWN_WAIT_MS, reason: posted.reason } : posted;
  }
  const opened = to.kind === 'person' ? { directChannelId: channel } : {};
  try {
    const { ts } = await client.chat.postMessage({
      channel,
      text,
      ...(blocks.length > 0 && { blocks }),
      metadata: { event_type: EVENT_TYPE, event_payload: { key } },
      unfurl_links: false,
      unfurl_media: false,
      parse: 'none',
      link_names: false,
    });
    if (ts === undefined) return { state: 'unknown', reason: 'Slack did not say where the message is', ...opened };
    // The message itself is there; a file that does not follow is not worth a second message.
    await shareFiles(client, uploaded, channel).catch(() => {});
    return { state: 'sent', externalId: externalId(channel, ts), ...opened };
  } catch (error) {
    return { ...postedAfter(error), ...opened };
  }
}

async function channelOf(client: WebClient, to: Destination): Promise<string> {
  if (to.kind === 'channel') return to.channelId;
  if (to.directChannelId !== undefined) return to.directChannelId;
  const { channel } = await client.conversations.open({ users: to.userId });
  if (channel?.id === undefined) throw new Error('Slack gave no direct channel');
  return channel.id;
}

/** What a failed call means for the message. */
export function postedAfter(error: unknown): Exclude<Posted, { state: 'sent' }> {
  const failure = failureOf(error);
  switch (failure.kind) {
    case 'limited':
      return { state: 'later', afterMs: failure.afterMs, reason: LIMITED, slower: 'platform' };
    case 'unsent':
      return { state: 'later', afterMs: DOWN_WAIT_MS, reason: failure.reason };
    case 'unknown':
      return { state: 'unknown', reason: failure.reason };
    case 'refused': {
      const words = UNDELIVERABLE[failure.code];
      if (words !== undefined) return { state: 'undeliverable', reason: words };
      if (TOKEN_CODES.includes(failure.code) || failure.code === 'missing_scope')
        return { state: 'later', afterMs: TOKEN_WAIT_MS, reason: `Slack refuses the bot's token (${failure.code})` };
      return { state: 'refused', reason: `Slack refused the message (${failure.code})` };
    }
    default:
      return failure satisfies never;
  }
}

/** Looks for the message with this key among those since `since` (ms). Throws when it cannot look. */
export async function find(client: WebClient, to: Destination, key: string, since: number): Promise<string | Later | undefined> {
  try {
    return await lookFor(client, await channelOf(client, to), key, since);
  } catch (error) {
    const failure = failureOf(error);
    // Slack lets histories be read more slowly than messages be sent. That says nothing about this one.
    if (failure.kind === 'limited') return { state: 'later', afterMs: failure.afterMs, reason: LIMITED };
    throw error;
  }
}

async function lookFor(client: WebClient, channel: string, key: string, since: number): Promise<string | undefined> {
  let cursor: string | undefined;
  do {
    const page = await client.conversations.history({
      channel,
      include_all_metadata: true,
      inclusive: true,
      oldest: (since / 1000).toFixed(6),
      limit: HISTORY_PAGE,
      ...(cursor && { cursor }),
    });
    const found = page.messages?.find(
      ({ metadata }) => metadata?.event_type === EVENT_TYPE && keyIn(metadata.event_payload) === key,
    );
    if (found?.ts !== undefined) return externalId(channel, found.ts);
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  return undefined;
}

function keyIn(payload: object | undefined): unknown {
  return payload && 'key' in payload ? payload.key : undefined;
}

/** A message's id on Slack is its channel and its time. */
function externalId(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}
