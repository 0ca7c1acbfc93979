import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Reply, request } from './protocol.ts';
import { isFromThePage } from './this-machine.ts';
import { createViewer, type PageParts, type Viewer } from './viewer.ts';

/** The largest thing a person can paste, generously; bytes. */
const LARGEST_REQUEST = 1_000_000;
/** Bots connect and disconnect without telling anybody who looks on, so the page looks again every so often, ms. */
const LOOK_AGAIN = 1_000;

/** The page's websockets. */
export interface Live {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** Serve every open window of the page over a websocket each. */
export function createLive(parts: PageParts): Live {
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_REQUEST });
  const viewers = new Set<Viewer>();
  let connected = connectedBots(parts);
  const timer = setInterval(() => {
    if (connected === connectedBots(parts)) return;
    connected = connectedBots(parts);
    for (const viewer of viewers) viewer.refresh();
  }, LOOK_AGAIN);
  timer.unref();

  server.on('connection', (socket: WebSocket) => {
    const send = (reply: Reply) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(reply));
    const viewer = createViewer(parts, send);
    const stopClock = parts.clock.onMove(() => send({ type: 'clock', now: parts.clock.now(), offset: parts.clock.offset() }));
    viewers.add(viewer);
    socket.on('message', (data) => void answer(viewer, String(data), send));
    // A window that went away mid-frame is closed next; there is nobody to tell.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      viewers.delete(viewer);
      viewer.close();
      stopClock();
    });
  });

  return {
    upgrade(incoming, socket, head) {
      if (isFromThePage(incoming))
        server.handleUpgrade(incoming, socket, head, (accepted) => server.emit('connection', accepted));
      else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    },
    close() {
      clearInterval(timer);
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function connectedBots({ slack, discord }: PageParts): string {
  return `${slack.connections()} ${discord.connections()}`;
}

async function answer(viewer: Viewer, data: string, send: (reply: Reply) => void): Promise<void> {
  const parsed = request.safeParse(json(data));
  if (!parsed.success) {
    const id = Number(Object(json(data)).id ?? 0);
    send({ type: 'result', id, ok: false, reason: 'The page sent something it should not.' });
    return;
  }
  const { id } = parsed.data;
  try {
    send({ type: 'result', id, ok: true, value: await viewer.handle(parsed.data) });
  } catch (error) {
    send({ type: 'result', id, ok: false, reason: error instanceof Error ? error.message : String(error) });
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
