import type { FormAbilities } from '../../chat/plan.ts';
import type { Conversation, Log } from '../../chat/platform.ts';
import type { Form, Outcome } from '../../chat/request.ts';
import { plain } from '../../chat/text.ts';
import { text, type View, view } from '../../chat/view.ts';
import { within } from '../shared/pauses.ts';
import type { Answers } from './answers.ts';
import { type Questions, questionView, unmarkQuestion } from './confirm.ts';
import { failureFacts } from './failures.ts';
import type { Incoming } from './incoming.ts';
import { OPTIONS, SUGGEST_WAIT_MS } from './limits.ts';
import type { People } from './markdown.ts';
import { discordMessage } from './outgoing.ts';

/** A Discord form looks nothing up while somebody types: what is looked up is a command's option. */
export const ABILITIES: FormAbilities = { lookupInForm: false };

/** What handling works with. */
export interface Handling {
  conversation: Conversation;
  answers: Answers;
  questions: Questions;
  log: Log;
}

type Asked = Extract<Incoming, { kind: 'request' }>;

/** Deals with one interaction: plans at once, acknowledges, performs, shows. */
export async function handle(on: Handling, incoming: Incoming): Promise<void> {
  if (incoming.kind === 'suggest') return suggest(on, incoming);
  const did = incoming.request.did;
  const asksFirst = did.kind === 'press' ? unmarkQuestion(did.id) : undefined;
  if (asksFirst !== undefined)
    return say(on, incoming, questionView(asksFirst, on.questions.recall(asksFirst, incoming.label)), {});
  const plan = on.conversation.plan(incoming.request, ABILITIES);
  switch (plan.do) {
    case 'open':
      return open(on, incoming, plan.form);
    case 'fill': {
      const filled = await on.conversation.fill(incoming.request, ABILITIES);
      return 'form' in filled ? open(on, incoming, filled.form) : say(on, incoming, filled.view, filled.people);
    }
    case 'run':
      return run(on, incoming, plan.answer === 'replace' && did.kind === 'press');
    default:
      return plan satisfies never;
  }
}

async function run(on: Handling, asked: Asked, replace: boolean): Promise<void> {
  const { answers, conversation, log } = on;
  // A question of ours is over when it is answered, so whatever comes of it takes its place.
  const inPlace = replace || asked.yes;
  if (!(await answers.defer(asked, inPlace))) return tooLate(on, asked);
  const outcome = await conversation.perform(asked.request, ABILITIES);
  if (outcome.kind === 'already') return;
  const message = shown(on, outcome.view, outcome.people);
  try {
    if (isSorry(outcome) && inPlace && !asked.yes) await answers.followUp(asked, message, 'caller');
    else await answers.edit(asked, message);
  } catch (error) {
    log.error(failureFacts(error), 'an answer could not be shown');
    const sorry = 'It was done, but the answer could not be shown. Please look again in a moment.';
    await answers.edit(asked, discordMessage(view(text(plain(isSorry(outcome) ? 'Something went wrong.' : sorry))), {}));
  }
  if (outcome.kind === 'show' && outcome.channelView)
    await answers.followUp(asked, shown(on, outcome.channelView, outcome.people), 'everybody');
}

function isSorry(outcome: Exclude<Outcome, { kind: 'already' }>): boolean {
  return outcome.kind === 'invalid' || outcome.sorry === true;
}

async function open(on: Handling, asked: Asked, form: Form): Promise<void> {
  try {
    if (!(await on.answers.open(asked, form))) tooLate(on, asked);
  } catch (error) {
    on.log.error(failureFacts(error), 'a form could not be opened');
    await say(on, asked, view(text(plain('The form could not be opened. Please try again in a moment.'))), {});
  }
}

async function say(on: Handling, asked: Asked, shownView: View, people: People): Promise<void> {
  if (!(await on.answers.say(asked, shown(on, shownView, people)))) tooLate(on, asked);
}

function tooLate({ log }: Handling, asked: Asked): void {
  log.warn({ did: asked.request.did.kind }, 'a request came too late to be answered, and was not run');
}

function shown({ questions }: Handling, shownView: View, people: People) {
  questions.remember(shownView);
  return discordMessage(shownView, people);
}

async function suggest(on: Handling, incoming: Extract<Incoming, { kind: 'suggest' }>): Promise<void> {
  const found = await within(SUGGEST_WAIT_MS, on.conversation.suggest(incoming.suggest, OPTIONS)).catch(() => undefined);
  await on.answers.suggest(incoming, found ?? []);
}
