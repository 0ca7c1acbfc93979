import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fields } from './types.ts';
import { isFields } from './types.ts';

/** The largest request body accepted, in bytes (uploads included). */
const BODY_MAX = 20_000_000;

/** Reads a request body. Resolves undefined when it is too large or the connection broke. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const piece: Buffer = chunk;
      size += piece.length;
      if (size > BODY_MAX) return undefined;
      chunks.push(piece);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

/** A form or JSON body as fields; undefined for anything else. */
export function fieldsOf(type: string, body: Buffer): Fields | undefined {
  const text = body.toString('utf8');
  if (type.startsWith('application/json')) {
    try {
      const value: unknown = text === '' ? {} : JSON.parse(text);
      return isFields(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
  return Object.fromEntries(new URLSearchParams(text));
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(text);
}
