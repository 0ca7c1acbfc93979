import { messageBlockIssues } from './blocks/check.ts';
import { filledIn } from './blocks/fill.ts';
import { EVENT_TYPE } from './blocks/layout.ts';
import type { Issue } from './blocks/rules.ts';
import { inSlacksWords } from './blocks/rules.ts';
import type { Fields } from './types.ts';
import { fieldsList, isFields, textOf } from './types.ts';

/** An error of the Web API, with the details Slack puts into response_metadata.messages. */
export interface Refusal {
  error: string;
  messages?: string[];
}

/** What a message says, checked and with ids filled in. */
export interface Content {
  text: string;
  blocks: Fields[];
  attachments: Fields[];
  plain?: boolean;
  linksNames?: boolean;
}

/** Slack's documented limits: 40,000 characters of text, 100 attachments. */
const TEXT_MAX = 40_000;
const ATTACHMENTS_MAX = 100;
const MARKDOWN_MAX = 12_000;
/** Slack does not document how large metadata may be; 16 kB is what this sandbox allows. */
const METADATA_MAX = 16_000;

/** The text of an update may be 4,000 characters (docs.slack.dev, msg_too_long). */
export const SHORT_TEXT_MAX = 4000;

/** Checks what a message says, as chat.postMessage does. */
export function readContent(args: Fields, textMax = TEXT_MAX): Content | Refusal {
  const text = textOf(args.text);
  const markdown = textOf(args.markdown_text);
  if (args.blocks !== undefined && !Array.isArray(args.blocks)) return { error: 'invalid_blocks_format' };
  if (args.attachments !== undefined && !Array.isArray(args.attachments)) return { error: 'invalid_attachments' };
  const blocks = fieldsList(args.blocks);
  const attachments = fieldsList(args.attachments);
  if (markdown !== '' && (text !== '' || blocks.length > 0)) return { error: 'markdown_text_conflict' };
  if (text.length > textMax || markdown.length > MARKDOWN_MAX) return { error: 'msg_too_long' };
  if (attachments.length > ATTACHMENTS_MAX) return { error: 'too_many_attachments' };
  if (text === '' && markdown === '' && blocks.length === 0 && attachments.length === 0) return { error: 'no_text' };

  const issues = [...messageBlockIssues(args.blocks ?? []), ...attachments.flatMap(attachmentIssues)];
  if (issues.length > 0) return { error: 'invalid_blocks', messages: inSlacksWords(issues) };
  return {
    text: text || markdown,
    blocks: filledIn(markdown === '' ? blocks : [{ type: 'markdown', text: markdown }]),
    attachments: attachments.map((attachment) =>
      attachment.blocks ? { ...attachment, blocks: filledIn(fieldsList(attachment.blocks)) } : attachment,
    ),
    ...(args.mrkdwn === false ? { plain: true } : {}),
    ...(args.parse === 'full' || args.link_names === true ? { linksNames: true } : {}),
  };
}

function attachmentIssues(attachment: Fields, index: number): Issue[] {
  if (attachment.blocks === undefined) return [];
  return messageBlockIssues(attachment.blocks).map(({ message, at }) => ({ message, at: `/attachments/${index}${at}` }));
}

/** Checks message metadata: an event type and a flat payload, and nothing else. */
export function readMetadata(value: unknown): Fields | undefined | Refusal {
  if (value === undefined) return undefined;
  if (!isFields(value)) return { error: 'invalid_metadata_format' };
  const issues: Issue[] = [];
  EVENT_TYPE(value.event_type, '/metadata/event_type', issues);
  if (!isFields(value.event_payload)) issues.push({ message: 'must provide an object', at: '/metadata/event_payload' });
  for (const key of Object.keys(value)) {
    if (!['event_type', 'event_payload', 'entities'].includes(key))
      issues.push({ message: `invalid additional property: ${key}`, at: '/metadata' });
  }
  if (issues.length > 0) return { error: 'invalid_metadata_format', messages: inSlacksWords(issues) };
  if (JSON.stringify(value).length > METADATA_MAX) return { error: 'metadata_too_large' };
  return value;
}

/** True for an error instead of a result. */
export function isRefusal<T extends object>(value: T | Refusal | undefined): value is Refusal {
  return value !== undefined && 'error' in value && typeof value.error === 'string';
}
