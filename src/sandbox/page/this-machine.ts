import type { IncomingMessage } from 'node:http';

/** Names a browser on this machine uses for it. Any other name in Host may be a foreign site resolved to us (DNS rebinding). */
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * Whether a request comes from a browser on this machine and was meant for this page. The page lets anyone be anyone, so it is
 * for the machine it runs on only: the connection must be a local one and the address asked for a local name, even when
 * the server it is mounted in listens on a public interface.
 */
export function isFromThisMachine(request: IncomingMessage): boolean {
  return LOOPBACK.test(request.socket.remoteAddress ?? '') && LOCAL_NAMES.has(nameOf(`http://${request.headers.host}`));
}

/**
 * Whether a websocket was opened by the page itself. Browsers let any site open a websocket to localhost, so another site's
 * script is told apart by its Origin. A client that is no browser sends none and could do as it likes anyway.
 */
export function isFromThePage(request: IncomingMessage): boolean {
  const origin = request.headers.origin;
  return isFromThisMachine(request) && (origin === undefined || origin === `http://${request.headers.host}`);
}

function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
