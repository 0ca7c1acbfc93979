import type { Refusal } from '../content.ts';
import type { Tier } from '../limits.ts';
import type { Fields } from '../types.ts';
import type { Team, World } from '../world.ts';

/** How an argument arrives: forms carry everything as text, lists and objects as JSON. */
export type ArgumentKind = 'text' | 'flag' | 'number' | 'json';

/** One call of a method, its arguments read and known to be of their kinds. */
export interface Call {
  world: World;
  team: Team;
  args: Fields;
}

/** What a method answers: fields that go beside ok: true, or an error. */
export type Answer = Fields | Refusal | { retryAfter: number };

/** One Web API method. */
export interface Method {
  tier: Tier;
  /** Which token it wants. Default the workspace's bot token. */
  token?: 'app' | 'none';
  /** The bot scope it needs; a function when it depends on the arguments. */
  scope?: string | ((call: Call) => string | undefined);
  arguments: Record<string, ArgumentKind>;
  required?: string[];
  run(call: Call): Answer | Promise<Answer>;
}
