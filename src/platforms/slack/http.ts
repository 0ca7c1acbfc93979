import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPModuleFunctions, HTTPReceiver } from '@slack/bolt';
import type { Log } from '../../chat/platform.ts';
import { growingPause, pause } from '../shared/pauses.ts';
import type { Connection } from './connection.ts';
import { sdkLogger } from './sdk-log.ts';

/** The one address Slack sends everything to. */
const PATH = '/slack/events';
/** Larger than any form Slack sends (a view is at most 250 kB), in bytes. */
const BODY_LIMIT = 1_000_000;
/** A clock may be a little ahead of ours, in seconds; Bolt refuses only what is five minutes old. */
const FUTURE_SECONDS = 60;
/** How long a signature is remembered, in ms: after that Bolt refuses it for its age. */
const REMEMBER_MS = 5 * 60_000 + FUTURE_SECONDS * 1000;

/** What signed HTTP needs. */
export interface HttpOptions {
  signingSecret: string;
  /** 0 picks a free one. */
  port: number;
  log: Log;
}

/** Signed HTTP: Bolt's own receiver behind a door that refuses what Bolt would let in (platforms.md, trap 10). */
export function httpConnection({ signingSecret, port, log }: HttpOptions): Connection {
  const logger = sdkLogger(log);
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [PATH], bodyLimit: BODY_LIMIT, logger });
  const seen = new Map<string, number>();
  const closing = new AbortController();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || new URL(request.url ?? '/', 'http://localhost').pathname !== PATH) return end(response, 404);
    // Bolt wants the bare type; a proxy may have added a character set.
    if (request.headers['content-type']) request.headers['content-type'] = request.headers['content-type'].split(';')[0]?.trim();
    if (Number(request.headers['x-slack-request-timestamp']) > Date.now() / 1000 + FUTURE_SECONDS) return end(response, 401);
    try {
      await HTTPModuleFunctions.parseAndVerifyHTTPRequest(
        { enabled: true, signingSecret, bodyLimit: BODY_LIMIT, logger },
        request,
      );
    } catch (error) {
      return end(response, HTTPModuleFunctions.isRawBodyError(error) && error.statusCode === 413 ? 413 : 401);
    }
    if (isReplay(String(request.headers['x-slack-signature'] ?? ''))) return end(response, 401);
    receiver.requestListener(request, response);
  }

  /** Only signatures that were found right are remembered, so nobody else can fill the memory. */
  function isReplay(signature: string): boolean {
    const now = Date.now();
    for (const [old, at] of seen) {
      if (now - at < REMEMBER_MS) break;
      seen.delete(old);
    }
    if (signature === '') return false;
    if (seen.has(signature)) return true;
    seen.set(signature, now);
    return false;
  }

  const server: Server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      log.error({ name: error.name }, 'a Slack request failed');
      if (!response.headersSent) end(response, 500);
    });
  });

  async function keepOpening(tried: () => void): Promise<void> {
    for (let failures = 1; !closing.signal.aborted; failures += 1) {
      const problem = await listening(server, port);
      if (problem === undefined)
        log.info({ port: (server.address() as AddressInfo).port, path: PATH }, 'listening for signed requests of Slack');
      else if (failures === 1)
        log.error({ port, code: problem }, 'the port for requests of Slack cannot be opened; trying again');
      tried();
      if (problem === undefined) return;
      await pause(growingPause(failures), closing.signal);
    }
  }

  return {
    receiver: { init: (app) => receiver.init(app), start: async () => {}, stop: async () => {} },
    open: () => new Promise((tried) => void keepOpening(tried)),
    ready: () => server.listening,
    async close() {
      closing.abort();
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}

/** Undefined when it listens, else why not. */
function listening(server: Server, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name);
    server.once('error', failed);
    server.listen(port, () => {
      server.off('error', failed);
      server.on('error', () => {});
      resolve(undefined);
    });
  });
}
