import type { PickedFile } from '../../contract.ts';
import { lengthOf } from '../checks/check.ts';
import { keepUpload } from '../messages/files.ts';
import type { Room } from '../messages/rooms.ts';
import { peopleIn } from '../shown/controls.ts';
import { countsOf, type Input, inputsOf, shownField, TICKED } from '../shown/form.ts';
import { Ask, type Component, Kind } from '../wire.ts';
import { type Named, noneNamed, resolvedOf } from './resolved.ts';
import { askBot, type Screen, setNotice } from './screen.ts';

type Values = Record<string, string | string[]>;

/** Sends the open form; throws what the client would say beside a field that is not right. */
export async function submitForm(
  screen: Screen,
  values: Values,
  files: Readonly<Record<string, PickedFile>> = {},
): Promise<void> {
  const { form, hub } = screen;
  if (!form) throw new Error('No form is open');
  const { modal, opener } = form;
  const inputs = inputsOf(modal);
  const unknown = [...Object.keys(values), ...Object.keys(files)].find(
    (id) => !inputs.some(({ inner }) => inner.custom_id === id),
  );
  if (unknown !== undefined) throw new Error(`The form has no field "${unknown}"`);

  const named = noneNamed();
  const filled = new Map(
    inputs.map((input) => [
      input,
      isUpload(input) ? uploadTo(screen, input, files, named) : filledIn(opener.room, input, values),
    ]),
  );
  for (const [input, given] of filled) {
    refuseWrong(opener.room, input, given);
    note(input.inner, given, named);
  }

  setNotice(screen, undefined);
  const components = modal.components.map((outer) => {
    const input = inputs.find((one) => one.outer === outer);
    return input ? sent(input, filled.get(input) ?? []) : { type: outer.type, id: outer.id ?? 0 };
  });
  const asked = { ask: Ask.modal, room: opener.room, parent: opener, message: opener.message };
  const outcome = await askBot(screen, asked, () => ({
    custom_id: modal.custom_id,
    components,
    ...resolvedOf(hub, opener.room, named),
  }));
  // The real client keeps the form open when nobody answers.
  if (!outcome.answered) {
    setNotice(screen, 'Something went wrong. Try again.');
    return;
  }
  if (screen.form === form) screen.form = undefined;
  hub.changes.forPerson(screen.person.id);
}

function isUpload({ inner }: Input): boolean {
  return inner.type === Kind.fileUpload;
}

/** Uploads the file chosen for a field, as the client does before it sends; its id, written out beside. */
function uploadTo({ hub, form }: Screen, { inner }: Input, files: Readonly<Record<string, PickedFile>>, named: Named): string[] {
  const file = files[inner.custom_id ?? ''];
  if (!file || !form) return [];
  const attachment = keepUpload(hub, form.opener.room.channelId, file.name, Buffer.from(file.base64, 'base64'));
  named.attachments.push({ ...attachment, ephemeral: true });
  return [attachment.id];
}

function filledIn(room: Room, input: Input, values: Values): string[] {
  const given = values[input.inner.custom_id ?? ''];
  if (given === undefined) return shownField(room, input).value;
  return (Array.isArray(given) ? given : [given]).filter((value) => value !== '');
}

function refuseWrong(room: Room, { outer, inner }: Input, given: string[]): void {
  const label = outer.label ?? inner.label ?? inner.custom_id;
  const { min, max } = countsOf(inner);
  const optionalAndEmpty = given.length === 0 && (inner.required === false || min === 0);
  if (optionalAndEmpty) return;
  if (given.length < min) throw new Error(`"${label}" is required`);
  if (given.length > max) throw new Error(`"${label}" takes at most ${max}`);
  if (inner.type === Kind.textInput) {
    refuseLength(label ?? '', inner, given[0] ?? '');
    return;
  }
  if (inner.type === Kind.fileUpload) return;
  const stranger = given.find((value) => !isOffered(room, inner, value));
  if (stranger !== undefined) throw new Error(`"${label}" does not offer "${stranger}"`);
}

function refuseLength(label: string, { min_length = 0, max_length = 4000 }: Component, text: string): void {
  if (lengthOf(text) < min_length) throw new Error(`"${label}" must be at least ${min_length} characters`);
  if (lengthOf(text) > max_length) throw new Error(`"${label}" must be at most ${max_length} characters`);
}

/** Whether a select, radio group or checkbox offers a value. */
export function isOffered(room: Room, inner: Component, value: string): boolean {
  if (inner.options) return inner.options.some((option) => option.value === value);
  if (inner.type === Kind.checkbox) return value === TICKED;
  if (inner.type === Kind.channelSelect) return room.community?.channels.some((channel) => channel.id === value) ?? false;
  return peopleIn(room).some((person) => person.id === value);
}

/** Remembers people and channels chosen in a select. */
export function note({ type }: Component, given: string[], named: Named): void {
  if (type === Kind.userSelect || type === Kind.mentionableSelect) for (const id of given) named.people.add(id);
  if (type === Kind.channelSelect) for (const id of given) named.channels.add(id);
}

function sent({ outer, inner }: Input, given: string[]): Record<string, unknown> {
  const value = { type: inner.type, id: inner.id ?? 0, custom_id: inner.custom_id, ...filledValue(inner, given) };
  return outer.component
    ? { type: outer.type, id: outer.id ?? 0, component: value }
    : { type: outer.type, id: outer.id ?? 0, components: [value] };
}

function filledValue({ type }: Component, given: string[]): Record<string, unknown> {
  if (type === Kind.textInput) return { value: given[0] ?? '' };
  if (type === Kind.radioGroup) return { value: given[0] ?? null };
  if (type === Kind.checkbox) return { value: given.includes(TICKED) };
  return { values: given };
}
