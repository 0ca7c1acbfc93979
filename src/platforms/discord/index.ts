import type { Conversation, Platform, PlatformDependencies } from '../../chat/platform.ts';
import { growingPause, pause } from '../shared/pauses.ts';
import { createRunning } from '../shared/running.ts';
import { createAnswers } from './answers.ts';
import { createQuestions } from './confirm.ts';
import { createConnection } from './connect.ts';
import { failureFacts, failureOf } from './failures.ts';
import { handle } from './handle.ts';
import { readInteraction } from './incoming.ts';
import { GLOBAL_CALLS_PER_SECOND, PACE, STOP_WAIT_MS } from './limits.ts';
import { createPosting } from './post.ts';
import { publishCommands } from './publish.ts';
import { type ApiOptions, FOR_ANSWERS, once, repeating } from './rest.ts';

/** The bot's token, and where the API is when it is not Discord's own. */
export type DiscordOptions = ApiOptions;

/** Discord, over its gateway. Nothing happens before start(). */
export function createDiscord(options: DiscordOptions, { log, remembered, lease }: PlatformDependencies): Platform {
  const api = repeating(options);
  const replies = repeating(options, FOR_ANSWERS);
  const replySingly = once(options, FOR_ANSWERS);
  const outbox = once(options, { rejectOnRateLimit: () => true, globalRequestsPerSecond: GLOBAL_CALLS_PER_SECOND });
  const answers = createAnswers(replies, replySingly);
  const questions = createQuestions();
  const running = createRunning((error) => log.error(failureFacts(error), 'an interaction could not be answered'));
  const ending = new AbortController();
  let conversation: Conversation | undefined;
  let publishing: Promise<void> | undefined;

  const connection = createConnection(
    options,
    log,
    {
      interaction(data) {
        const incoming = readInteraction(data, connection.guildName);
        if (!incoming) return log.warn({}, 'Discord sent an interaction of an unknown shape');
        const talk = conversation;
        if (talk && !running.stopping())
          void running.run(async () => handle({ conversation: talk, answers, questions, log }, incoming));
      },
      ready(applicationId) {
        publishing ??= publish(applicationId).finally(() => {
          publishing = undefined;
        });
      },
    },
    lease?.('discord gateway'),
  );

  /** Tries until it is done: a command list that is not there must not need a restart. */
  async function publish(applicationId: string): Promise<void> {
    for (let failures = 1; conversation && !ending.signal.aborted; failures += 1) {
      try {
        const changed = await publishCommands(api, applicationId, conversation.commands, remembered);
        log.info({ changed }, 'the commands are published on Discord');
        return;
      } catch (error) {
        const failure = failureOf(error);
        log.error(failureFacts(error), 'the commands could not be published on Discord');
        if (failure.kind === 'refused' && failure.status === 400) return;
        await pause(growingPause(failures), ending.signal);
      }
    }
  }

  return {
    name: 'discord',
    directNeedsConsent: true,
    pace: PACE,
    ...createPosting(outbox),
    async start(talk) {
      conversation = talk;
      await connection.start();
    },
    async stop() {
      running.stop();
      // First of all: from now on another process hears what people do. Answers need no connection.
      await connection.stop();
      await running.idle(STOP_WAIT_MS);
      ending.abort();
      await publishing;
      for (const one of [api, replies, replySingly, outbox]) one.close();
    },
    ready: () => connection.ready() || connection.standby(),
    standby: connection.standby,
  };
}
