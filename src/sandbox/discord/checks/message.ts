import { type AllowedMentions, type Component, type Embed, Flag } from '../wire.ts';
import { type Check, flag, id, ignored, isRecord, list, object, optional, type Path, type Report, text, whole } from './check.ts';
import { components } from './components.ts';
import { embeds } from './embeds.ts';

/** What a bot may send as a message or as a change to one. A property that was not sent is absent; `null` clears it. */
export interface MessageInput {
  content?: string | null;
  tts?: boolean;
  nonce?: string | number;
  enforce_nonce?: boolean;
  embeds?: Embed[] | null;
  components?: Component[] | null;
  allowed_mentions?: AllowedMentions;
  attachments?: { id: string; filename?: string; description?: string; title?: string }[];
  flags?: number;
  message_reference?: { message_id: string; channel_id?: string; fail_if_not_exists?: boolean; type?: number };
}

const allowedMentions: Check<AllowedMentions> = object(
  {
    parse: optional(list(text({ max: 8, pattern: /^(everyone|users|roles)$/ }), { max: 3 })),
    users: optional(list(id, { max: 100 })),
    roles: optional(list(id, { max: 100 })),
    replied_user: optional(flag),
  },
  (value, path, report) => {
    for (const kind of ['users', 'roles'] as const) {
      if (value.parse?.includes(kind) && value[kind]?.length) {
        report(
          [...path, 'parse'],
          'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        );
      }
    }
  },
);

const nonce: Check<string | number> = (value, path, report) => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return text({ max: 25 })(value, path, report);
};

const unsupported: Check<undefined> = (value, path, report) => {
  if (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)) {
    report(path, 'SANDBOX_UNSUPPORTED', 'The sandbox does not know this part of a message.');
  }
  return undefined;
};

const orNull =
  <T>(check: Check<T>): Check<T | null | undefined> =>
  (value, path, report) =>
    value === null ? null : optional(check)(value, path, report);

function fields(v2: boolean) {
  return {
    content: orNull(text({ max: 2000 })),
    tts: optional(flag),
    nonce: optional(nonce),
    enforce_nonce: optional(flag),
    embeds: orNull(embeds),
    components: orNull(components(v2)),
    allowed_mentions: optional(allowedMentions),
    attachments: optional(
      list(
        object({
          id,
          filename: optional(text({ min: 1, max: 1024 })),
          description: optional(text({ max: 1024 })),
          title: optional(text({ max: 1024 })),
          duration_secs: ignored,
          waveform: ignored,
          is_spoiler: ignored,
          ...{
            size: ignored,
            url: ignored,
            proxy_url: ignored,
            content_type: ignored,
            width: ignored,
            height: ignored,
            ephemeral: ignored,
          },
        }),
        { max: 10 },
      ),
    ),
    flags: optional(whole(0, 2 ** 31 - 1)),
    message_reference: optional(
      object({
        message_id: id,
        channel_id: optional(id),
        guild_id: optional(id),
        fail_if_not_exists: optional(flag),
        type: optional(whole(0, 1)),
      }),
    ),
    sticker_ids: unsupported,
    poll: unsupported,
    shared_client_theme: unsupported,
    username: unsupported,
    avatar_url: unsupported,
    thread_name: unsupported,
    applied_tags: unsupported,
  };
}

const plain = object(fields(false));
const modern = object(fields(true));

/** A message as the bot sends it; `alreadyV2` when it changes one that has Components V2, which cannot be taken back. */
export function messageInput(alreadyV2 = false): Check<MessageInput> {
  return (value, path, report) => {
    const flags = isRecord(value) && typeof value.flags === 'number' ? value.flags : 0;
    const v2 = alreadyV2 || (flags & Flag.componentsV2) !== 0;
    const read: MessageInput = (v2 ? modern : plain)(value, path, report);
    if (v2) withoutLegacyFields(read, path, report);
    return read;
  };
}

function withoutLegacyFields(read: MessageInput, path: Path, report: Report): void {
  for (const name of ['content', 'embeds'] as const) {
    if (read[name]?.length) {
      report(
        [...path, name],
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
    }
  }
}
