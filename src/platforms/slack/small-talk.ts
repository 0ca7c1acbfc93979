import type { App } from '@slack/bolt';
import { plain } from '../../chat/text.ts';
import { text, view } from '../../chat/view.ts';
import type { Running } from '../shared/running.ts';
import { type Answering, showToAsker } from './answering.ts';

/** Somebody writes to the bot instead of typing a command: one friendly line, not a conversation. */

/** The same person is not told again within this time, in ms. */
const AGAIN_MS = 60_000;
/** People remembered at once. */
const REMEMBERED = 1000;

const HELLO = view(text(plain('Hello! I only understand commands. Type /staffroom help to see what I can do.')));

/** Answers direct messages. */
export function answerSmallTalk(app: App, on: { answering: Answering; running: Running }): void {
  const told = new Map<string, number>();
  app.event('message', ({ event }) =>
    on.running.run(async () => {
      // Only what a person wrote just now: not the bot's own messages, edits, or people joining.
      if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id !== undefined) return;
      if (on.running.stopping() || Date.now() - (told.get(event.user) ?? 0) < AGAIN_MS) return;
      told.delete(event.user);
      told.set(event.user, Date.now());
      const [oldest] = told.keys();
      if (told.size > REMEMBERED && oldest !== undefined) told.delete(oldest);
      await showToAsker(on.answering, { userId: event.user, place: { channelId: event.channel, direct: true } }, HELLO, {});
    }),
  );
}
