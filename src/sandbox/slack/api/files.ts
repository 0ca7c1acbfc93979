import type { Refusal } from '../content.ts';
import { isRefusal, readContent } from '../content.ts';
import { newId, secret } from '../ids.ts';
import { fileOnWire } from '../on-wire.ts';
import { post } from '../posting.ts';
import type { Fields } from '../types.ts';
import { fieldsList, textOf } from '../types.ts';
import type { Channel, StoredFile } from '../world.ts';
import { nowOf } from '../world.ts';
import { postableChannel } from './chat.ts';
import type { Answer, Call, Method } from './method.ts';

const ALT_MAX = 1000;

/** files.getUploadURLExternal and files.completeUploadExternal: ask for an address, upload there, complete. files.info: what a file is. */
export const FILES: Record<string, Method> = {
  'files.getUploadURLExternal': {
    tier: 4,
    scope: 'files:write',
    arguments: { filename: 'text', length: 'number', alt_txt: 'text', alt_text: 'text', snippet_type: 'text' },
    required: ['filename', 'length'],
    run: reserve,
  },
  'files.completeUploadExternal': {
    tier: 4,
    scope: 'files:write',
    arguments: {
      files: 'json',
      channel_id: 'text',
      channels: 'text',
      initial_comment: 'text',
      thread_ts: 'text',
      blocks: 'json',
    },
    required: ['files'],
    run: complete,
  },
  'files.info': {
    tier: 4,
    scope: 'files:read',
    arguments: { file: 'text', count: 'number', cursor: 'text', limit: 'number', page: 'number' },
    required: ['file'],
    run({ world, team, args }) {
      const file = world.files.get(textOf(args.file));
      const [shown] = file?.team === team.id && file.complete ? fileOnWire(world, file.id) : [];
      return shown ? { file: shown } : { error: 'file_not_found' };
    },
  },
};

function reserve({ world, team, args }: Call): Answer {
  const alt = textOf(args.alt_txt) || textOf(args.alt_text);
  if (alt.length > ALT_MAX) return { error: 'alt_txt_too_large' };
  if (Number(args.length) < 1)
    return { error: 'invalid_arguments', messages: ['[ERROR] must be greater than 0 [json-pointer:/length]'] };
  const file: StoredFile = {
    id: newId('F'),
    team: team.id,
    name: textOf(args.filename),
    title: textOf(args.filename),
    length: Number(args.length),
    complete: false,
    secret: secret(),
    stampedAt: nowOf(world),
    ...(alt ? { alt } : {}),
  };
  world.files.set(file.id, file);
  return { upload_url: `${world.base}/upload/v1/${file.id}/${file.secret}`, file_id: file.id };
}

function complete(call: Call): Answer {
  const { world, team, args } = call;
  const asked = fieldsList(args.files);
  if (asked.length === 0) return { error: 'invalid_arguments', messages: ['[ERROR] must provide files [json-pointer:/files]'] };
  const files: { file: StoredFile; title: string }[] = [];
  for (const { id, title } of asked) {
    const file = world.files.get(textOf(id));
    // An address that nothing was uploaded to is no file.
    if (!file || file.team !== team.id || file.content === undefined) return { error: 'file_not_found' };
    files.push({ file, title: textOf(title) });
  }
  const channels = channelsAsked(call);
  if (isRefusal(channels)) return channels;

  for (const { file, title } of files) {
    file.complete = true;
    if (title !== '') file.title = title;
  }
  const ids = files.map(({ file }) => file.id);
  for (const channel of channels) share(call, channel, ids);
  world.save();
  return { files: ids.flatMap((id) => fileOnWire(world, id)) };
}

function channelsAsked(call: Call): Channel[] | Refusal {
  const ids = [textOf(call.args.channel_id), ...textOf(call.args.channels).split(',')].filter((id) => id !== '');
  const channels: Channel[] = [];
  for (const id of ids) {
    const channel = postableChannel(call, id);
    if (isRefusal(channel)) return channel;
    channels.push(channel);
  }
  return channels;
}

function share({ world, team, args }: Call, channel: Channel, files: string[]): void {
  const said: Fields =
    args.initial_comment !== undefined
      ? { text: args.initial_comment }
      : args.blocks !== undefined
        ? { blocks: args.blocks }
        : {};
  const content = Object.keys(said).length > 0 ? readContent(said) : { text: '', blocks: [], attachments: [] };
  post(world, team, channel, {
    content: isRefusal(content) ? { text: '', blocks: [], attachments: [] } : content,
    user: team.bot.userId,
    byBot: true,
    raw: args,
    files,
    ...(args.thread_ts ? { threadTs: textOf(args.thread_ts) } : {}),
  });
}
