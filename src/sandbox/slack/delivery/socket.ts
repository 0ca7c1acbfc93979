import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { until } from '../changes.ts';
import { isFields } from '../types.ts';
import type { Connection, World } from '../world.ts';
import { later } from '../world.ts';
import type { BotRequest, Outcome } from './deliver.ts';

/** Slack allows an app this many Socket Mode connections at once. */
export const CONNECTIONS_MAX = 10;
/** The client gives up after 30 s without a ping from Slack. */
const PING_MS = 10_000;
/** How long a refresh waits for the new connection before the next one is refreshed. */
const REFRESH_PATIENCE_MS = 15_000;
/** What hello says about how long a connection lasts, in seconds. */
const CONNECTION_SECONDS = 18_060;

/** Takes websocket upgrades at /link with a ticket from apps.connections.open. Returns how to stop. */
export function acceptSockets(world: World): () => void {
  const server = new WebSocketServer({ noServer: true });
  world.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', world.base);
    if (url.pathname !== '/link/' || !world.tickets.delete(url.searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    server.handleUpgrade(request, socket, head, (opened) => welcome(world, opened));
  });
  const pings = setInterval(() => {
    for (const { socket } of world.connections) if (socket.readyState === socket.OPEN) socket.ping();
  }, PING_MS);
  pings.unref();
  return () => {
    clearInterval(pings);
    for (const { socket } of world.connections) socket.terminate();
    server.close();
  };
}

function welcome(world: World, socket: WebSocket): void {
  if (world.connections.size >= CONNECTIONS_MAX) {
    socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: { host: 'sandbox' } }));
    socket.close();
    return;
  }
  const connection: Connection = { socket, leaving: false };
  world.connections.add(connection);
  socket.on('message', (data) => acknowledged(world, String(data)));
  socket.on('error', () => socket.terminate());
  socket.on('close', () => world.connections.delete(connection));
  const [bot] = [...world.teams.values()].map((team) => team.bot);
  socket.send(
    JSON.stringify({
      type: 'hello',
      num_connections: world.connections.size,
      connection_info: { app_id: bot?.appId },
      debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: CONNECTION_SECONDS },
    }),
  );
  for (const look of [...world.settling]) look();
}

function acknowledged(world: World, frame: string): void {
  let message: unknown;
  try {
    message = JSON.parse(frame);
  } catch {
    return;
  }
  if (!isFields(message) || typeof message.envelope_id !== 'string') return;
  world.unacknowledged.get(message.envelope_id)?.(message.payload);
}

/** Sends an envelope to one of the app's connections and waits for its acknowledgement. */
export function sendEnvelope(world: World, request: BotRequest): Promise<Outcome> {
  const open = usable(world);
  const connection = open[Math.floor(Math.random() * open.length)];
  if (!connection) return Promise.resolve({ kind: 'failed' });

  const id = randomUUID();
  return new Promise((resolve) => {
    const finish = (outcome: Outcome) => {
      world.unacknowledged.delete(id);
      clearTimeout(timer);
      world.timers.delete(timer);
      resolve(outcome);
    };
    const timer = later(world, world.deadlines.ack, () => finish({ kind: 'late' }));
    world.unacknowledged.set(id, (payload) => finish({ kind: 'answered', payload: emptied(payload) }));
    connection.socket.send(
      JSON.stringify({
        envelope_id: id,
        type: request.kind,
        payload: request.payload,
        accepts_response_payload: request.answers,
        ...(request.kind === 'events_api'
          ? { retry_attempt: request.retry?.number ?? 0, retry_reason: request.retry?.reason ?? '' }
          : {}),
      }),
    );
  });
}

/** Connections that take new work. */
export function usable(world: World): Connection[] {
  return [...world.connections].filter(({ socket, leaving }) => !leaving && socket.readyState === socket.OPEN);
}

/** A bare acknowledgement arrives as {} from the real client. */
function emptied(payload: unknown): unknown {
  return isFields(payload) && Object.keys(payload).length === 0 ? undefined : payload;
}

/** Asks every connection in turn to reconnect; the next one only when a new one is there (or it takes too long). */
export async function refresh(world: World): Promise<void> {
  for (const connection of usable(world)) {
    connection.leaving = true;
    const before = usable(world).length;
    connection.socket.send(JSON.stringify({ type: 'disconnect', reason: 'warning', debug_info: { host: 'sandbox' } }));
    connection.socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'sandbox' } }));
    const came = await until(world, () => usable(world).length > before, REFRESH_PATIENCE_MS);
    connection.socket.close();
    if (!came && world.closed) return;
  }
}

/** Cuts every connection without a word, as a bad network does. */
export function drop(world: World): void {
  for (const { socket } of world.connections) socket.terminate();
}
