import { fileOnWire } from '../on-wire.ts';
import { menuOptions } from '../shown/controls.ts';
import type { Fields } from '../types.ts';
import { textOf } from '../types.ts';
import type { OpenView } from '../world.ts';
import type { Actor } from './acts.ts';
import { stateOf } from './inputs.ts';

/** The options something can be chosen from in an open modal. */
export function optionsIn({ team }: Actor, open: OpenView, block: Fields, element: Fields): Fields[] {
  if (textOf(element.type).endsWith('external_select')) return open.offered.get(textOf(block.block_id)) ?? [];
  return menuOptions(team, element);
}

/** The open modal as payloads carry it: with what stands in its inputs. */
export function viewPayload(actor: Actor, open: OpenView): Fields {
  const options = (block: Fields, element: Fields) => optionsIn(actor, open, block, element);
  return { ...open.view, state: stateOf(open, options, (id) => fileOnWire(actor.world, id)) };
}
