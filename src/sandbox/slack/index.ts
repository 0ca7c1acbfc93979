import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PersonClient, Sandbox } from '../contract.ts';
import { remembered } from './api/record.ts';
import { wake } from './changes.ts';
import { createWorld } from './create-world.ts';
import { verifyUrl } from './delivery/http.ts';
import { acceptSockets, drop, refresh } from './delivery/socket.ts';
import type { ShownHome } from './home.ts';
import { openHome, shownHome } from './home.ts';
import { readManifest } from './manifest.ts';
import type { Actor } from './person/acts.ts';
import { personClient } from './person/client.ts';
import { route } from './server.ts';
import { keepState, loadState } from './state-file.ts';
import type { SlackSandboxOptions } from './types.ts';
import { uninstall } from './uninstall.ts';
import type { SlackCall, World } from './world.ts';

export type { ShownHome } from './home.ts';
export type { SlackSandboxOptions } from './types.ts';
export type { SlackCall } from './world.ts';

/** The local Slack: the contract, and what only Slack has. */
export interface SlackSandbox extends Sandbox {
  readonly name: 'slack';
  /** The bot token of each workspace, by workspace id. */
  readonly tokens: Record<string, string>;
  /** The user id of the app in each workspace, by workspace id: <@…> mentions it. */
  readonly botUsers: Record<string, string>;
  /** Where OAuth asks for consent (InstallProvider's authorizationUrl); `&team=T…` picks the workspace. */
  readonly authorizeUrl: string;
  /** As in the contract, with the error a call was answered: a test fails on any it did not expect. */
  calls(): SlackCall[];
  /** From now on requests to the app go over signed HTTP to this address; undefined: over its sockets. */
  useHttp(url: string | undefined): void;
  /** Slack's check of a request URL (url_verification). Resolves whether the app answered the challenge. */
  verifyHttp(url: string): Promise<boolean>;
  /** Takes an app manifest. Throws an Error that says in plain words what Slack would refuse. */
  useManifest(manifest: unknown): void;
  /** A person opens the app's tab: app_home_opened is sent, and the act resolves when the app has published. */
  openHome(personId: string, tab?: 'home' | 'messages'): Promise<void>;
  /** A workspace removes the app: its token stops working, and app_uninstalled and tokens_revoked are sent. */
  uninstall(communityId: string): Promise<void>;
  /** What the app has published for this person. Press its controls with `as(person).press(home.id, controlId)`. */
  home(personId: string): ShownHome | undefined;
}

/** Starts a local Slack on 127.0.0.1. Rejects when the manifest would be refused or the state file cannot be read. */
export async function startSlackSandbox(options: SlackSandboxOptions): Promise<SlackSandbox> {
  const server = createServer((request, response) => {
    route(world, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
      console.error('The local Slack failed:', error);
    });
  });
  const world = createWorld(options, server);
  loadState(world);
  const saveNow = keepState(world);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  world.base = `http://127.0.0.1:${port}`;
  const stopSockets = acceptSockets(world);
  return sandboxOf(world, async () => {
    if (world.closed) return;
    world.closed = true;
    for (const timer of world.timers) clearTimeout(timer);
    wake(world);
    stopSockets();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    saveNow();
  });
}

function sandboxOf(world: World, close: () => Promise<void>): SlackSandbox {
  const clients = new Map<string, PersonClient>();
  const actorOf = (id: string): Actor => {
    const team = world.teamOf.get(id);
    const person = team?.people.get(id);
    if (!team || !person) throw new Error(`Nobody has the id ${id} in the local Slack.`);
    return { world, team, person };
  };
  const teams = [...world.teams.values()];
  return {
    name: 'slack',
    apiUrl: `${world.base}/api/`,
    environment: {
      SLACK_API_URL: `${world.base}/api/`,
      SLACK_BOT_TOKEN: teams[0]?.bot.token ?? '',
      SLACK_APP_TOKEN: world.appToken,
      SLACK_SIGNING_SECRET: world.signingSecret,
      SLACK_CLIENT_ID: world.clientId,
      SLACK_CLIENT_SECRET: world.clientSecret,
    },
    communities: world.options.cast,
    tokens: Object.fromEntries(teams.map((team) => [team.id, team.bot.token])),
    botUsers: Object.fromEntries(teams.map((team) => [team.id, team.bot.userId])),
    authorizeUrl: `${world.base}/oauth/v2/authorize`,
    as: (id) => {
      const client = clients.get(id) ?? personClient(actorOf(id));
      clients.set(id, client);
      return client;
    },
    get faults() {
      return world.faults;
    },
    set faults(faults) {
      world.faults = faults;
    },
    calls: () => remembered(world),
    connections: () => world.connections.size,
    dropConnections: () => drop(world),
    refreshConnections: () => void refresh(world),
    useHttp: (url) => {
      world.requestUrl = url;
    },
    verifyHttp: (url) => verifyUrl(world, url),
    useManifest: (manifest) => {
      world.manifest = readManifest(manifest);
    },
    openHome: (id, tab = 'home') => openHome(actorOf(id), tab),
    uninstall: (id) => uninstall(world, id),
    home: (id) => shownHome(actorOf(id)),
    close,
  };
}
