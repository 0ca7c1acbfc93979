import { createHash } from 'node:crypto';
import { Routes } from 'discord.js';
import type { Destination, Later, Platform, Posted } from '../../chat/platform.ts';
import type { View } from '../../chat/view.ts';
import { CODES, type Failure, failureOf, isRefusal } from './failures.ts';
import { COMPONENT_ID, HISTORY_PAGE, NONCE } from './limits.ts';
import type { People } from './markdown.ts';
import { discordMessage } from './outgoing.ts';
import { idIn, type Json, listOf, objectOf } from './reading.ts';
import type { Api } from './rest.ts';

/**
 * The outbox's way out. A message is sent with its delivery's key as an enforced nonce, so Discord itself refuses to create it twice for
 * some minutes. History does not show nonces; there it is recognised by the number of its first component, made of the key: part of
 * the message, shown to nobody, and saying nothing to anyone.
 */
export type Posting = Pick<Platform, 'post' | 'find'>;

type What = [view: View, people: People, key: string];

/** How long to wait, in ms, where Discord does not say. */
const DIRECTS_TOO_FAST_MS = 600_000;
const BUSY_MS = 30_000;
const UNREACHABLE_MS = 10_000;
const TOKEN_REFUSED_MS = 60_000;
/** Never sooner, in ms: the library's own reckoning may say "at once". */
const LEAST_WAIT_MS = 1_000;
/** Discord counts time from 2015 (docs.discord.com, snowflakes). */
const DISCORD_EPOCH = 1_420_070_400_000;
/** Their clock and ours need not agree. */
const CLOCKS_APART_MS = 300_000;
/** Pages of history looked through: 5,000 messages. */
const PAGES = 50;

/** `api` must not repeat calls, and must throw where it would wait for a rate limit. */
export function createPosting(api: Api): Posting {
  let ourselves: string | undefined;

  async function openDirect(userId: string): Promise<string> {
    const channel = objectOf(await api.rest().post(Routes.userChannels(), { body: { recipient_id: userId } }));
    const id = idIn(channel.id);
    if (!id) throw new Error('Discord opened direct messages without an id');
    return id;
  }

  async function send(channelId: string, [view, people, key]: What): Promise<string | undefined> {
    const { body, files } = discordMessage(view, people, markerOf(key));
    const nonce = { nonce: nonceOf(key), enforce_nonce: true };
    const sent = await api.rest().post(Routes.channelMessages(channelId), { body: { ...body, ...nonce }, files });
    return idIn(objectOf(sent).id);
  }

  async function post(to: Destination, ...what: What): Promise<Posted> {
    let channelId = to.kind === 'channel' ? to.channelId : to.directChannelId;
    try {
      channelId ??= await openDirect(userOf(to));
    } catch (error) {
      return unopened(failureOf(error), to);
    }
    const directChannelId = to.kind === 'person' ? { directChannelId: channelId } : {};
    try {
      const externalId = await send(channelId, what);
      if (externalId) return { state: 'sent', externalId, ...directChannelId };
      return { state: 'unknown', reason: 'Discord answered without the id of the message', ...directChannelId };
    } catch (error) {
      // What was kept about a person may have become old.
      if (to.kind === 'person' && to.directChannelId && isRefusal(error, CODES.unknownChannel))
        return post({ ...to, directChannelId: undefined }, ...what);
      const posted = postedOf(failureOf(error), to);
      return posted.state === 'unknown' ? { ...posted, ...directChannelId } : posted;
    }
  }

  return {
    post,
    async find(to, key, since) {
      try {
        return await lookFor(to, key, since);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'limited') return limited(failure.afterMs);
        throw error;
      }
    },
  };

  async function lookFor(to: Destination, key: string, since: number): Promise<string | undefined> {
    const channelId = to.kind === 'channel' ? to.channelId : (to.directChannelId ?? (await openDirect(to.userId)));
    ourselves ??= idIn(objectOf(await api.rest().get(Routes.user())).id);
    const marker = markerOf(key);
    let after = snowflakeAt(since - CLOCKS_APART_MS);
    for (let page = 0; page < PAGES; page += 1) {
      const query = new URLSearchParams({ after, limit: String(HISTORY_PAGE) });
      const messages = listOf(await api.rest().get(Routes.channelMessages(channelId), { query })).map(objectOf);
      const found = messages.find((one) => objectOf(one.author).id === ourselves && markerIn(one) === marker);
      if (found) return idIn(found.id);
      if (messages.length < HISTORY_PAGE) return undefined;
      after = newest(messages, after);
    }
    throw new Error('too many messages to look through');
  }
}

