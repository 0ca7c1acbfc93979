import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Kinds a browser shows and that can carry no script (an SVG can). */
const SHOWN_INLINE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Files bots sent, handed on under the page's own address so that they can be shown and downloaded. */
export interface FileShelf {
  /** The page's address for a file of a sandbox server; any other address is returned unchanged. */
  offer(url: string): string;
  /** Answer a request for something offered before. */
  send(response: ServerResponse, path: string): Promise<void>;
}

/** Only addresses on `origins` that were offered are ever fetched: the page is no open proxy. */
export function createFileShelf(origins: string[]): FileShelf {
  const offered = new Map<string, string>();
  return {
    offer(url) {
      if (!URL.canParse(url) || !origins.includes(new URL(url).origin)) return url;
      const key = createHash('sha256').update(url).digest('base64url').slice(0, 16);
      offered.set(key, url);
      return `/files/${key}`;
    },
    async send(response, path) {
      const url = offered.get(path.slice('/files/'.length));
      const file = url ? await load(url) : undefined;
      if (!file) {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('This file is not there any more.\n');
        return;
      }
      const { type, content } = file;
      response.writeHead(200, {
        'content-type': SHOWN_INLINE.has(type) ? type : 'application/octet-stream',
        'content-disposition': SHOWN_INLINE.has(type) ? 'inline' : 'attachment',
        'cache-control': 'private, max-age=3600',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      });
      response.end(content);
    },
  };
}

/** The whole file at once: the platforms' own limit keeps files small enough. Undefined when it is gone. */
async function load(url: string): Promise<{ type: string; content: Buffer } | undefined> {
  try {
    const answer = await fetch(url, { redirect: 'error' });
    if (!answer.ok) return undefined;
    const type = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
    return { type, content: Buffer.from(await answer.arrayBuffer()) };
  } catch {
    return undefined;
  }
}
