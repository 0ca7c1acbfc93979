import type { Fields } from '../types.ts';
import type { SlackCall, World } from '../world.ts';
import { nowOf } from '../world.ts';

/** The calls kept for tests. */
const CALLS_KEPT = 10_000;

/** Keeps a call for tests, without any secret. */
export function remember(world: World, call: Omit<SlackCall, 'at' | 'body'> & { body: Fields }): void {
  const { token: _token, client_secret: _secret, code: _code, ...body } = call.body;
  world.calls.push({ ...call, body: unpacked(body), at: nowOf(world) });
  // In lumps: taking the first of ten thousand away every time would be slow.
  if (world.calls.length > CALLS_KEPT * 1.2) world.calls.splice(0, world.calls.length - CALLS_KEPT);
}

/** The newest ten thousand. */
export function remembered(world: World): SlackCall[] {
  return world.calls.slice(-CALLS_KEPT);
}

/** JSON inside a form, as JSON, so that a test reads both kinds of body alike. */
function unpacked(body: Fields): Fields {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (typeof value !== 'string' || !/^[[{]/.test(value)) return [key, value];
      try {
        return [key, JSON.parse(value)];
      } catch {
        return [key, value];
      }
    }),
  );
}
