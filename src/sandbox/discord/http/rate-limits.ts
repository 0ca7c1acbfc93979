import { createHash } from 'node:crypto';
import type { Found, Limit } from './route.ts';

/** All requests with the bot's token together (Discord: 50 per second). */
const GLOBAL: Limit = { count: 50, per: 1000 };
/** Routes whose number is not documented: enough not to be noticed below the global limit. */
const USUAL: Limit = { count: 50, per: 1000 };

/** Answers 401, 403 and 429 an address may collect in ten minutes before it is shut out (Discord: invalid request limit). */
const INVALID: Limit = { count: 10_000, per: 600_000 };

interface Window {
  left: number;
  resetAt: number;
}

/** Whether a request may go on, and the headers the bot learns the limits from. */
export interface Verdict {
  headers: Record<string, string>;
  /** Seconds to wait; absent when the request may go on. */
  wait?: number;
  global?: boolean;
}

/** Counts requests per bucket, as long as the sandbox runs. */
export interface RateLimits {
  take(found: Found): Verdict;
  /** To be told of every answer: those that count as invalid add up. */
  answered(status: number): void;
  /** Seconds this address is still shut out, after too many invalid requests. */
  shutOut(): number | undefined;
}

export function createRateLimits(enabled: boolean): RateLimits {
  const windows = new Map<string, Window>();

  function take(key: string, limit: Limit): Window & { refused: boolean } {
    const now = Date.now();
    let window = windows.get(key);
    if (!window || window.resetAt <= now) {
      if (windows.size > 10_000) forget(now);
      window = { left: limit.count, resetAt: now + limit.per };
      windows.set(key, window);
    }
    if (window.left === 0) return { ...window, refused: true };
    window.left -= 1;
    return { ...window, refused: false };
  }

  function forget(now: number): void {
    for (const [key, window] of windows) if (window.resetAt <= now) windows.delete(key);
  }

  function verdict({ route, params }: Found): Verdict {
    if (!enabled || route.limit === 'none') return { headers: {} };
    if (!route.open) {
      const all = take('global', GLOBAL);
      if (all.refused) return refused(all.resetAt, { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }, true);
    }
    const limit = route.limit ?? USUAL;
    const name = `${route.method} ${route.path}`;
    const key = [name, ...(route.major ?? []).map((part) => params[part])].join('|');
    const window = take(key, limit);
    const headers = {
      'x-ratelimit-bucket': createHash('sha1').update(name).digest('hex').slice(0, 32),
      'x-ratelimit-limit': String(limit.count),
      'x-ratelimit-remaining': String(window.left),
      'x-ratelimit-reset': (window.resetAt / 1000).toFixed(3),
      'x-ratelimit-reset-after': secondsUntil(window.resetAt).toFixed(3),
    };
    return window.refused ? refused(window.resetAt, { ...headers, 'x-ratelimit-scope': 'user' }, false) : { headers };
  }

  return {
    take: verdict,
    answered(status) {
      if (enabled && [401, 403, 429].includes(status)) take('invalid', INVALID);
    },
    shutOut() {
      const window = windows.get('invalid');
      return window && window.left === 0 && window.resetAt > Date.now() ? secondsUntil(window.resetAt) : undefined;
    },
  };
}

function refused(resetAt: number, headers: Record<string, string>, global: boolean): Verdict {
  const wait = secondsUntil(resetAt);
  return { headers: { ...headers, 'retry-after': String(Math.max(1, Math.ceil(wait))) }, wait, global };
}

function secondsUntil(moment: number): number {
  return Math.max(0.001, (moment - Date.now()) / 1000);
}
