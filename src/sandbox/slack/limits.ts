import type { World } from './world.ts';

/** Calls a minute that each tier promises, per method and workspace (docs.slack.dev/apis/web-api/rate-limits). */
export const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 } as const;
export type Tier = keyof typeof TIERS;

/** chat.postMessage: about one a second in a channel, with a short burst. */
const CHANNEL_PER_MINUTE = 60;
const CHANNEL_BURST = 5;
/** chat.postMessage in the whole workspace: "several hundred messages a minute"; 300 is what this sandbox allows. */
const WORKSPACE_PER_MINUTE = 300;
const WORKSPACE_BURST = 60;

/** Takes one call of a method. Returns 0, or how many seconds to wait (Retry-After). */
export function takeCall(world: World, team: string, method: string, tier: Tier): number {
  return take(world, `${team} ${method}`, TIERS[tier], TIERS[tier]);
}

/** Takes one posted message. Returns 0, or how many seconds to wait (Retry-After). */
export function takeMessage(world: World, team: string, channel: string): number {
  const wait = take(world, `${team} post ${channel}`, CHANNEL_PER_MINUTE, CHANNEL_BURST);
  return wait > 0 ? wait : take(world, `${team} post`, WORKSPACE_PER_MINUTE, WORKSPACE_BURST);
}

/** A bucket that refills evenly in real time. */
function take(world: World, key: string, perMinute: number, burst: number): number {
  if (world.options.rateLimits === false) return 0;
  const now = performance.now();
  const bucket = world.buckets.get(key) ?? { tokens: burst, at: now };
  const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) * perMinute) / 60_000);
  const allowed = tokens >= 1;
  world.buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
  return allowed ? 0 : Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute));
}
