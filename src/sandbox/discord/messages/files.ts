import { extname } from 'node:path';
import { invalidAt } from '../checks/check.ts';
import type { MessageInput } from '../checks/message.ts';
import type { Hub } from '../hub.ts';
import type { Attachment, Component, Embed, Id, MediaItem } from '../wire.ts';

/** A file that came with a request, under files[index]. */
export interface Upload {
  index: number;
  name: string;
  type: string;
  bytes: Buffer;
}

const TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.ics': 'text/calendar; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.pdf': 'application/pdf',
};

/** Stores what was uploaded and says which attachments the message has now. */
export function attach(hub: Hub, channelId: Id, input: MessageInput, uploads: Upload[], existing: Attachment[]): Attachment[] {
  const described = new Map((input.attachments ?? []).map((entry) => [entry.id, entry]));
  const kept = input.attachments ? existing.filter((attachment) => described.has(attachment.id)) : existing;
  for (const [index, { id }] of (input.attachments ?? []).entries()) {
    const known = uploads.some((upload) => String(upload.index) === id) || existing.some((attachment) => attachment.id === id);
    if (!known) throw invalidAt(['attachments', index, 'id'], 'ATTACHMENT_NOT_FOUND', `There is no file ${id} in this request.`);
  }
  const added = uploads.map((upload): Attachment => {
    const { title, description, filename } = described.get(String(upload.index)) ?? {};
    const attachment = keepUpload(hub, channelId, filename ?? upload.name, upload.bytes, upload.type);
    return { ...attachment, ...(title ? { title } : {}), ...(description ? { description } : {}) };
  });
  return [...kept, ...added];
}

/** Stores one file and says where it is. */
export function keepUpload(hub: Hub, channelId: Id, called: string, bytes: Buffer, said = ''): Attachment {
  const name = called.replace(/[^\p{L}\p{N}._-]+/gu, '_') || 'file';
  const id = hub.store.ids.next();
  const type = TYPES[extname(name).toLowerCase()] ?? (said || 'application/octet-stream');
  hub.store.addFile(id, { name, type, bytes });
  const url = `${hub.base}/attachments/${channelId}/${id}/${encodeURIComponent(name)}`;
  return { id, filename: name, size: bytes.length, url, proxy_url: url, content_type: type, ...sizeOf(bytes) };
}

/** Width and height of a PNG, which stand at the same place in all of them. */
function sizeOf(bytes: Buffer): { width?: number; height?: number } {
  const png = bytes.length > 24 && bytes.toString('latin1', 1, 4) === 'PNG';
  return png ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : {};
}

/** The components with attachment:// addresses replaced by real ones; refuses an address of a file that is not there. */
export function resolveComponents(components: Component[], attachments: Attachment[]): Component[] {
  return components.map((component) => resolveComponent(component, attachments));
}

function resolveComponent(component: Component, attachments: Attachment[]): Component {
  const resolved = { ...component };
  if (component.media) resolved.media = resolveMedia(component.media, attachments);
  if (component.file) {
    const file = attachments.find(
      (attachment) => attachment.filename === nameIn(component.file?.url) || attachment.url === component.file?.url,
    );
    resolved.file = resolveMedia(component.file, attachments);
    resolved.name = file?.filename;
    resolved.size = file?.size;
  }
  if (component.items)
    resolved.items = component.items.map((item) => ({ ...item, media: resolveMedia(item.media, attachments) }));
  if (component.components) resolved.components = resolveComponents(component.components, attachments);
  if (component.accessory) resolved.accessory = resolveComponent(component.accessory, attachments);
  return resolved;
}

/** The embeds with attachment:// addresses replaced by real ones. */
export function resolveEmbeds(embeds: Embed[], attachments: Attachment[]): Embed[] {
  return embeds.map((embed) => ({
    type: 'rich',
    ...embed,
    ...(embed.image ? { image: { url: resolveMedia(embed.image, attachments).url } } : {}),
    ...(embed.thumbnail ? { thumbnail: { url: resolveMedia(embed.thumbnail, attachments).url } } : {}),
  }));
}

function nameIn(url: string | undefined): string | undefined {
  return url?.startsWith('attachment://') ? url.slice('attachment://'.length) : undefined;
}

function resolveMedia({ url }: { url: string }, attachments: Attachment[]): MediaItem {
  const name = nameIn(url);
  if (name === undefined) return { url, proxy_url: url, width: null, height: null };
  const file = attachments.find((attachment) => attachment.filename === name);
  if (!file) {
    throw invalidAt(
      ['components'],
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      `The referenced attachment "${name}" was not found`,
    );
  }
  const { width = null, height = null, content_type } = file;
  return { url: file.url, proxy_url: file.proxy_url, width, height, content_type, attachment_id: file.id };
}
