import { elementsOf } from '../blocks/check.ts';
import { screenOf, settled } from '../changes.ts';
import { interactionPayload, messageActionPayload } from '../delivery/payloads.ts';
import { newTrigger } from '../delivery/triggers.ts';
import { controlId, initialValues, isMenu, menuOptions } from '../shown/controls.ts';
import { channelSeenBy, directChannel } from '../team.ts';
import type { Fields } from '../types.ts';
import { fieldsList, textOf } from '../types.ts';
import type { Channel, StoredMessage } from '../world.ts';
import type { Actor } from './acts.ts';
import { DID_NOT_WORK, notify, send } from './acts.ts';
import { chosenFields, whyNotSent } from './inputs.ts';
import { askForOptions } from './suggest.ts';
import { viewPayload } from './view-payload.ts';

/** Presses a button, or chooses in a menu, on a message, in the open modal or on the App Home (by the view's id). */
export async function pressOn(actor: Actor, id: string, control: string, values: string[]): Promise<void> {
  notify(actor, undefined);
  const place = placeOf(actor, id);
  if (!place) throw new Error(`There is no message ${id} that ${actor.person.name} can see.`);
  const found = controlIn(place.blocks, control);
  if (!found) throw new Error(`There is no control ${control} on ${id}.`);

  const { block, element } = found;
  const options = textOf(element.type).endsWith('external_select')
    ? await askForOptions(actor, block, element, values[0] ?? '', place.container)
    : menuOptions(actor.team, element);
  const action = {
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id,
    ...chosen(element, values, options),
    action_ts: stamp(),
  };
  if (isMenu(element)) remember(actor, id, controlId(block, element), values);
  const { best, before } = await send(actor, { kind: 'interactive', payload: place.payload(action), answers: false });
  if (best.kind !== 'answered') notify(actor, DID_NOT_WORK);
  else if (element.url === undefined) await settled(actor.world, actor.team, actor.person.id, before);
}

interface PressPlace {
  blocks: Fields[];
  container: Fields;
  payload(action: Fields): Fields;
}

function placeOf(actor: Actor, id: string): PressPlace | undefined {
  const { world, team, person } = actor;
  const open = world.views.get(id);
  if (open && open.person === person.id) return inView(actor, open.view, () => viewPayload(actor, open));
  const home = team.homes.get(person.id);
  if (home?.id === id) return inView(actor, home, () => home);
  const found = findMessage(actor, id);
  if (!found) return undefined;
  const { channel, message } = found;
  return {
    blocks: [...message.blocks, ...message.attachments.flatMap((attachment) => fieldsList(attachment.blocks))],
    container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: message.onlyFor !== undefined },
    payload: (action) => ({
      ...messageActionPayload(world, team, person, channel, message, action),
      state: messageState(actor, message),
    }),
  };
}

function inView({ world, team, person }: Actor, view: Fields, shown: () => Fields): PressPlace {
  const container = { type: 'view', view_id: view.id };
  return {
    blocks: fieldsList(view.blocks),
    container,
    payload: (action) => ({
      ...interactionPayload(team, person, 'block_actions'),
      container,
      trigger_id: newTrigger(world, team, person.id),
      view: shown(),
      actions: [action],
    }),
  };
}

function findMessage({ team, person }: Actor, ts: string): { channel: Channel; message: StoredMessage } | undefined {
  directChannel(team, person.id);
  for (const id of team.channels.keys()) {
    const channel = channelSeenBy(team, person.id, id);
    const message = channel?.messages.findLast(
      (item) => item.ts === ts && (item.onlyFor === undefined || item.onlyFor === person.id),
    );
    if (channel && message) return { channel, message };
  }
  return undefined;
}

/** What stands in the menus of a message for this person: state.values. */
function messageState({ world, team, person }: Actor, message: StoredMessage): Fields {
  const chosenHere = screenOf(world, person.id).chosen.get(message.ts);
  const values: Record<string, Fields> = {};
  for (const block of message.blocks) {
    for (const element of elementsOf(block).filter((item) => isMenu(item) && item.type !== 'overflow')) {
      const stands = chosenHere?.get(controlId(block, element)) ?? initialValues(element);
      const fields = { type: element.type, ...chosenFields(element, stands, menuOptions(team, element)) };
      values[textOf(block.block_id)] = { ...values[textOf(block.block_id)], [textOf(element.action_id)]: fields };
    }
  }
  return { values };
}

function remember({ world, person }: Actor, message: string, control: string, values: string[]): void {
  const { chosen } = screenOf(world, person.id);
  const here = chosen.get(message) ?? new Map<string, string[]>();
  chosen.set(message, here.set(control, values));
}

/** By "block/action", or by the action alone when only one control has it. */
function controlIn(blocks: Fields[], control: string): { block: Fields; element: Fields } | undefined {
  const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const byAction = all.filter(({ element }) => element.action_id === control);
  return (
    all.find(({ block, element }) => controlId(block, element) === control) ?? (byAction.length === 1 ? byAction[0] : undefined)
  );
}

function chosen(element: Fields, values: string[], options: Fields[]): Fields {
  if (element.type === 'button' || element.type === 'icon_button') {
    return {
      text: element.text,
      ...(element.value === undefined ? {} : { value: element.value }),
      ...(element.style ? { style: element.style } : {}),
    };
  }
  const problem = whyNotSent({ optional: true }, element, values, options);
  if (problem) throw new Error(problem);
  return { ...chosenFields(element, values, options), ...(element.placeholder ? { placeholder: element.placeholder } : {}) };
}

function stamp(): string {
  return (Date.now() / 1000).toFixed(6);
}
