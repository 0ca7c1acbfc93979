import { App } from '@slack/bolt';
import type { Conversation, Platform, PlatformDependencies } from '../../chat/platform.ts';
import { createRunning } from '../shared/running.ts';
import { createAccount, isAdministrator, realName } from './account.ts';
import { SLACK_API_URL, slackClient } from './clients.ts';
import type { Connection } from './connection.ts';
import { fileReader } from './given-files.ts';
import { httpConnection } from './http.ts';
import { OPEN_TIMEOUT_MS, PACE, STOP_WAIT_MS } from './limits.ts';
import { listen } from './listeners.ts';
import { find, post } from './post.ts';
import { sdkLogger } from './sdk-log.ts';
import { answerSmallTalk } from './small-talk.ts';
import { socketConnection } from './sockets.ts';

/** How the bot reaches one workspace. */
export interface SlackOptions {
  /** xoxb-… */
  botToken: string;
  /** For signed HTTP. */
  signingSecret?: string;
  /** xapp-…, for Socket Mode. */
  appToken?: string;
  /** Another place that speaks Slack's Web API; default Slack itself. */
  apiUrl?: string;
  /** Signed HTTP on this port (at /slack/events) instead of Socket Mode. */
  httpPort?: number;
}

/** Slack. Throws when the options allow neither Socket Mode nor signed HTTP. */
export function createSlack(options: SlackOptions, { log }: PlatformDependencies): Platform {
  const { botToken, apiUrl } = options;
  // Three clients: a rate limit on one must not hold up the others (platforms.md, trap 3).
  const answers = slackClient(botToken, apiUrl, log);
  const forms = slackClient(botToken, apiUrl, log, OPEN_TIMEOUT_MS);
  const outbox = slackClient(botToken, apiUrl, log);
  const account = createAccount(answers, log);
  const connection = connectionFor(options, log);
  const running = createRunning((error) =>
    log.error({ name: error instanceof Error ? error.name : typeof error }, 'a Slack request failed'),
  );

  return {
    name: 'slack',
    directNeedsConsent: false,
    pace: PACE,
    async start(conversation) {
      const app = new App({
        receiver: connection.receiver,
        // The token is known: asking Slack first would fail for good when Slack is down at this moment.
        authorize: async () => ({ botToken }),
        clientOptions: { slackApiUrl: apiUrl ?? SLACK_API_URL, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
        // Neither is used here, and both cost time with every request.
        convoStore: false,
        ignoreSelf: false,
        logger: sdkLogger(log),
      });
      serveWith(app, conversation);
      await Promise.all([account.check(), connection.open()]);
    },
    async stop() {
      running.stop();
      account.stop();
      await running.idle(STOP_WAIT_MS);
      await connection.close();
    },
    ready: () => connection.ready() && !account.refused() && !running.stopping(),
    async post(to, view, people, key) {
      const elsewhere = account.team() !== undefined && to.communityExternalId !== account.team();
      if (elsewhere) return { state: 'undeliverable', reason: 'The bot is not installed in this Slack workspace.' };
      return post(outbox, to, view, people, key);
    },
    find: (to, key, since) => find(outbox, to, key, since),
  };

  function serveWith(app: App, conversation: Conversation): void {
    const answering = { client: answers, log };
    const ask = {
      isAdmin: (userId: string) => isAdministrator(answers, log, userId),
      fullName: (userId: string) => realName(answers, log, userId),
      fileOf: fileReader(answers, botToken, apiUrl),
      teamName: account.teamName,
    };
    listen(app, { conversation, answering, forms, log, running, ask });
    answerSmallTalk(app, { answering, running });
  }
}

function connectionFor(options: SlackOptions, log: PlatformDependencies['log']): Connection {
  const { httpPort, signingSecret, appToken, apiUrl } = options;
  if (httpPort !== undefined) {
    if (!signingSecret) throw new Error('Slack over HTTP needs the signing secret of the app.');
    return httpConnection({ signingSecret, port: httpPort, log });
  }
  if (!appToken) throw new Error('Slack needs an app token (Socket Mode), or a port and the signing secret of the app (HTTP).');
  return socketConnection({ appToken, apiUrl, log });
}