function limited(afterMs: number): Later {
  return { state: 'later', afterMs: Math.max(afterMs, LEAST_WAIT_MS), reason: 'Discord asks to wait' };
}

function userOf(to: Destination): string {
  return to.kind === 'person' ? to.userId : '';
}

/** The number a message's first component gets: 30 bits of the key's hash, far above the small numbers Discord gives itself. */
export function markerOf(key: string): number {
  const half = (COMPONENT_ID + 1) / 2;
  return half + (createHash('sha256').update(key).digest().readUInt32BE(0) % half);
}

function markerIn(message: Json): unknown {
  return objectOf(listOf(message.components)[0]).id;
}

function nonceOf(key: string): string {
  return key.length <= NONCE ? key : createHash('sha256').update(key).digest('base64url').slice(0, NONCE);
}

function snowflakeAt(ms: number): string {
  return String(BigInt(Math.max(0, Math.floor(ms) - DISCORD_EPOCH)) << 22n);
}

function newest(messages: readonly Json[], after: string): string {
  return messages.reduce((max, { id }) => (BigInt(idIn(id) ?? 0) > BigInt(max) ? (idIn(id) ?? max) : max), after);
}

/** Opening the direct messages failed: whatever happened, nothing was sent. */
function unopened(failure: Failure, to: Destination): Posted {
  if (failure.kind === 'unknown') return { state: 'later', afterMs: UNREACHABLE_MS, reason: failure.reason };
  const posted = postedOf(failure, to);
  return posted.state === 'later' && failure.kind === 'limited' && !failure.global ? { ...posted, slower: 'opening' } : posted;
}

function postedOf(failure: Failure, to: Destination): Posted {
  switch (failure.kind) {
    case 'limited':
      return { ...limited(failure.afterMs), slower: failure.global ? 'platform' : 'destination' };
    case 'unsent':
      return { state: 'later', afterMs: UNREACHABLE_MS, reason: failure.reason };
    case 'unknown':
      return { state: 'unknown', reason: failure.reason };
    case 'refused':
      return refusal(failure.code, failure.status, to);
    default:
      return failure satisfies never;
  }
}

function refusal(code: number, status: number, to: Destination): Posted {
  if (status === 401) return { state: 'later', afterMs: TOKEN_REFUSED_MS, reason: 'Discord refuses the bot token' };
  if (status === 429) return { state: 'later', afterMs: BUSY_MS, reason: 'Discord asks to wait' };
  const who = to.kind === 'person' ? 'This person' : 'This channel';
  switch (code) {
    case CODES.directsTooFast:
      return {
        state: 'later',
        afterMs: DIRECTS_TOO_FAST_MS,
        reason: 'Discord lets the bot open no more direct messages now',
        slower: 'opening',
      };
    case CODES.actionTooFast:
    case CODES.channelTooFast:
    case CODES.serviceBusy:
    case CODES.overloaded:
      return { state: 'later', afterMs: BUSY_MS, reason: 'Discord asks to wait' };
    case CODES.closedDirects:
      return { state: 'undeliverable', reason: 'This person does not accept direct messages from the bot on Discord.' };
    case CODES.noCommonServer:
      return { state: 'undeliverable', reason: 'This person is no longer in a Discord server with the bot.' };
    case CODES.unknownUser:
      return { state: 'undeliverable', reason: "This person's Discord account no longer exists." };
    case CODES.unknownChannel:
      return { state: 'undeliverable', reason: `${who} no longer exists on Discord.` };
    case CODES.missingAccess:
      return { state: 'undeliverable', reason: `${who} is not visible to the bot on Discord.` };
    case CODES.missingPermissions:
      return { state: 'undeliverable', reason: 'The bot may not write in this channel on Discord.' };
    default:
      return { state: 'refused', reason: `Discord refused the message (${status}, code ${code})` };
  }
}
