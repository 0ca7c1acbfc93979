import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { UserError } from './errors.ts';

/** Something that answers some paths: the sandbox's page. */
export interface Mounted {
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** What stands behind the web server. It listens before the rest has started, so the parts are put in when they are there. */
export interface Behind {
  /** Which platforms serve commands. 'stand-by': another process does, and this one would take over. */
  serving?(): Record<string, boolean | 'stand-by'>;
  /** The sandbox's page, when there is one. */
  page?: Mounted;
}

/** Why a port cannot be had, in words. */
const REFUSALS: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (_host, port) => `Port ${port} is taken by another program. Set PORT to a free one.`,
  EACCES: (_host, port) => `Port ${port} is not allowed for this user. Set PORT to one above 1023.`,
  EADDRNOTAVAIL: (host) => `This machine has no address ${host}. Set HOST to 127.0.0.1, or to 0.0.0.0 for all of them.`,
  ENOTFOUND: (host) => `There is no host ${host}. Set HOST to 127.0.0.1, or to 0.0.0.0 for all addresses of this machine.`,
};

/**
 * The bot's own web server: /healthz, and the sandbox's page when there is one. /healthz answers 200 while commands are being served on
 * at least one platform, by this process or by one it stands by (one being down must not get the other restarted), and says which in
 * its body. Throws a UserError when the port cannot be had.
 */
export function startHttp(host: string, port: number, behind: Behind): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/healthz') {
      const platforms = behind.serving?.() ?? {};
      const ok = Object.values(platforms).some((one) => one !== false);
      response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ok, platforms }));
    } else if (!behind.serving) {
      response
        .writeHead(503, { 'content-type': 'text/plain', 'retry-after': '2' })
        .end('Staffroom is starting. Try again in a moment.\n');
    } else if (!behind.page?.handle(request, response)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    }
  });
  server.on('upgrade', (request, socket, head) => {
    if (!behind.page?.upgrade(request, socket, head)) socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const refusal = REFUSALS[error.code ?? ''];
      reject(refusal ? new UserError(refusal(host, port)) : error);
    });
    server.listen(port, host, () => resolve(server));
  });
}
