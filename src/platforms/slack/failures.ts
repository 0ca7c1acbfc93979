import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';

/** What became of a call that failed. */
export type Failure =
  /** Slack asks to wait; nothing was done. */
  | { kind: 'limited'; afterMs: number }
  /** It never reached Slack. */
  | { kind: 'unsent'; reason: string }
  /** It may or may not have been done. */
  | { kind: 'unknown'; reason: string }
  /** Slack said no, with one of its error codes. */
  | { kind: 'refused'; code: string };

/** Slack's own codes for "some of it may have been done" (docs.slack.dev, chat.postMessage, errors). */
const UNKNOWN_CODES = ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'];
/** Codes for a rate limit that comes without a time to wait. */
const LIMIT_CODES = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
/** How long to wait where Slack does not say, in ms. */
const LIMIT_MS = 30_000;

/** Connecting failed, so nothing left this machine (Node's and undici's codes). */
const UNSENT_CODES = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** Slack's codes for a token that does not work (docs.slack.dev, auth.test, errors). */
export const TOKEN_CODES = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'user_removed_from_team',
  'team_disabled',
];

/** Tells what became of a failed call. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'limited', afterMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIPlatformError) return refusalOf(error.data.error);
  if (error instanceof WebAPIHTTPError) {
    const reason = `Slack answered ${error.statusCode}`;
    return { kind: error.statusCode >= 500 ? 'unknown' : 'unsent', reason };
  }
  if (error instanceof WebAPIRequestError) return requestFailure(error.original);
  // The library's answer to a 429 without a time to wait is a plain error.
  if (error instanceof Error && error.message.startsWith('Retry header')) return { kind: 'limited', afterMs: LIMIT_MS };
  return { kind: 'unknown', reason: 'the call failed' };
}

function refusalOf(code: string): Failure {
  if (LIMIT_CODES.includes(code)) return { kind: 'limited', afterMs: LIMIT_MS };
  // What is no code is the page of some proxy.
  if (UNKNOWN_CODES.includes(code) || !/^[a-z0-9_]{1,80}$/.test(code)) return { kind: 'unknown', reason: 'Slack had a fault' };
  return { kind: 'refused', code };
}

function requestFailure(error: Error): Failure {
  const codes = codesIn(error);
  if (codes.some((code) => UNSENT_CODES.includes(code))) return { kind: 'unsent', reason: 'Slack cannot be reached' };
  return {
    kind: 'unknown',
    reason: error.name === 'TimeoutError' ? 'Slack did not answer in time' : 'the connection to Slack broke',
  };
}

/** The codes of an error and of what caused it; several where several addresses were tried. */
function codesIn(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [...own, ...inner.flatMap((one) => codesIn(one, depth + 1))];
}

/** A failure for the log: codes only, never what was sent. */
export function failureFacts(error: unknown): object {
  const failure = failureOf(error);
  return failure.kind === 'refused' ? { code: failure.code } : { ...failure };
}
