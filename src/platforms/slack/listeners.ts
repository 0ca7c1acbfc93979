import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { Form } from '../../chat/request.ts';
import { cut } from '../../chat/text.ts';
import { within } from '../shared/pauses.ts';
import type { Running } from '../shared/running.ts';
import { type Asker, showToAsker } from './answering.ts';
import { slackOptions } from './controls.ts';
import { type AskSlack, commandRequest, pressRequest, submitRequest, suggestRequest } from './incoming.ts';
import { FIELD_PROBLEM, OPTIONS, SUBMIT_WAIT_MS, SUGGEST_WAIT_MS } from './limits.ts';
import { ABILITIES, type Serving, saysMeanwhile, serve, serveCommand, showOutcome } from './serving.ts';
import { RESTARTING, sorry, WENT_WRONG } from './sorry.ts';

/** One listener for each kind of thing Slack sends; names of commands and actions are the conversation's business. */

const ANY = /.*/;

/** What listening needs. */
export interface Listening extends Serving {
  running: Running;
  /** What is asked of Slack about a person. */
  ask: AskSlack;
}

/** Adds the listeners. None of them ever throws, and each acknowledges whatever happens. */
export function listen(app: App, on: Listening): void {
  const { running, ask } = on;
  app.error(async (error) => on.log.error({ name: error.name, code: error.code }, 'a Slack request failed'));

  app.command(ANY, ({ ack, body }) =>
    handle(on, ack, async (acknowledge, answering) => {
      if (running.stopping()) return void (await acknowledge(RESTARTING));
      const request = commandRequest(body, ask);
      const asker = answering({ userId: body.user_id, place: request.place, responseUrl: body.response_url });
      await serveCommand(on, request, asker, body.trigger_id, acknowledge);
    }),
  );

  app.action<BlockAction>(ANY, ({ ack, body }) =>
    handle(
      on,
      () => ack(),
      async (acknowledge, answering) => {
        await acknowledge();
        const request = pressRequest(body, ask);
        if (!request) return;
        const asker = answering({ userId: body.user.id, place: request.place, responseUrl: body.response_url });
        if (running.stopping()) return showToAsker(on.answering, asker, sorry(RESTARTING), {});
        await serve(on, request, asker, body.trigger_id);
      },
    ),
  );

  app.view<ViewSubmitAction>(ANY, ({ ack, body }) =>
    handle(on, ack, async (acknowledge, answering) => {
      const request = submitRequest(body, ask);
      const asker = answering({ userId: body.user.id, place: request.place });
      const fields = body.view.blocks.flatMap((block) => (block.type === 'input' && block.block_id ? [block.block_id] : []));
      const [first] = fields;
      // The form stays open, so nothing typed is lost.
      if (running.stopping() && first)
        return void (await acknowledge({ response_action: 'errors', errors: { [first]: RESTARTING } }));
      const performing = on.conversation.perform(request, ABILITIES, saysMeanwhile(on, asker));
      const inTime = await within(SUBMIT_WAIT_MS, performing);
      const errors = inTime?.kind === 'invalid' ? problemsBeside(inTime.form, fields) : {};
      if (Object.keys(errors).length > 0) return void (await acknowledge({ response_action: 'errors', errors }));
      await acknowledge();
      await showOutcome(on, inTime ?? (await performing), asker);
    }),
  );

  app.options(ANY, ({ ack, body }) =>
    handle(on, ack, async (acknowledge) => {
      if (body.type !== 'block_suggestion') return void (await acknowledge({ options: [] }));
      const found = await within(SUGGEST_WAIT_MS, on.conversation.suggest(suggestRequest(body, ask), OPTIONS));
      await acknowledge({ options: slackOptions(found ?? []) });
    }),
  );
}

/** What is done about one thing; `acknowledge` says whether it left us, `answering` whom to tell if it goes wrong. */
type Work<A> = (acknowledge: (answer?: A) => Promise<boolean>, answering: (asker: Asker) => Asker) => Promise<void>;

/**
 * Deals with one thing; acknowledges it even when that fails. An acknowledgement that is lost with its connection stops nothing: Slack
 * tells the person that something went wrong, and the answer comes another way.
 */
function handle<A>(on: Listening, ack: (answer?: A) => Promise<unknown>, work: Work<A>): Promise<void> {
  let acknowledged = false;
  let asker: Asker | undefined;
  const acknowledge = async (answer?: A) => {
    acknowledged = true;
    try {
      await ack(answer);
      return true;
    } catch {
      on.log.warn({ platform: 'slack' }, 'an acknowledgement was lost');
      return false;
    }
  };
  const answering = (to: Asker) => {
    asker = to;
    return to;
  };
  return on.running.run(async () => {
    try {
      await work(acknowledge, answering);
    } catch (error) {
      if (!acknowledged) await acknowledge();
      if (asker) await showToAsker(on.answering, asker, sorry(WENT_WRONG), {});
      throw error;
    }
  });
}

/** The problems Slack can show beside the fields of the form that was sent. */
function problemsBeside(form: Form, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    form.fields.flatMap(({ name, problem }) =>
      problem !== undefined && fields.includes(name) ? [[name, cut(problem, FIELD_PROBLEM)]] : [],
    ),
  );
}
