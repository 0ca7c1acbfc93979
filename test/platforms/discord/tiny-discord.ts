import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';

/** A Discord of forty lines that answers and sends whatever a test says, the malformed and the forbidden included. */

/** What it answers to a call; undefined: nothing at all, the connection is cut. */
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | undefined;
/** A call the bot made. */
export interface Call {
  method: string;
  path: string;
  body: string;
  authorization: string | undefined;
}

export const APPLICATION = '1290000000000000009';

export async function startTinyDiscord(answerTo: (call: Call) => Answer | 'usual' = () => 'usual') {
  const calls: Call[] = [];
  const sockets = new Set<WebSocket>();
  const server = createServer(async (request, response) => {
    const call = { ...pathOf(request), body: await bodyOf(request), authorization: request.headers.authorization };
    calls.push(call);
    const told = answerTo(call);
    const answer = told === 'usual' ? usual(call.path, url()) : told;
    if (!answer) return void request.socket.destroy();
    const json = answer.body === undefined ? {} : { 'content-type': 'application/json' };
    response.writeHead(answer.status, { ...json, ...answer.headers });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  });
  const gateway = new WebSocketServer({ server });
  gateway.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const send = (frame: object) => socket.send(JSON.stringify(frame));
    socket.on('message', (data) => {
      const { op } = JSON.parse(String(data));
      if (op === 2) send({ op: 0, s: 1, t: 'READY', d: ready(url()) });
      if (op === 1) send({ op: 11 });
    });
    send({ op: 10, d: { heartbeat_interval: 40_000 } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    for (const socket of sockets) socket.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  let sequence = 1;
  return {
    calls,
    apiUrl: `${url()}/api`,
    connections: () => sockets.size,
    /** Sends an event as it is. */
    dispatch(t: unknown, d: unknown) {
      sequence += 1;
      for (const socket of sockets) socket.send(JSON.stringify({ op: 0, s: sequence, t, d }));
    },
    closeWith(code: number) {
      for (const socket of sockets) socket.close(code);
    },
  };
}

function pathOf({ method = '', url = '' }: IncomingMessage) {
  return { method, path: url.replace(/^\/api\/v10/, '') };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const bot = { id: APPLICATION, username: 'bot', discriminator: '0000', avatar: null, bot: true };

function ready(url: string) {
  const resume_gateway_url = url.replace('http', 'ws');
  return { v: 10, user: bot, guilds: [], session_id: 's', resume_gateway_url, application: { id: APPLICATION, flags: 0 } };
}

function usual(path: string, url: string): Answer {
  const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
  if (path === '/gateway/bot')
    return { status: 200, body: { url: url.replace('http', 'ws'), shards: 1, session_start_limit: limit } };
  if (path === '/users/@me') return { status: 200, body: bot };
  if (path.endsWith('/callback')) return { status: 204 };
  if (path.endsWith('/commands')) return { status: 200, body: [{ name: 'note' }] };
  return { status: 200, body: { id: '77' } };
}
