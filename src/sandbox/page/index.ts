import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SandboxClock } from '../clock.ts';
import type { Sandbox } from '../contract.ts';
import { createFileShelf } from './file-shelf.ts';
import { createLive } from './live.ts';
import { sendStaticFile, staticFileFor } from './static-files.ts';
import { isFromThisMachine } from './this-machine.ts';

/**
 * The page that shows both sandboxes, to be mounted in an http server that also serves other things. It lets whoever opens it
 * be anybody, so it is for this machine only: requests that come from elsewhere, or ask for another name than localhost, are
 * refused even when the server listens on a public interface.
 */
export interface SandboxPage {
  /** Answer a request for '/', '/assets/…' or '/files/…'; false when it is not for the page. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Take over a websocket for '/live'; false when it is not for the page. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Close every open window's websocket. */
  close(): void;
}

/** Build the page over two running sandboxes and their clock. */
export function createSandboxPage({
  slack,
  discord,
  clock,
}: {
  slack: Sandbox;
  discord: Sandbox;
  clock: SandboxClock;
}): SandboxPage {
  const files = createFileShelf([slack, discord].map(({ apiUrl }) => new URL(apiUrl).origin));
  const live = createLive({ slack, discord, clock, files });

  return {
    handle(request, response) {
      const path = pathOf(request);
      const name = staticFileFor(path);
      if (name === undefined && !path.startsWith('/files/')) return false;
      if (!isFromThisMachine(request)) {
        say(response, 403, 'The sandbox page is for the machine it runs on: open it there as http://localhost.');
      } else if (request.method !== 'GET' && request.method !== 'HEAD') {
        say(response, 405, 'The sandbox page can only be read.');
      } else if (name !== undefined) {
        void sendStaticFile(response, name);
      } else {
        void files.send(response, path);
      }
      return true;
    },
    upgrade(request, socket, head) {
      if (pathOf(request) !== '/live') return false;
      live.upgrade(request, socket, head);
      return true;
    },
    close: live.close,
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
