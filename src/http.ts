import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { UserError } from './errors.ts';

/** Something that answers some paths: the sandbox's page. */
export interface Mounted {
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/**
 * The bot's own web server: /healthz, and the sandbox's page when there is one. /healthz answers 200 while commands are being served on
 * at least one platform (one being down must not get the other restarted), and says which in its body.
 */
export function startHttp(host: string, port: number, serving: () => Record<string, boolean>, page?: Mounted): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/healthz') {
      const platforms = serving();
      const ok = Object.values(platforms).includes(true);
      response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ok, platforms }));
    } else if (!page?.handle(request, response)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    }
  });
  server.on('upgrade', (request, socket, head) => {
    if (!page?.upgrade(request, socket, head)) socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new UserError(`Port ${port} is taken by another program. Set PORT to a free one.`) : error,
      ),
    );
    server.listen(port, host, () => resolve(server));
  });
}
