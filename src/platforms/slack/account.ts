import type { WebClient } from '@slack/web-api';
import type { Log } from '../../chat/platform.ts';
import { UserError } from '../../errors.ts';
import { growingPause, pause } from '../shared/pauses.ts';
import { failureFacts, failureOf, TOKEN_CODES } from './failures.ts';

/** The bot's own account: does its token work, and which workspace is it for? */
export interface Account {
  /** Asks Slack; keeps asking until it is known. Resolves after the first attempt. */
  check(): Promise<void>;
  /** Slack has refused the token. */
  refused(): boolean;
  /** The workspace, once it is known. */
  team(): string | undefined;
  /** Its name as people read it, once it is known (a command carries only its web address). */
  teamName(): string | undefined;
  stop(): void;
}

/** Checks the bot token. */
export function createAccount(client: WebClient, log: Log): Account {
  const stopping = new AbortController();
  let refused = false;
  let team: string | undefined;
  let teamName: string | undefined;

  async function attempt(first: boolean): Promise<boolean> {
    try {
      const answer = await client.auth.test();
      team = answer.team_id;
      teamName = answer.team;
      if (refused) log.info({ platform: 'slack' }, 'Slack accepts the bot token again');
      refused = false;
      return true;
    } catch (error) {
      const failure = failureOf(error);
      const isRefused = failure.kind === 'refused' && TOKEN_CODES.includes(failure.code);
      if (isRefused && !refused)
        log.error(
          { code: failure.code },
          'Slack refuses the bot token (SLACK_BOT_TOKEN, xoxb-…): nothing can be answered until it is replaced',
        );
      else if (!isRefused && first) log.warn(failureFacts(error), 'Slack’s Web API cannot be reached; trying again');
      refused = isRefused;
      return false;
    }
  }

  async function keepChecking(): Promise<void> {
    for (let failures = 1; !stopping.signal.aborted; failures += 1) {
      await pause(growingPause(failures), stopping.signal);
      if (stopping.signal.aborted || (await attempt(false))) return;
    }
  }

  return {
    async check() {
      if (!(await attempt(true))) void keepChecking();
    },
    refused: () => refused,
    team: () => team,
    teamName: () => teamName,
    stop: () => stopping.abort(),
  };
}

/** Is this person an administrator of the workspace? Throws a sentence for them when Slack cannot be asked. */
export async function isAdministrator(client: WebClient, log: Log, userId: string): Promise<boolean> {
  try {
    const { user } = await client.users.info({ user: userId });
    return user?.is_admin === true || user?.is_owner === true || user?.is_primary_owner === true;
  } catch (error) {
    log.warn(failureFacts(error), 'Slack could not be asked who is an administrator');
    throw new UserError('Slack could not be asked whether you are an administrator. Please try again in a moment.');
  }
}

/** A person's name as it stands in their profile; commands and buttons only carry their handle. Undefined when Slack cannot be asked. */
export async function realName(client: WebClient, log: Log, userId: string): Promise<string | undefined> {
  try {
    const { user } = await client.users.info({ user: userId });
    return user?.profile?.real_name || user?.real_name || user?.profile?.display_name || undefined;
  } catch (error) {
    log.warn(failureFacts(error), 'Slack could not be asked for a name');
    return undefined;
  }
}
