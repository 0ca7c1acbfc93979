import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/** What became of a call that failed. */
export type Failure =
  /** Discord asks to wait; nothing was done. */
  | { kind: 'limited'; afterMs: number /** All calls, not only those of this route. */; global: boolean }
  /** It never reached Discord. */
  | { kind: 'unsent'; reason: string }
  /** It may or may not have been done. */
  | { kind: 'unknown'; reason: string }
  /** Discord said no, with one of its JSON error codes (0 where there is none). */
  | { kind: 'refused'; status: number; code: number };

/** Connecting failed, so nothing left this machine (Node's and undici's codes). */
const UNSENT_CODES = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** Discord's JSON error codes we act on (docs.discord.com, opcodes and status codes). */
export const CODES = {
  unknownChannel: 10003,
  unknownUser: 10013,
  unknownInteraction: 10062,
  actionTooFast: 20016,
  channelTooFast: 20028,
  directsTooFast: 40003,
  serviceBusy: 40062,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  closedDirects: 50007,
  missingPermissions: 50013,
  noCommonServer: 50278,
  overloaded: 130000,
} as const;

/** Tells what became of a failed call. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RateLimitError)
    return { kind: 'limited', afterMs: Math.max(error.retryAfter, error.timeToReset, 0), global: error.global };
  if (error instanceof DiscordAPIError) return { kind: 'refused', status: error.status, code: Number(error.code) || 0 };
  if (error instanceof HTTPError) return { kind: 'unknown', reason: `Discord answered ${error.status}` };
  if (codesIn(error).some((code) => UNSENT_CODES.includes(code))) return { kind: 'unsent', reason: 'Discord cannot be reached' };
  const late = error instanceof Error && /Abort|Timeout/.test(error.name);
  return { kind: 'unknown', reason: late ? 'Discord did not answer in time' : 'the connection to Discord broke' };
}

/** The codes of an error and of what caused it; several where several addresses were tried. */
function codesIn(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [...own, ...inner.flatMap((one) => codesIn(one, depth + 1))];
}

/** Is it a refusal with this code? */
export function isRefusal(error: unknown, code: number): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}

/** A failure for the log: codes only, since discord.js's errors carry what was sent and interaction tokens. */
export function failureFacts(error: unknown): object {
  const failure = failureOf(error);
  if (failure.kind !== 'unknown' || !(error instanceof Error)) return { ...failure };
  return { ...failure, name: error.name, code: 'code' in error ? error.code : undefined };
}
