import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { FormAbilities } from '../../chat/plan.ts';
import type { Conversation, Log } from '../../chat/platform.ts';
import type { Form, Outcome, Request } from '../../chat/request.ts';
import type { View } from '../../chat/view.ts';
import { within } from '../shared/pauses.ts';
import { type Answering, type Asker, showToAsker, showToChannel } from './answering.ts';
import { failureFacts, failureOf } from './failures.ts';
import { modalFor } from './forms.ts';
import { ANSWER_WAIT_MS } from './limits.ts';
import { type SlackMessage, slackMessage } from './outgoing.ts';
import { sorry } from './sorry.ts';

/** Slack's forms can look things up while somebody types. */
export const ABILITIES: FormAbilities = { lookupInForm: true };

/** What serving a request needs. */
export interface Serving {
  conversation: Conversation;
  answering: Answering;
  /** Opens forms; its calls time out with the trigger they use. */
  forms: WebClient;
  log: Log;
}

/** Does what plan says: opens the form at once, or performs and shows the outcome. */
export async function serve(on: Serving, request: Request, asker: Asker, triggerId: string): Promise<void> {
  const plan = on.conversation.plan(request, ABILITIES);
  switch (plan.do) {
    case 'open':
      return openForm(on, plan.form, asker, triggerId);
    case 'fill': {
      const filled = await on.conversation.fill(request, ABILITIES);
      if ('form' in filled) return openForm(on, filled.form, asker, triggerId);
      return showToAsker(on.answering, asker, filled.view, filled.people);
    }
    case 'run': {
      const outcome = await on.conversation.perform(request, ABILITIES, saysMeanwhile(on, asker));
      return showOutcome(on, outcome, asker, plan.answer === 'replace');
    }
    default:
      return plan satisfies never;
  }
}

/** Acknowledges a command, with an answer or without; says whether it left us. */
type Acknowledge = (
  answer?: Pick<SlackMessage, 'text'> & { blocks?: KnownBlock[]; response_type: 'ephemeral' },
) => Promise<boolean>;

/**
 * A command: what is done at once is answered with the acknowledgement itself, which spares the call of Slack that every other way of
 * answering costs. What takes longer is acknowledged first.
 */
export async function serveCommand(
  on: Serving,
  request: Request,
  asker: Asker,
  triggerId: string,
  acknowledge: Acknowledge,
): Promise<void> {
  if (on.conversation.plan(request, ABILITIES).do !== 'run') {
    await acknowledge();
    return serve(on, request, asker, triggerId);
  }
  const performing = on.conversation.perform(request, ABILITIES, saysMeanwhile(on, asker));
  const outcome = await within(ANSWER_WAIT_MS, performing);
  const message = outcome && outcome.kind !== 'already' ? slackMessage(outcome.view, { people: outcome.people }) : undefined;
  if (!outcome || !message || message.files.length > 0) {
    await acknowledge();
    return showOutcome(on, outcome ?? (await performing), asker);
  }
  const { text, blocks } = message;
  const left = await acknowledge({ response_type: 'ephemeral', text, ...(blocks.length > 0 && { blocks }) });
  if (!left) return showOutcome(on, outcome, asker);
  if (outcome.kind === 'show' && outcome.channelView)
    await showToChannel(on.answering, asker, outcome.channelView, outcome.people);
}

/** While something takes long, a message of its own says so; the answer follows it. */
export function saysMeanwhile(on: Serving, asker: Asker): (view: View) => void {
  return (view) => void showToAsker(on.answering, asker, view, {});
}

async function openForm(on: Serving, form: Form, asker: Asker, triggerId: string): Promise<void> {
  try {
    await on.forms.views.open({ trigger_id: triggerId, view: modalFor(form, asker.place) });
  } catch (error) {
    const failure = failureOf(error);
    // The same command delivered twice: the first delivery has opened it.
    if (failure.kind === 'refused' && failure.code === 'exchanged_trigger_id') return;
    on.log.warn(failureFacts(error), 'a form could not be opened');
    await showToAsker(on.answering, asker, sorry('The form could not be opened in time. Please try again.'), {});
  }
}

/** Shows what came of it; an error never takes the place of the message with the button. */
export async function showOutcome(on: Serving, outcome: Outcome, asker: Asker, replace = false): Promise<void> {
  switch (outcome.kind) {
    case 'already':
      return;
    case 'invalid':
      return showToAsker(on.answering, asker, outcome.view, outcome.people);
    case 'show':
      await showToAsker(on.answering, asker, outcome.view, outcome.people, replace && !outcome.sorry);
      if (outcome.channelView) await showToChannel(on.answering, asker, outcome.channelView, outcome.people);
      return;
    default:
      return outcome satisfies never;
  }
}
