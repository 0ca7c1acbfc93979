import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { BotAccount, Cast } from '../cast.ts';
import type { ChannelAccess } from '../guild-shapes.ts';
import type { Id } from '../wire.ts';
import { createConnection, Op } from './connection.ts';
import { createReader } from './reader.ts';
import { type Audience, dispatchTo, hears, isStale, type Session } from './sessions.ts';

/** Milliseconds between heartbeats that HELLO asks for; the platform's own number. */
const HEARTBEAT = 41_250;

/** The websocket side of the platform. */
export interface Gateway {
  /** Tells every session that should hear it; `data` may differ by what a session may read. */
  dispatch(event: string, data: unknown | ((session: Session) => unknown), audience: Audience): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** Cuts every connection with code 4000; sessions can be resumed. */
  drop(): void;
  /** Asks every connection to reconnect (opcode 7). */
  refresh(): void;
  close(): void;
  /** IDENTIFYs still allowed today (of 1,000). */
  identifiesLeft(): number;
}

/** What the gateway needs to know of the rest. */
export interface GatewaySurroundings {
  cast: Cast;
  bot: BotAccount;
  access: Record<Id, ChannelAccess>;
  /** ws:// address without query. */
  url: string;
  /** Whether members, presences and message content are switched on for the application. */
  privilegedIntents: boolean;
}

export function createGateway(surroundings: GatewaySurroundings): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const open = new Set<WebSocket>();
  let identifies = 0;

  server.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const query = new URL(request.url ?? '/', surroundings.url).searchParams;
    const connection = createConnection(socket, { stream: query.get('compress') === 'zlib-stream' });
    const reader = createReader(connection, {
      ...surroundings,
      sessions,
      identified: () => {
        identifies += 1;
      },
    });
    open.add(socket);
    socket.on('message', (data) => reader.receive(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      open.delete(socket);
      reader.closed(code);
    });
    connection.send({ op: Op.hello, d: { heartbeat_interval: HEARTBEAT, _trace: [] } });
  });

  return {
    dispatch(event, data, audience) {
      for (const session of sessions.values()) {
        if (isStale(session)) sessions.delete(session.id);
        else if (hears(session, audience)) dispatchTo(session, event, typeof data === 'function' ? data(session) : data);
      }
    },
    upgrade(request, socket, head) {
      const query = new URL(request.url ?? '/', surroundings.url).searchParams;
      const speaks = (query.get('encoding') ?? 'json') === 'json' && ['zlib-stream', null].includes(query.get('compress'));
      if (!speaks) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
      else server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
    },
    connections: () => open.size,
    drop() {
      for (const socket of open) socket.close(4000);
    },
    refresh() {
      for (const session of sessions.values()) session.connection?.send({ op: Op.reconnect });
    },
    close() {
      for (const socket of open) socket.terminate();
      server.close();
    },
    identifiesLeft: () => 1000 - identifies,
  };
}
