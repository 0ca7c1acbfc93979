import { WebClient } from '@slack/web-api';
import type { Log } from '../../chat/platform.ts';
import { CALL_TIMEOUT_MS } from './limits.ts';
import { sdkLogger } from './sdk-log.ts';

/** Where Slack's Web API is, when nothing else is said. */
export const SLACK_API_URL = 'https://slack.com/api/';

/**
 * A client of the Web API for one token. It never sends anything again by itself (after a lost answer that would send a message twice)
 * and never waits for a rate limit (that would hold up every other call of the client); whoever calls decides. No `headers` option, ever:
 * the library writes the first token into the object it is given, and a second workspace's calls would carry it.
 */
export function slackClient(token: string, apiUrl: string | undefined, log: Log, timeout = CALL_TIMEOUT_MS): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl ?? SLACK_API_URL,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: sdkLogger(log),
  });
}
