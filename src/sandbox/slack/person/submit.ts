import type { PickedFile } from '../../contract.ts';
import { changedFor, changesSeenBy, screenOf, settled } from '../changes.ts';
import { isRefusal } from '../content.ts';
import { deliver } from '../delivery/deliver.ts';
import { interactionPayload } from '../delivery/payloads.ts';
import { newTrigger } from '../delivery/triggers.ts';
import { labelOf } from '../shown/controls.ts';
import { inputsOf } from '../shown/form.ts';
import type { Fields } from '../types.ts';
import { isFields, textOf } from '../types.ts';
import { closeAll, closeTop, readView, replaceView, showView } from '../views.ts';
import type { OpenView } from '../world.ts';
import type { Actor } from './acts.ts';
import { notify, send, TROUBLE_CONNECTING } from './acts.ts';
import { whyNotSent } from './inputs.ts';
import { uploaded } from './upload.ts';
import { optionsIn, viewPayload } from './view-payload.ts';

/** Fills in and sends the modal on top. Rejects where the real client would not send. */
export async function submitTop(
  actor: Actor,
  open: OpenView,
  values: Record<string, string | string[]>,
  files: Readonly<Record<string, PickedFile>> = {},
): Promise<void> {
  const { world, team, person } = actor;
  notify(actor, undefined);
  fill(actor, open, { ...values, ...uploaded(actor, open, files) });
  open.errors = {};
  const payload = {
    ...interactionPayload(team, person, 'view_submission'),
    trigger_id: newTrigger(world, team, person.id),
    view: viewPayload(actor, open),
    response_urls: [],
  };
  const { best, before } = await send(actor, { kind: 'interactive', payload, answers: true });
  if (best.kind !== 'answered') {
    notify(actor, TROUBLE_CONNECTING);
    return;
  }
  const shown = changesSeenBy(world, team, person.id) > before;
  const closed = act(actor, open, isFields(best.payload) ? best.payload : {});
  if (closed && !shown) await settled(world, team, person.id, changesSeenBy(world, team, person.id));
}

/** Puts values into the fields and checks them all, as the client does before it sends. */
function fill(actor: Actor, open: OpenView, values: Record<string, string | string[]>): void {
  const inputs = inputsOf(open.view);
  for (const [id, value] of Object.entries(values)) {
    const input = inputs.find(({ block }) => block.block_id === id) ?? inputs.find(({ element }) => element.action_id === id);
    if (!input)
      throw new Error(`The form has no field ${id}. It has: ${inputs.map(({ block }) => textOf(block.block_id)).join(', ')}.`);
    open.values.set(
      textOf(input.block.block_id),
      (Array.isArray(value) ? value : [value]).filter((item) => item !== ''),
    );
  }
  for (const { block, element } of inputs) {
    const problem = whyNotSent(
      block,
      element,
      open.values.get(textOf(block.block_id)) ?? [],
      optionsIn(actor, open, block, element),
    );
    if (problem) throw new Error(`${labelOf(block.label)}: ${problem}`);
  }
}

/** Does what the app answered. Returns whether the form went away and something else may follow. */
function act(actor: Actor, open: OpenView, answer: Fields): boolean {
  const { world, team, person } = actor;
  switch (answer.response_action) {
    case undefined:
      closeFrom(actor, open);
      return true;
    case 'clear':
      closeAll(world, person.id);
      return true;
    case 'errors':
      showErrors(actor, open, answer.errors);
      return false;
    case 'update':
    case 'push': {
      const push = answer.response_action === 'push';
      const view = readView(world, team, answer.view, 'modal', push ? undefined : open.view);
      if (isRefusal(view)) notify(actor, TROUBLE_CONNECTING);
      else if (!push) replaceView(world, open, view);
      else if (showView(world, team, person.id, view, true)) notify(actor, TROUBLE_CONNECTING);
      return false;
    }
    default:
      notify(actor, TROUBLE_CONNECTING);
      return false;
  }
}

/** Errors must be about input blocks of this view; otherwise Slack only says that something went wrong. */
function showErrors(actor: Actor, open: OpenView, errors: unknown): void {
  const known = inputsOf(open.view).map(({ block }) => textOf(block.block_id));
  const entries = isFields(errors) ? Object.entries(errors) : [];
  if (entries.length === 0 || entries.some(([id, message]) => !known.includes(id) || typeof message !== 'string')) {
    notify(actor, TROUBLE_CONNECTING);
    return;
  }
  open.errors = Object.fromEntries(entries.map(([id, message]) => [id, String(message)]));
  changedFor(actor.world, actor.person.id);
}

/** Closes a view, and anything on top of it. */
function closeFrom({ world, person }: Actor, open: OpenView): void {
  const { stack } = screenOf(world, person.id);
  while (stack.includes(open)) closeTop(world, person.id);
}

/** Presses Cancel. The app is told if the view asked for it. */
export function dismissTop(actor: Actor, open: OpenView): void {
  const { world, team, person } = actor;
  const view = viewPayload(actor, open);
  const cleared = open.view.clear_on_close === true;
  if (cleared) closeAll(world, person.id);
  else closeTop(world, person.id);
  if (open.view.notify_on_close !== true) return;
  const payload = { ...interactionPayload(team, person, 'view_closed'), view, is_cleared: cleared };
  void deliver(world, { kind: 'interactive', payload, answers: false });
}
