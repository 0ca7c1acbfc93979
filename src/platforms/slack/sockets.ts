import { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../chat/platform.ts';
import { growingPause, pause, within } from '../shared/pauses.ts';
import { SLACK_API_URL } from './clients.ts';
import type { Connection } from './connection.ts';
import { failureFacts, failureOf, TOKEN_CODES } from './failures.ts';
import { CALL_TIMEOUT_MS } from './limits.ts';
import { sdkLogger } from './sdk-log.ts';

/** Two, because Slack replaces each every few hours and one that is being replaced is deaf (platforms.md 1.3). Slack allows ten. */
const CONNECTIONS = 2;
/** How soon a dead connection is noticed, in ms. Shorter would drop live ones whenever this process is busy. */
const PING_TIMEOUT_MS = 3000;
/** How long Slack may take to say hello, in ms. */
const HELLO_MS = 10_000;
/** A connection that ends sooner counts as a failure, in ms: two bots that push each other out must not do it as fast as they can. */
const SHORT_LIVED_MS = 1000;
/** How long hanging up may take, in ms. */
const CLOSE_MS = 1000;

/** What Socket Mode needs. */
export interface SocketOptions {
  appToken: string;
  apiUrl: string | undefined;
  log: Log;
}

/**
 * Socket Mode. The library's own reconnecting is switched off: it waits while it is deaf, and when it fails nobody can catch that, so
 * the process would die (platforms.md, traps 5 and 12).
 */
export function socketConnection(options: SocketOptions): Connection {
  const closing = new AbortController();
  const tell = teller(options.log);
  const lines = Array.from({ length: CONNECTIONS }, () => line(options, tell, closing.signal));
  return {
    receiver: {
      init: (app) => {
        for (const one of lines) one.receiver.init(app);
      },
      start: async () => {},
      stop: async () => {},
    },
    async open() {
      await Promise.all(lines.map((one) => one.open()));
    },
    ready: () => lines.some((one) => one.up()),
    async close() {
      closing.abort();
      await Promise.all(lines.map((one) => one.close()));
    },
  };
}

interface Line {
  receiver: SocketModeReceiver;
  open(): Promise<void>;
  up(): boolean;
  close(): Promise<void>;
}

function line({ appToken, apiUrl, log }: SocketOptions, tell: Teller, closing: AbortSignal): Line {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: PING_TIMEOUT_MS,
    logger: sdkLogger(log),
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl ?? SLACK_API_URL,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: CALL_TIMEOUT_MS,
      },
    },
  });
  const { client } = receiver;
  let connected = false;

  async function attempt(): Promise<void> {
    const started = client.start();
    // It may fail after nobody waits any more.
    started.catch(() => {});
    const hello = await within(HELLO_MS, started);
    if (hello !== undefined || closing.aborted) return;
    void client.disconnect();
    throw new Error('Slack did not say hello');
  }

  async function keepOpen(tried: () => void): Promise<void> {
    let failures = 0;
    let hungUp = () => {};
    client.on('disconnected', () => hungUp());
    while (!closing.aborted) {
      const gone = new Promise<void>((resolve) => {
        hungUp = resolve;
      });
      try {
        await attempt();
        const since = Date.now();
        connected = true;
        tell.connected();
        tried();
        await gone;
        failures = Date.now() - since < SHORT_LIVED_MS ? failures + 1 : 0;
      } catch (error) {
        failures += 1;
        tell.failed(error);
        tried();
      }
      connected = false;
      if (failures > 0) await pause(growingPause(failures), closing);
    }
  }

  return {
    receiver,
    open: () => new Promise((tried) => void keepOpen(tried)),
    up: () => connected && client.websocket?.isActive() === true,
    async close() {
      await within(
        CLOSE_MS,
        client.disconnect().catch(() => {}),
      );
    },
  };
}

/** Tells the log about the first failure and the end of it, not about every attempt of every line. */
interface Teller {
  connected(): void;
  failed(error: unknown): void;
}

function teller(log: Log): Teller {
  let state: 'new' | 'connected' | 'down' | 'refused' = 'new';
  return {
    connected() {
      if (state !== 'connected') log.info({ platform: 'slack' }, 'Slack is connected');
      state = 'connected';
    },
    failed(error) {
      const failure = failureOf(error);
      if (failure.kind === 'refused' && TOKEN_CODES.includes(failure.code)) {
        if (state !== 'refused')
          log.error(
            { code: failure.code },
            'Slack refuses the app token (SLACK_APP_TOKEN, xapp-…): commands cannot be served until it is replaced',
          );
        state = 'refused';
        return;
      }
      if (state !== 'down') log.warn(failureFacts(error), 'Slack cannot be reached over Socket Mode; trying again');
      state = 'down';
    },
  };
}
