import type { PickedFile } from '../../contract.ts';
import { newId, secret } from '../ids.ts';
import { inputsOf } from '../shown/form.ts';
import { listOfWords, textOf } from '../types.ts';
import type { OpenView, StoredFile } from '../world.ts';
import { nowOf } from '../world.ts';
import type { Actor } from './acts.ts';

/** Uploads what a person chose in the file fields of a modal, as the client does before it sends; field to file ids. Throws what the client says. */
export function uploaded(actor: Actor, open: OpenView, files: Readonly<Record<string, PickedFile>>): Record<string, string[]> {
  const { world, team, person } = actor;
  return Object.fromEntries(
    Object.entries(files).map(([field, { name, base64 }]) => {
      const input = inputsOf(open.view).find(({ block, element }) => block.block_id === field || element.action_id === field);
      if (input?.element.type !== 'file_input') throw new Error(`The form takes no file in ${field}.`);
      const endings = listOfWords(input.element.filetypes);
      const fits = endings.length === 0 || endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
      if (!fits) throw new Error(`${name}: this kind of file cannot be added here.`);
      const length = Buffer.from(base64, 'base64').length;
      const stored: StoredFile = {
        ...{ id: newId('F'), team: team.id, user: person.id, name, title: name, length, content: base64 },
        ...{ complete: true, secret: secret(), stampedAt: nowOf(world) },
      };
      world.files.set(stored.id, stored);
      world.save();
      return [textOf(input.block.block_id), [stored.id]];
    }),
  );
}
