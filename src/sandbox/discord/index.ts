import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Faults, PersonClient, Sandbox, SandboxOptions } from '../contract.ts';
import { type BotAccount, createCast } from './cast.ts';
import { createChanges } from './changes.ts';
import { createGateway } from './gateway/gateway.ts';
import type { ChannelAccess } from './guild-shapes.ts';
import { createRestServer } from './http/server.ts';
import type { Hub } from './hub.ts';
import { createInteractions } from './interactions/live.ts';
import { createPersonClient } from './person/client.ts';
import { routes } from './rest/index.ts';
import { openStore } from './store.ts';
import type { Id } from './wire.ts';

/** What the local Discord can be told besides what both sandboxes share. */
export interface DiscordSandboxOptions extends SandboxOptions {
  /** The bot's account; the default is an application called Staffroom. */
  bot?: Partial<BotAccount>;
  /** Channels where the bot may do less: not see them (50001), or not write (50013). */
  channelAccess?: Record<Id, ChannelAccess>;
  /** Whether members, presences and message content are switched on for the application. Default true; false closes 4014. */
  privilegedIntents?: boolean;
  /** How long the bot must be quiet after its answer before an act of a person resolves, ms. Default 50; 0 for benchmarks. */
  settleAfter?: number;
}

/** How long an idle connection stays open, ms: node's own 5 s would cut connections a busy bot is about to use again. */
const KEEP_ALIVE = 120_000;

const BOT: BotAccount = {
  id: '1290000000000000001',
  name: 'Staffroom',
  token: 'MTI5MDAwMDAwMDAwMDAwMDAwMQ.sandbox.local-discord',
};

/** Starts a Discord on 127.0.0.1 that speaks the real REST and gateway protocols, version 10. */
export async function startDiscordSandbox(options: DiscordSandboxOptions): Promise<Sandbox> {
  const { now = Date.now, settleAfter = 50, channelAccess: access = {}, privilegedIntents = true } = options;
  const cast = createCast(options.cast);
  const bot = { ...BOT, ...options.bot };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE });
  const base = await listen(server, options.port ?? 0);
  const store = openStore({ stateFile: options.stateFile, now, base });
  const gateway = createGateway({ cast, bot, access, url: base.replace(/^http/, 'ws'), privilegedIntents });
  const interactions = createInteractions({ ids: store.ids, settleAfter });
  const faults: Faults = { loseAnswers: 0, fail: 0, hang: 0, duplicate: 0 };
  const hub: Hub = {
    ...{ cast, bot, store, gateway, interactions, faults, access, base, now },
    changes: createChanges(),
    rateLimits: options.rateLimits ?? true,
    turnedToBot: new Set(
      options.cast.flatMap((one) => one.people.filter((person) => person.knowsBot).map((person) => person.id)),
    ),
    coldDirects: new Map(),
  };
  const rest = createRestServer(hub, routes);
  const clients = new Map<Id, PersonClient>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => rest.handle(request, response));
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));

  return {
    name: 'discord',
    apiUrl: `${base}/api`,
    environment: { DISCORD_TOKEN: bot.token, DISCORD_API_URL: `${base}/api` },
    communities: options.cast,
    as(personId) {
      const person = cast.person(personId);
      const community = cast.homeOf(personId);
      if (!person || !community) throw new Error(`Nobody in the local Discord has the id ${personId}`);
      const client = clients.get(personId) ?? createPersonClient(hub, person, community);
      clients.set(personId, client);
      return client;
    },
    faults,
    calls: rest.calls,
    connections: gateway.connections,
    dropConnections: gateway.drop,
    refreshConnections: gateway.refresh,
    async close() {
      interactions.close();
      gateway.close();
      store.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Listens and says under which address. */
function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: own } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${own}`);
    });
  });
}
