import type { CastPerson } from '../../contract.ts';
import { changedFor, changesSeenBy, screenOf } from '../changes.ts';
import type { BotRequest, Outcome } from '../delivery/deliver.ts';
import { bestOf, deliver } from '../delivery/deliver.ts';
import type { Team, World } from '../world.ts';

/** Who acts, where. */
export interface Actor {
  world: World;
  team: Team;
  person: CastPerson;
}

/** What Slack shows when an interaction with a message went wrong. */
export const DID_NOT_WORK = 'Sorry, that didn’t work. Try again?';
/** What Slack shows in a modal when the app did not answer well. */
export const TROUBLE_CONNECTING = 'We had some trouble connecting. Try again?';

/** Sends something the person did to the app. Returns every outcome, the one that counts, and the reading of changes before. */
export async function send(actor: Actor, request: BotRequest): Promise<{ outcomes: Outcome[]; best: Outcome; before: number }> {
  const before = changesSeenBy(actor.world, actor.team, actor.person.id);
  const outcomes = await deliver(actor.world, request);
  return { outcomes, best: bestOf(outcomes), before };
}

/** Shows (or takes away) what the client itself tells the person. */
export function notify({ world, person }: Actor, notice: string | undefined): void {
  const screen = screenOf(world, person.id);
  if (screen.notice === notice) return;
  screen.notice = notice;
  changedFor(world, person.id);
}
