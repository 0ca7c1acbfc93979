import type { ShownBlock, ShownMessage } from '../../contract.ts';
import { botNameOf, millisecondsOf } from '../team.ts';
import { mrkdwnBlocks } from '../text/lines.ts';
import type { Names } from '../text/mentions.ts';
import type { Reading } from '../text/mrkdwn.ts';
import { readPlain } from '../text/mrkdwn.ts';
import { fieldsList, textOf } from '../types.ts';
import type { StoredMessage, Team, World } from '../world.ts';
import { shownBlocks, wordsIn } from './blocks.ts';

/** The names a workspace knows, the app's own among them. */
export function namesIn(world: World, team: Team): Names {
  return {
    person: (id) => team.people.get(id)?.name ?? (id === team.bot.userId ? botNameOf(world) : undefined),
    channel: (id) => (team.channels.get(id)?.person === undefined ? team.channels.get(id)?.name : undefined),
  };
}

/** Where the page finds an uploaded file. */
export function fileUrl(world: World, id: string): string {
  const file = world.files.get(id);
  return file ? `${world.base}/files/${file.id}/${file.secret}/${encodeURIComponent(file.name)}` : '';
}

/** A stored message as a person sees it. `chosen` is what they have chosen in its menus. */
export function shownMessage(
  world: World,
  team: Team,
  message: StoredMessage,
  chosen?: ReadonlyMap<string, string[]>,
): ShownMessage {
  const reading: Reading = {
    names: namesIn(world, team),
    notifies: message.onlyFor === undefined,
    ...(message.linksNames ? { linksNames: true } : {}),
  };
  const blocks = [...bodyOf(world, team, message, reading, chosen), ...filesOf(world, message)];
  return {
    id: message.ts,
    channelId: message.channel,
    author: {
      id: message.user,
      name: message.byBot ? botNameOf(world) : (team.people.get(message.user)?.name ?? message.user),
      bot: message.byBot,
    },
    at: new Date(millisecondsOf(message.ts)).toISOString(),
    onlyYou: message.onlyFor !== undefined,
    edited: message.editedTs !== undefined,
    pending: false,
    blocks,
    text: wordsIn(blocks),
    raw: message.raw,
  };
}

function bodyOf(
  world: World,
  team: Team,
  message: StoredMessage,
  reading: Reading,
  chosen?: ReadonlyMap<string, string[]>,
): ShownBlock[] {
  const place = { team, reading, fileUrl: (id: string) => fileUrl(world, id), ...(chosen ? { chosen } : {}) };
  const words = message.plain ? [{ type: 'text' as const, text: readPlain(message.text) }] : mrkdwnBlocks(message.text, reading);
  // With blocks the text is only for notifications and screen readers, as in the real client.
  const own = message.blocks.length > 0 ? shownBlocks(message.blocks, place) : message.text === '' ? [] : words;
  const attached = message.attachments.flatMap((attachment) => {
    const blocks = fieldsList(attachment.blocks);
    if (blocks.length > 0) return shownBlocks(blocks, place);
    const text = [attachment.pretext, attachment.title, attachment.text].map(textOf).filter((part) => part !== '');
    return mrkdwnBlocks(text.join('\n') || textOf(attachment.fallback), reading);
  });
  return [...own, ...attached];
}

function filesOf(world: World, message: StoredMessage): ShownBlock[] {
  return message.files.flatMap((id): ShownBlock[] => {
    const file = world.files.get(id);
    if (!file) return [];
    const url = fileUrl(world, id);
    if (/\.(png|jpe?g|gif|svg|webp)$/i.test(file.name)) return [{ type: 'image', url, alt: file.alt ?? file.title }];
    return [{ type: 'file', url, name: file.name, bytes: file.length }];
  });
}
