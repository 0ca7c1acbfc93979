import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RecordedCall } from '../../contract.ts';
import type { Hub } from '../hub.ts';
import type { Upload } from '../messages/files.ts';
import { Refusal, refusals } from '../refusal.ts';
import { readBody, readBytes } from './body.ts';
import { createRateLimits, type Verdict } from './rate-limits.ts';
import { createRouter, type Found, type Reply, type Route } from './route.ts';

const API = /^\/api\/v10(?=\/)/;
/** How many calls are remembered. */
const REMEMBERED = 10_000;

/** The REST side: answers the bot, and remembers what it asked. */
export interface RestServer {
  handle(request: IncomingMessage, response: ServerResponse): void;
  calls(): RecordedCall[];
}

export function createRestServer(hub: Hub, routes: Route[]): RestServer {
  const find = createRouter(routes);
  const limits = createRateLimits(hub.rateLimits);
  let recorded: RecordedCall[] = [];

  function record(call: RecordedCall): void {
    recorded.push(call);
    if (recorded.length > REMEMBERED * 1.1) recorded = recorded.slice(-REMEMBERED);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', hub.base);
    const method = request.method ?? 'GET';
    if (url.pathname.startsWith('/attachments/')) return serveFile(hub, url.pathname, response);

    const call: RecordedCall = { method, path: masked(url), body: undefined, status: 0, at: Date.now() };
    record(call);
    let verdict: Verdict = { headers: {} };
    try {
      const bytes = await readBytes(request);
      const { body, uploads } = await readBody(bytes, request.headers['content-type'] ?? '');
      const shutOut = limits.shutOut();
      if (shutOut !== undefined) return shutTheDoor(response, call, shutOut);
      call.body =
        uploads.length > 0
          ? { payload_json: body, files: uploads.map(({ name, bytes: { length } }) => ({ name, bytes: length })) }
          : body;
      const found = API.test(url.pathname) ? find(method, url.pathname.replace(API, '')) : undefined;
      if (found === undefined) throw refusals.notFound();
      if (found === 'method') throw refusals.wrongMethod();
      call.path = masked(url, found);

      if (used(hub, 'hang')) return;
      if (used(hub, 'fail')) throw new Refusal(500, 0, '500: Internal Server Error');
      if (!found.route.open && request.headers.authorization !== `Bot ${hub.bot.token}`) throw refusals.unauthorized();
      verdict = limits.take(found);
      if (verdict.wait !== undefined) {
        limits.answered(429);
        return tooMany(response, call, verdict);
      }

      const reply = found.route.run({ hub, params: found.params, query: url.searchParams, body, uploads: byIndex(uploads) });
      if (reply.stored && used(hub, 'loseAnswers')) return void request.socket.destroy();
      call.status = reply.status;
      send(response, reply, verdict.headers);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : brokenSandbox(error);
      call.status = refusal.status;
      limits.answered(refusal.status);
      if (!response.headersSent) send(response, { status: refusal.status, body: refusal.body }, verdict.headers);
    }
  }

  return {
    handle(request, response) {
      answer(request, response).catch(() => request.socket.destroy());
    },
    calls: () => recorded.slice(-REMEMBERED),
  };
}

function used(hub: Hub, fault: 'hang' | 'fail' | 'loseAnswers'): boolean {
  if (hub.faults[fault] <= 0) return false;
  hub.faults[fault] -= 1;
  return true;
}

/** A bug of ours must be seen, not taken for the platform's answer. */
function brokenSandbox(error: unknown): Refusal {
  console.error('The local Discord failed', error);
  return new Refusal(500, 0, `500: Internal Server Error (sandbox: ${error instanceof Error ? error.message : String(error)})`);
}

function byIndex(uploads: Upload[]): Upload[] {
  return [...uploads].sort((left, right) => left.index - right.index);
}

function send(response: ServerResponse, { status, body }: Reply, headers: Record<string, string>): void {
  // An empty answer has no content type: with application/json discord.js would try to read it.
  if (body === undefined) return void response.writeHead(status, headers).end();
  response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function tooMany(response: ServerResponse, call: RecordedCall, { wait, global = false, headers }: Verdict): void {
  call.status = 429;
  send(response, { status: 429, body: { message: 'You are being rate limited.', retry_after: wait, global } }, headers);
}

/** What an address gets that collected too many invalid answers: not JSON, since it never reaches Discord. */
function shutTheDoor(response: ServerResponse, call: RecordedCall, seconds: number): void {
  call.status = 429;
  response.writeHead(429, { 'retry-after': String(Math.ceil(seconds)), 'content-type': 'text/plain' }).end('error code: 1015');
}

/** The path as it may be remembered: without interaction tokens. */
function masked(url: URL, found?: Found): string {
  let path = url.pathname;
  if (found?.params.token) path = path.replace(found.params.token, '***').replace(encodeURIComponent(found.params.token), '***');
  return path.replace(API, '').replace(/[\w-]{40,}/g, '***') + url.search;
}

function serveFile(hub: Hub, path: string, response: ServerResponse): void {
  const file = hub.store.file(path.split('/')[3] ?? '');
  if (!file) return void response.writeHead(404).end();
  const headers = { 'content-type': file.type, 'content-length': file.bytes.length, 'x-content-type-options': 'nosniff' };
  response
    .writeHead(200, { ...headers, 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" })
    .end(file.bytes);
}
