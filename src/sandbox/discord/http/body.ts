import type { IncomingMessage } from 'node:http';
import type { Upload } from '../messages/files.ts';
import { refusals } from '../refusal.ts';

/** The largest request (Discord: 25 MiB). */
const LARGEST = 25 * 1024 * 1024;

/** Everything a request brought. Refuses what is too large. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw refusals.tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads JSON, or multipart with payload_json and files[n]. */
export async function readBody(bytes: Buffer, contentType: string): Promise<{ body: unknown; uploads: Upload[] }> {
  if (bytes.length === 0) return { body: undefined, uploads: [] };
  if (!contentType.startsWith('multipart/form-data')) return { body: parse(bytes.toString('utf8')), uploads: [] };

  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData().catch(() => {
    throw refusals.notJson();
  });
  const uploads: Upload[] = [];
  let body: unknown = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      if (name === 'payload_json') body = parse(value);
      continue;
    }
    const index = Number(/^files\[(\d+)\]$/.exec(name)?.[1] ?? uploads.length);
    uploads.push({ index, name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return { body, uploads };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusals.notJson();
  }
}
