import { isRefusal, readContent } from '../content.ts';
import { erase, post, rewrite } from '../posting.ts';
import { messageIn } from '../team.ts';
import type { Fields } from '../types.ts';
import { isFields } from '../types.ts';
import type { Channel, Team, World } from '../world.ts';

/** A response_url works five times in thirty minutes. */
const USES_MAX = 5;
const LIFE_MS = 30 * 60_000;
const KNOWN = new Set(
  'text blocks attachments response_type replace_original delete_original thread_ts mrkdwn unfurl_links unfurl_media parse link_names metadata'.split(
    ' ',
  ),
);

/** Where a response goes: who asked, where, and the message whose button was pressed. */
export interface ResponsePlace {
  team: Team;
  person: string;
  channel: Channel;
  original?: string;
}

/** Answers a POST to a response_url: the HTTP status and body. */
export function answerResponseUrl(world: World, path: string, body: unknown): { status: number; body: Fields } {
  const url = world.responseUrls.get(path);
  const team = url && world.teams.get(url.team);
  const channel = url && team?.channels.get(url.channel);
  if (!url || !team || !channel || Date.now() - url.at > LIFE_MS)
    return { status: 404, body: { ok: false, error: 'expired_url' } };
  if (url.uses >= USES_MAX) return { status: 404, body: { ok: false, error: 'used_url' } };
  if (!isFields(body)) return { status: 400, body: { ok: false, error: 'invalid_payload' } };
  const problem = respond(
    world,
    { team, person: url.person, channel, ...(url.original ? { original: url.original } : {}) },
    body,
  );
  if (problem) return { status: 400, body: { ok: false, ...problem } };
  url.uses += 1;
  return { status: 200, body: { ok: true } };
}

/** Shows what an app answers to a command or press. Returns what Slack would find wrong with it. */
export function respond(world: World, place: ResponsePlace, body: Fields): Fields | undefined {
  const { team, channel, person, original } = place;
  const unknown = Object.keys(body).filter((key) => !KNOWN.has(key));
  if (unknown.length > 0)
    return { error: 'invalid_arguments', response_metadata: { messages: unknown.map((key) => `[ERROR] unknown field: ${key}`) } };
  if (isTrue(body.delete_original)) {
    if (original !== undefined) erase(world, team, channel, original);
    if (body.text === undefined && body.blocks === undefined) return undefined;
  }
  const content = readContent(body);
  if (isRefusal(content)) return { error: content.error, response_metadata: { messages: content.messages ?? [] } };

  const replaced = isTrue(body.replace_original) && original !== undefined ? messageIn(channel, original) : undefined;
  if (replaced) {
    rewrite(world, team, channel, replaced, content, body);
    return undefined;
  }
  const everybody = body.response_type === 'in_channel';
  post(world, team, channel, {
    content,
    user: team.bot.userId,
    byBot: true,
    raw: body,
    ...(everybody ? {} : { onlyFor: person }),
  });
  return undefined;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
