import { join } from 'node:path';
import { createSandboxClock, type SandboxClock } from './clock.ts';
import type { CastCommunity, Sandbox } from './contract.ts';
import { startDiscordSandbox } from './discord/index.ts';
import { createSandboxPage, type SandboxPage } from './page/index.ts';
import { type SlackSandbox, startSlackSandbox } from './slack/index.ts';

/** How the local Slack, the local Discord and their page are started. */
export interface SandboxesOptions {
  slackCast: CastCommunity[];
  discordCast: CastCommunity[];
  /** The folder where messages and the clock are kept over a restart. Absent: in memory only. */
  stateDir?: string;
  /** Enforce the platforms' documented rate limits. Default true. */
  rateLimits?: boolean;
  /** The Slack app manifest, whose commands, scopes and events the local Slack then insists on. */
  manifest?: object;
  /** Ports of the two servers; free ones when absent. */
  ports?: { slack?: number; discord?: number };
}

/** Both local platforms, running. */
export interface Sandboxes {
  slack: SlackSandbox;
  discord: Sandbox;
  clock: SandboxClock;
  page: SandboxPage;
  close(): Promise<void>;
}

/** Start both sandbox servers on 127.0.0.1, and make the page ready to be mounted in an http server. */
export async function startSandboxes(options: SandboxesOptions): Promise<Sandboxes> {
  const { stateDir, rateLimits, manifest, ports } = options;
  const stateFile = (name: string) => (stateDir ? join(stateDir, `${name}.json`) : undefined);
  const clock = createSandboxClock(stateFile('clock'));
  const common = { now: clock.now, rateLimits };

  const slack = await startSlackSandbox({
    ...common,
    cast: options.slackCast,
    port: ports?.slack,
    stateFile: stateFile('slack'),
    manifest,
  });
  const discord = await startDiscordSandbox({
    ...common,
    cast: options.discordCast,
    port: ports?.discord,
    stateFile: stateFile('discord'),
  }).catch(async (error) => {
    await slack.close();
    throw error;
  });
  const page = createSandboxPage({ slack, discord, clock });

  return {
    slack,
    discord,
    clock,
    page,
    async close() {
      page.close();
      await Promise.all([slack.close(), discord.close()]);
    },
  };
}
