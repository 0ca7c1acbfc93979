import type { BlockAction, BlockElementAction, BlockSuggestion, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Request, SuggestRequest } from '../../chat/request.ts';
import type { Caller, Place } from '../../chat/who.ts';
import { packedIdOf } from './controls.ts';
import { filesOf, type SubmittedFile, unpackPlace, valuesOf } from './forms.ts';
import { unescaped } from './words.ts';

/** What Slack delivers, as requests of the conversation. */

/** What only Slack knows about a person; asked only where a command needs it. */
export interface AskSlack {
  isAdmin(userId: string): Promise<boolean>;
  fullName(userId: string): Promise<string | undefined>;
  /** What a chosen file holds; undefined when that is more than so many bytes. */
  fileOf(file: SubmittedFile, most: number): Promise<Uint8Array | undefined>;
  /** The workspace's name, once it is known; a command carries only its web address. */
  teamName?(): string | undefined;
}

/** A slash command. Slack has no id for it but its trigger, which is the same when it is delivered twice. */
export function commandRequest(body: SlashCommand, ask: AskSlack): Request {
  return {
    id: body.trigger_id,
    caller: callerOf({ id: body.user_id, name: body.user_name }, { id: body.team_id, domain: body.team_domain }, ask),
    place: { channelId: body.channel_id, direct: body.channel_name === 'directmessage' },
    did: { kind: 'words', command: body.command.replace(/^\//, ''), words: typedWords(body.text ?? '') },
  };
}

/**
 * The words as they were typed. Slack escapes three signs and puts links into brackets; mentions stay in brackets, because that is how
 * the conversation reads them.
 */
export function typedWords(text: string): string {
  const unlinked = text.replace(
    /<((?:https?|mailto|tel):[^|>]*)(?:\|([^>]*))?>/gi,
    (_all, url: string, label: string | undefined) => (/^https?:/i.test(url) ? url : (label ?? url)),
  );
  return unescaped(unlinked);
}

/** A button was pressed, or something chosen from a menu. */
export function pressRequest(body: BlockAction, ask: AskSlack): Request | undefined {
  const [action] = body.actions;
  if (!action) return undefined;
  const values = chosenIn(action);
  // Everything was taken out of a menu of several: nothing to do.
  if (values?.length === 0) return undefined;
  return {
    id: body.trigger_id,
    caller: callerOf(body.user, body.team, ask),
    place: placeOf(body),
    did: {
      kind: 'press',
      id: packedIdOf({ action_id: action.action_id, value: 'value' in action ? action.value : undefined }),
      ...(values && { values }),
    },
  };
}

/** What was chosen; undefined for a button. */
function chosenIn(action: BlockElementAction): string[] | undefined {
  if ('selected_options' in action) return (action.selected_options ?? []).map((option) => unescaped(String(option.value)));
  if ('selected_option' in action) return action.selected_option ? [unescaped(String(action.selected_option.value))] : [];
  return undefined;
}

function placeOf(body: BlockAction): Place {
  const channelId = body.channel?.id ?? body.container?.channel_id;
  return typeof channelId === 'string' ? { channelId, direct: channelId.startsWith('D') } : { direct: true };
}

/** A form was sent. */
export function submitRequest(body: ViewSubmitAction, ask: AskSlack): Request {
  const { values } = body.view.state;
  const files = filesOf(values, ask.fileOf);
  return {
    id: body.trigger_id ?? `${body.view.id}.${body.view.hash}`,
    caller: callerOf(body.user, body.team, ask),
    place: unpackPlace(body.view.private_metadata),
    did: {
      kind: 'submit',
      id: body.view.callback_id,
      values: valuesOf(values),
      ...(Object.keys(files).length > 0 && { files }),
    },
  };
}

/** Somebody is typing in a field that suggests. */
export function suggestRequest(body: BlockSuggestion, ask: AskSlack): SuggestRequest {
  return {
    caller: callerOf(body.user, body.team, ask),
    target: body.view?.callback_id ?? '',
    field: body.block_id,
    typed: typedWords(body.value),
  };
}

interface SlackUser {
  id: string;
  name?: string;
  username?: string;
  team_id?: string;
}

function callerOf(user: SlackUser, team: { id: string; domain?: string } | null, ask: AskSlack): Caller {
  const community = team?.id ?? user.team_id;
  const communityName = ask.teamName?.() ?? team?.domain;
  return {
    platform: 'slack',
    ...(community !== undefined && { communityExternalId: community }),
    ...(communityName !== undefined && { communityName }),
    userId: user.id,
    displayName: user.name ?? user.username ?? user.id,
    isAdmin: () => ask.isAdmin(user.id),
    fullName: () => ask.fullName(user.id),
  };
}
