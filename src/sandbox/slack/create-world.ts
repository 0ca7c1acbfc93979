import type { Server } from 'node:http';
import { stableId } from './ids.ts';
import { readManifest } from './manifest.ts';
import { newTeam } from './team.ts';
import type { SlackSandboxOptions } from './types.ts';
import type { Team, World } from './world.ts';

/** Slack gives an app three seconds to acknowledge, and a trigger_id lives as long. */
const ACK_MS = 3000;
const TRIGGER_MS = 3000;
const SETTLE_MS = 3000;

/** A local Slack in which nothing has happened yet. Throws when the manifest would be refused. */
export function createWorld(options: SlackSandboxOptions, server: Server): World {
  const teams = options.cast.map(newTeam);
  return {
    options,
    deadlines: {
      ack: options.ackMilliseconds ?? ACK_MS,
      trigger: options.triggerMilliseconds ?? TRIGGER_MS,
      settle: options.settleMilliseconds ?? SETTLE_MS,
    },
    server,
    base: '',
    // The same at every start: the app may have stored them.
    appToken: `xapp-1-sandbox-${stableId('', 'app token')}`,
    signingSecret: `sandbox-signing-${stableId('', 'signing secret')}`,
    clientId: 'sandbox.client',
    clientSecret: `sandbox-client-${stableId('', 'client secret')}`,
    manifest: options.manifest === undefined ? undefined : readManifest(options.manifest),
    requestUrl: options.requestUrl,
    teams: new Map(teams.map((team) => [team.id, team])),
    teamOf: new Map(teams.flatMap((team) => [...team.people.keys()].map((id): [string, Team] => [id, team]))),
    screens: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    views: new Map(),
    files: new Map(),
    uninstalled: new Set(),
    tickets: new Set(),
    codes: new Map(),
    connections: new Set(),
    unacknowledged: new Map(),
    buckets: new Map(),
    faults: { loseAnswers: 0, fail: 0, hang: 0, duplicate: 0 },
    calls: [],
    settling: new Set(),
    timers: new Set(),
    save: () => undefined,
    closed: false,
  };
}
