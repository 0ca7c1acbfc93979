import type { ShownChoice } from '../../contract.ts';
import { suggestionIssues } from '../blocks/check.ts';
import { interactionPayload } from '../delivery/payloads.ts';
import { choiceOf, inputsOf } from '../shown/form.ts';
import type { Fields } from '../types.ts';
import { fieldsList, isFields, textOf } from '../types.ts';
import type { OpenView } from '../world.ts';
import type { Actor } from './acts.ts';
import { notify, send } from './acts.ts';
import { viewPayload } from './view-payload.ts';

/** Slack asks the app only from this many characters on, unless the element says otherwise. */
const MIN_QUERY = 3;

/** Types into a suggesting field of a modal; what comes back can then be chosen. */
export async function suggestIn(actor: Actor, open: OpenView, fieldId: string, typed: string): Promise<ShownChoice[]> {
  const found = inputsOf(open.view).find(({ block, element }) => block.block_id === fieldId || element.action_id === fieldId);
  if (!found) throw new Error(`The form has no field ${fieldId}.`);
  const { block, element } = found;
  if (!textOf(element.type).endsWith('external_select') || typed.length < Number(element.min_query_length ?? MIN_QUERY))
    return [];
  const options = await askForOptions(
    actor,
    block,
    element,
    typed,
    { type: 'view', view_id: open.view.id },
    viewPayload(actor, open),
  );
  const id = textOf(block.block_id);
  const known = open.offered.get(id) ?? [];
  open.offered.set(id, [...options, ...known.filter((old) => !options.some((option) => option.value === old.value))]);
  return options.map(choiceOf);
}

/** Asks the app for the options of an external select. Nothing when it does not answer well; the person is told. */
export async function askForOptions(
  actor: Actor,
  block: Fields,
  element: Fields,
  typed: string,
  container: Fields,
  view?: Fields,
): Promise<Fields[]> {
  const payload = {
    ...interactionPayload(actor.team, actor.person, 'block_suggestion'),
    container,
    action_id: element.action_id,
    block_id: block.block_id,
    value: typed,
    ...(view ? { view } : {}),
  };
  const { best } = await send(actor, { kind: 'interactive', payload, answers: true });
  const answer = best.kind === 'answered' && isFields(best.payload) ? best.payload : undefined;
  if (!answer || suggestionIssues(answer).length > 0) {
    notify(actor, 'Could not load the options.');
    return [];
  }
  return [...fieldsList(answer.options), ...fieldsList(answer.option_groups).flatMap((group) => fieldsList(group.options))];
}
