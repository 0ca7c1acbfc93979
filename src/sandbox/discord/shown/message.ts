import type { RichText, ShownBlock, ShownMessage } from '../../contract.ts';
import type { Hub } from '../hub.ts';
import type { Room } from '../messages/rooms.ts';
import type { StoredMessage } from '../store.ts';
import { type Attachment, type Component, type Embed, Flag, Kind, type Message } from '../wire.ts';
import { shownControl } from './controls.ts';
import { readMarkdown } from './markdown.ts';
import { readInline } from './markdown-inline.ts';
import { readingOf } from './reading.ts';

/** A message is read once; a changed message is a new object. */
const alreadyShown = new WeakMap<Message, ShownMessage>();

/** A stored message as somebody in the room sees it. */
export function shownMessage(hub: Hub, room: Room, stored: StoredMessage): ShownMessage {
  const shown = alreadyShown.get(stored.message) ?? show(hub, room, stored);
  alreadyShown.set(stored.message, shown);
  return shown;
}

function show(hub: Hub, room: Room, { message, onlyFor, raw }: StoredMessage): ShownMessage {
  const pending = (message.flags & Flag.loading) !== 0;
  const blocks = pending ? thinking(hub) : blocksOf(hub, room, message);
  return {
    id: message.id,
    channelId: message.channel_id,
    author: {
      id: message.author.id,
      name: message.author.global_name ?? message.author.username,
      bot: message.author.bot ?? false,
    },
    at: message.timestamp,
    onlyYou: onlyFor !== undefined,
    edited: message.edited_timestamp !== null,
    pending,
    blocks,
    text: blocks.flatMap(wordsOfBlock).join('\n'),
    raw,
  };
}

function thinking({ bot }: Hub): ShownBlock[] {
  return [{ type: 'text', text: [{ text: `${bot.name} is thinking…`, italic: true }] }];
}

function blocksOf(hub: Hub, room: Room, message: Message): ShownBlock[] {
  const v2 = (message.flags & Flag.componentsV2) !== 0;
  const content = readMarkdown(message.content, readingOf(hub, message));
  const embeds = message.flags & Flag.suppressEmbeds ? [] : message.embeds.flatMap((embed) => embedBlocks(hub, embed));
  const files = v2 ? [] : message.attachments.map(attachmentBlock);
  return [
    ...content,
    ...embeds,
    ...files,
    ...message.components.flatMap((component) => componentBlocks(hub, room, message, component)),
  ];
}

function componentBlocks(hub: Hub, room: Room, message: Message, component: Component): ShownBlock[] {
  switch (component.type) {
    case Kind.container:
      return (component.components ?? []).flatMap((inner) => componentBlocks(hub, room, message, inner));
    case Kind.actionRow:
      return [{ type: 'controls', controls: (component.components ?? []).map((inner) => shownControl(room, inner)) }];
    case Kind.textDisplay:
      return readMarkdown(component.content ?? '', readingOf(hub, message));
    case Kind.section:
      return sectionBlocks(hub, room, message, component);
    case Kind.mediaGallery:
      return (component.items ?? []).map(({ media, description }) => ({ type: 'image', url: media.url, alt: description ?? '' }));
    case Kind.file:
      return [{ type: 'file', url: component.file?.url ?? '', name: component.name ?? '', bytes: component.size ?? 0 }];
    case Kind.separator:
      return component.divider === false ? [] : [{ type: 'divider' }];
    default:
      return [];
  }
}

function sectionBlocks(hub: Hub, room: Room, message: Message, { components = [], accessory }: Component): ShownBlock[] {
  const blocks: ShownBlock[] = components.flatMap((inner) => componentBlocks(hub, room, message, inner));
  if (accessory?.type === Kind.thumbnail) {
    return [...blocks, { type: 'image', url: accessory.media?.url ?? '', alt: accessory.description ?? '' }];
  }
  if (!accessory) return blocks;
  const control = shownControl(room, accessory);
  const beside = blocks.find((block) => block.type === 'text');
  if (!beside) return [...blocks, { type: 'controls', controls: [control] }];
  return blocks.map((block) => (block === beside ? { ...beside, beside: control } : block));
}

function embedBlocks(hub: Hub, embed: Embed): ShownBlock[] {
  const reading = readingOf(hub);
  const heading = (text: string, link?: string): ShownBlock => ({
    type: 'heading',
    text: readInline(text, reading, link ? { link } : {}),
  });
  return [
    ...(embed.author ? [{ type: 'text' as const, text: [{ text: embed.author.name }], small: true }] : []),
    ...(embed.title ? [heading(embed.title, embed.url)] : []),
    ...readMarkdown(embed.description ?? '', reading),
    ...(embed.fields ?? []).flatMap(({ name, value }): ShownBlock[] => [heading(name), ...readMarkdown(value, reading)]),
    ...[embed.image, embed.thumbnail].flatMap((media): ShownBlock[] =>
      media ? [{ type: 'image', url: media.url, alt: '' }] : [],
    ),
    ...(embed.footer ? [{ type: 'text' as const, text: [{ text: embed.footer.text }], small: true }] : []),
  ];
}

function attachmentBlock({ url, filename, size, content_type = '', description = '' }: Attachment): ShownBlock {
  if (content_type.startsWith('image/')) return { type: 'image', url, alt: description };
  return { type: 'file', url, name: filename, bytes: size };
}

function wordsOfBlock(block: ShownBlock): string[] {
  switch (block.type) {
    case 'heading':
      return [wordsOfText(block.text)];
    case 'text':
      return block.beside?.type === 'button' ? [wordsOfText(block.text), block.beside.label] : [wordsOfText(block.text)];
    case 'controls':
      return block.controls.map((control) => (control.type === 'button' ? control.label : control.placeholder));
    case 'image':
      return block.alt === '' ? [] : [block.alt];
    case 'file':
      return [block.name];
    case 'divider':
      return [];
    default:
      return block satisfies never;
  }
}

function wordsOfText(text: RichText): string {
  return text.map((span) => span.text).join('');
}
