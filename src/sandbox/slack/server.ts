import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCall } from './api/answer.ts';
import { remember } from './api/record.ts';
import { answerAuthorize } from './authorize.ts';
import { fieldsOf, readBody, sendJson } from './body.ts';
import { answerResponseUrl } from './delivery/respond.ts';
import type { World } from './world.ts';

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  ics: 'text/calendar; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
};

/** Sends every request to where it is answered. */
export async function route(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', world.base);
  const [, first, ...rest] = url.pathname.split('/');
  if (first === 'api') return answerCall(world, rest.join('/'), request, response);
  if ((first === 'commands' || first === 'actions') && request.method === 'POST')
    return answerResponse(world, url.pathname, request, response);
  if (first === 'upload') return takeUpload(world, rest, request, response);
  if (first === 'files') return serveFile(world, rest, response);
  if (first === 'files-pri') return servePrivately(world, rest, request.headers.authorization, response);
  if (url.pathname === '/oauth/v2/authorize') return answerAuthorize(world, url, response);
  sendJson(response, 404, { ok: false, error: 'not_found' });
}

async function answerResponse(world: World, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const fields = body && fieldsOf(request.headers['content-type'] ?? 'application/json', body);
  const reply = answerResponseUrl(world, path, fields);
  // The address is a secret; only what kind it was is kept.
  const kind = path.split('/').slice(0, 3).join('/');
  const error = typeof reply.body.error === 'string' ? { error: reply.body.error } : {};
  remember(world, { method: 'response_url', path: kind, body: fields ?? {}, status: reply.status, ...error });
  sendJson(response, reply.status, reply.body);
}

/** Takes the content of a file: raw, or as the one file of a multipart form. */
async function takeUpload(
  world: World,
  [, id, secret]: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const file = world.files.get(id ?? '');
  if (!body || !file || file.secret !== secret || file.complete) {
    response.writeHead(404);
    response.end('not found');
    return;
  }
  const content = contentOf(request.headers['content-type'] ?? '', body);
  if (content.length !== file.length) {
    response.writeHead(400);
    response.end('the length is not the one that was announced');
    return;
  }
  file.content = content.toString('base64');
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.end(`OK - ${content.length}`);
}

function contentOf(type: string, body: Buffer): Buffer {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) return body;
  const start = body.indexOf('\r\n\r\n');
  const end = body.lastIndexOf(`\r\n--${boundary}`);
  return start === -1 || end === -1 ? body : body.subarray(start + 4, end);
}

/** Gives a file to the app, if it says who it is and may read files; whoever may not is led to where people sign in. */
function servePrivately(world: World, [name = '']: string[], authorization: string | undefined, response: ServerResponse): void {
  const file = [...world.files.values()].find((one) => name === `${one.team}-${one.id}`);
  const team = file && world.teams.get(file.team);
  const allowed = world.manifest?.scopes.has('files:read') ?? true;
  if (!team || !allowed || world.uninstalled.has(team.id) || authorization !== `Bearer ${team.bot.token}`) {
    remember(world, { method: 'files-pri', path: '/files-pri', body: {}, status: 302, error: 'not_authed' });
    response.writeHead(302, { location: `${world.base}/signin` }).end();
    return;
  }
  remember(world, { method: 'files-pri', path: '/files-pri', body: {}, status: 200 });
  serveFile(world, [file.id, file.secret], response);
}

/** Gives a file to the page. The address is a secret, as Slack's private addresses need a token. */
function serveFile(world: World, [id, secret]: string[], response: ServerResponse): void {
  const file = world.files.get(id ?? '');
  if (!file || file.secret !== secret || file.content === undefined) {
    response.writeHead(404);
    response.end('not found');
    return;
  }
  const ending = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
  response.writeHead(200, {
    'content-type': TYPES[ending] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  });
  response.end(Buffer.from(file.content, 'base64'));
}
