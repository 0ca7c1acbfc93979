import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Something that answers some paths: the sandbox's page. */
export interface Mounted {
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** The bot's own web server: /healthz answers 200 while commands are being served, and the sandbox's page when there is one. */
export function startHttp(host: string, port: number, ready: () => boolean, page?: Mounted): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/healthz') {
      const ok = ready();
      response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ok }));
    } else if (!page?.handle(request, response)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    }
  });
  server.on('upgrade', (request, socket, head) => {
    if (!page?.upgrade(request, socket, head)) socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
