import type { WebClient } from '@slack/web-api';
import type { Log } from '../../chat/platform.ts';
import { plain } from '../../chat/text.ts';
import type { View } from '../../chat/view.ts';
import type { Place } from '../../chat/who.ts';
import { pause } from '../shared/pauses.ts';
import { type Failure, failureFacts, failureOf } from './failures.ts';
import { shareFiles, uploadFiles } from './files.ts';
import { CALL_TIMEOUT_MS, MESSAGE_BLOCKS } from './limits.ts';
import { type SlackMessage, slackMessage, smallPrint } from './outgoing.ts';
import { escaped } from './words.ts';

/** Shows Views to the person who asked, and in the channel they asked in. */

/** What showing needs. */
export interface Answering {
  client: WebClient;
  log: Log;
}

/** Whom an answer goes to. */
export interface Asker {
  userId: string;
  place: Place;
  /** Slack's own way to answer what they did; forms have none. */
  responseUrl?: string | undefined;
}

type People = Readonly<Record<string, string>>;

/** The longest an answer waits for a rate limit, in ms: after that nobody is waiting for it. */
const LIMIT_WAIT_MS = 30_000;

/** Nothing is looked up behind links, and nothing in words becomes a mention. */
const PLAINLY = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const;

/** Shows a View to the one who asked, to nobody else; `replace`: in place of the message with the pressed button. Never throws. */
export async function showToAsker(on: Answering, asker: Asker, view: View, people: People, replace = false): Promise<void> {
  const message = slackMessage(view, { people });
  if (message.files.length > 0) addNote(message, await sendFiles(on, asker, message));
  const { text, blocks } = message;
  const body = { text, ...(blocks.length > 0 && { blocks }) };
  const ways = [
    () => respond(on, asker.responseUrl, { ...body, response_type: 'ephemeral', replace_original: replace }),
    () => ephemeral(on.client, asker, body),
    () => direct(on.client, asker, body),
  ];
  for (const way of ways) {
    try {
      if (await way()) return;
    } catch (error) {
      on.log.warn(failureFacts(error), 'an answer could not be shown this way');
    }
  }
  on.log.error({ platform: 'slack' }, 'an answer could not be shown at all');
}

/** Posts a View in the channel for everybody; the asker is told when that is not possible. Never throws. */
export async function showToChannel(on: Answering, asker: Asker, view: View, people: People): Promise<void> {
  const { client, log } = on;
  const { text, blocks, files } = slackMessage(view, { people, mention: view.pings ?? [] });
  try {
    const channel = asker.place.channelId ?? (await directChannel(client, asker.userId));
    const uploaded = await uploadFiles(client, files);
    await patiently(() => client.chat.postMessage({ channel, text, ...(blocks.length > 0 && { blocks }), ...PLAINLY }));
    await shareFiles(client, uploaded, channel);
  } catch (error) {
    log.warn(failureFacts(error), 'a message could not be posted in a channel');
    const missed: View = { ...view, blocks: [{ kind: 'note', text: plain(whyNotPosted(failureOf(error))) }, ...view.blocks] };
    await showToAsker(on, asker, missed, people);
  }
}

function whyNotPosted(failure: Failure): string {
  if (failure.kind === 'unknown') return 'It is not certain that this reached the channel. Please look before you post it again.';
  return failure.kind === 'refused' && ['not_in_channel', 'channel_not_found'].includes(failure.code)
    ? 'I am not in this channel, so I could not post this for everybody. Type /invite @Staffroom to let me in next time.'
    : 'I could not post this in the channel.';
}

/** Files cannot stand in a message only one person sees: they go to the direct messages. Says in words where they are. */
async function sendFiles({ client, log }: Answering, asker: Asker, message: SlackMessage): Promise<string> {
  const names = message.files.map((file) => file.name).join(', ');
  try {
    const channel = await directChannel(client, asker.userId);
    await patiently(async () => shareFiles(client, await uploadFiles(client, message.files), channel));
    return asker.place.channelId === channel ? '' : `In your direct messages with me: ${names}`;
  } catch (error) {
    log.warn(failureFacts(error), 'files could not be sent');
    return `Could not be sent: ${names}. Please try again in a moment.`;
  }
}

function addNote(message: SlackMessage, note: string): void {
  if (note !== '') message.blocks = [...message.blocks.slice(0, MESSAGE_BLOCKS - 1), smallPrint(escaped(note))];
}

async function respond({ log }: Answering, url: string | undefined, body: object): Promise<boolean> {
  if (url === undefined) return false;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  if (!answer.ok) log.warn({ status: answer.status }, 'a response_url took no answer');
  return answer.ok;
}

/** Only in channels: in direct messages it would be gone at the next start of the app. */
async function ephemeral(client: WebClient, asker: Asker, body: Pick<SlackMessage, 'text'>): Promise<boolean> {
  const { channelId, direct: isDirect } = asker.place;
  if (isDirect || channelId === undefined) return false;
  await patiently(() => client.chat.postEphemeral({ ...body, channel: channelId, user: asker.userId, parse: 'none' }));
  return true;
}

async function direct(client: WebClient, asker: Asker, body: Pick<SlackMessage, 'text'>): Promise<boolean> {
  const channel = await directChannel(client, asker.userId);
  await patiently(() => client.chat.postMessage({ ...body, channel, ...PLAINLY }));
  return true;
}

/** The direct messages of the bot with a person; opening them again does nothing. */
export async function directChannel(client: WebClient, userId: string): Promise<string> {
  const { channel } = await patiently(() => client.conversations.open({ users: userId }));
  if (channel?.id === undefined) throw new Error('Slack gave no direct channel');
  return channel.id;
}

/** Calls once more after a rate limit: nothing was done the first time. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'limited' || failure.afterMs > LIMIT_WAIT_MS) throw error;
    await pause(failure.afterMs);
    return call();
  }
}
