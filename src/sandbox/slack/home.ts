import type { ShownBlock } from '../contract.ts';
import { changesSeenBy, settled } from './changes.ts';
import { sendEvent } from './delivery/events.ts';
import type { Actor } from './person/acts.ts';
import { shownBlocks } from './shown/blocks.ts';
import { fileUrl, namesIn } from './shown/message.ts';
import { directChannel, nextTs } from './team.ts';
import type { Fields } from './types.ts';

/** The App Home tab as a person sees it. `id` is what `press` takes instead of a message id. */
export interface ShownHome {
  id: string;
  blocks: ShownBlock[];
}

/** What the app last published for this person, if anything. */
export function shownHome({ world, team, person }: Actor): ShownHome | undefined {
  const view = team.homes.get(person.id);
  if (!view) return undefined;
  const place = { team, reading: { names: namesIn(world, team), notifies: false }, fileUrl: (id: string) => fileUrl(world, id) };
  return { id: view.id, blocks: shownBlocks(view.blocks, place) };
}

/** Opens the app's Home (or Messages) tab: the app hears app_home_opened and may publish. */
export async function openHome({ world, team, person }: Actor, tab: 'home' | 'messages'): Promise<void> {
  const view = team.homes.get(person.id);
  const before = changesSeenBy(world, team, person.id);
  const event: Fields = {
    type: 'app_home_opened',
    user: person.id,
    channel: directChannel(team, person.id).id,
    tab,
    event_ts: nextTs(world, team),
    ...(view ? { view } : {}),
  };
  await sendEvent(world, team, 'app_home_opened', event);
  if (tab === 'home' && (world.manifest?.events.has('app_home_opened') ?? true)) await settled(world, team, person.id, before);
}
