import { eachComponent } from '../checks/parts.ts';
import { Ask, type Component, type Id, Kind } from '../wire.ts';
import { isOffered, note } from './form.ts';
import { noneNamed, resolvedOf } from './resolved.ts';
import { askBot, findMessage, NO_ANSWER, type Screen, setNotice } from './screen.ts';

/** Presses a button or chooses in a select of a message. */
export async function press(screen: Screen, messageId: Id, controlId: string, values?: string[]): Promise<void> {
  const { hub } = screen;
  const { room, stored } = findMessage(screen, messageId);
  const component = findControl(stored.message.components, controlId);
  if (!component) throw new Error(`The message has no control "${controlId}"`);
  if (component.url) return;
  if (component.disabled) throw new Error(`"${component.label ?? controlId}" is switched off`);
  const chosen = component.type === Kind.button ? undefined : (values ?? []);
  if (chosen) refuseWrongChoice(component, chosen, (value) => isOffered(room, component, value));

  setNotice(screen, undefined);
  const named = noneNamed();
  note(component, chosen ?? [], named);
  const outcome = await askBot(screen, { ask: Ask.component, room, message: stored }, () => ({
    id: component.id,
    custom_id: component.custom_id,
    component_type: component.type,
    ...(chosen ? { values: chosen } : {}),
    ...resolvedOf(hub, room, named),
  }));
  if (!outcome.answered) setNotice(screen, NO_ANSWER);
  hub.changes.forPerson(screen.person.id);
}

function findControl(components: Component[], controlId: string): Component | undefined {
  for (const [component] of eachComponent(components, [])) {
    if (component.custom_id === controlId) return component;
    if (component.url !== undefined && controlId === `link ${component.id ?? component.url}`) return component;
  }
  return undefined;
}

function refuseWrongChoice(
  { min_values = 1, max_values = 1 }: Component,
  chosen: string[],
  offered: (value: string) => boolean,
): void {
  if (chosen.length < min_values) throw new Error(`Choose at least ${min_values}`);
  if (chosen.length > max_values) throw new Error(`Choose at most ${max_values}`);
  const stranger = chosen.find((value) => !offered(value));
  if (stranger !== undefined) throw new Error(`The select does not offer "${stranger}"`);
}
