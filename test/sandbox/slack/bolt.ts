import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, expect, vi } from 'vitest';
import type { SlackSandbox, SlackSandboxOptions } from '../../../src/sandbox/slack/index.ts';
import { startSlackSandbox } from '../../../src/sandbox/slack/index.ts';
import { TYNESIDE } from './cast.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Runs after the test, last one first. */
export function cleanUp(clean: () => Promise<unknown>): void {
  cleanups.push(clean);
}

/** A local Slack that is closed after the test. Acts that show nothing are waited for only briefly. */
export async function slack(options: Partial<SlackSandboxOptions> = {}): Promise<SlackSandbox> {
  const sandbox = await startSlackSandbox({ cast: [TYNESIDE], settleMilliseconds: 300, ...options });
  cleanUp(() => sandbox.close());
  return sandbox;
}

/** The real Bolt over Socket Mode, with any number of connections. `listen` adds what the app does. */
export async function socketApp(sandbox: SlackSandbox, listen: (app: App) => void, connections = 1): Promise<App> {
  const apps = Array.from({ length: connections }, () => {
    const receiver = new SocketModeReceiver({
      appToken: sandbox.environment.SLACK_APP_TOKEN ?? '',
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: { slackApiUrl: sandbox.apiUrl } },
      clientPingTimeout: 500,
    });
    // Nobody waits for the SDK's own reconnecting: cut off by the end of a test, it would reject, with nothing, where nobody can catch it.
    const start = receiver.client.start.bind(receiver.client);
    receiver.client.start = () =>
      start().catch((reason) => (reason === undefined ? new Promise<never>(() => {}) : Promise.reject(reason)));
    return appOn(sandbox, receiver, listen);
  });
  for (const app of apps) {
    await app.start();
    cleanUp(() => stopped(sandbox, app));
  }
  const [first] = apps;
  if (!first) throw new Error('At least one connection is needed.');
  return first;
}

/** Bolt's stop() does not wait for its socket; a server that closes first would be an error to it. */
async function stopped(sandbox: SlackSandbox, app: App): Promise<void> {
  const before = sandbox.connections();
  await app.stop();
  await vi.waitFor(() => expect(sandbox.connections()).toBeLessThan(Math.max(before, 1)), 10_000);
}

/** The real Bolt behind signed HTTP. The sandbox is told where it listens. */
export async function httpApp(sandbox: SlackSandbox, listen: (app: App) => void): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: sandbox.environment.SLACK_SIGNING_SECRET ?? '', logLevel: LogLevel.ERROR });
  const app = appOn(sandbox, receiver, listen);
  const server = await receiver.start(0);
  cleanUp(() => app.stop());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  sandbox.useHttp(`http://127.0.0.1:${port}/slack/events`);
  return app;
}

function appOn(sandbox: SlackSandbox, receiver: SocketModeReceiver | HTTPReceiver, listen: (app: App) => void): App {
  const app = new App({
    token: sandbox.environment.SLACK_BOT_TOKEN ?? '',
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  return app;
}

/** The last message a person sees in a channel. */
export function lastSeen(sandbox: SlackSandbox, person: string, channel: string) {
  return sandbox.as(person).messages(channel).at(-1);
}

/** The direct messages with the app. */
export function directOf(sandbox: SlackSandbox, person: string): string {
  const direct = sandbox
    .as(person)
    .channels()
    .find((channel) => channel.kind === 'direct');
  if (!direct) throw new Error(`${person} has no direct messages`);
  return direct.id;
}
