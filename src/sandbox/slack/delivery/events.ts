import { newId } from '../ids.ts';
import type { Fields } from '../types.ts';
import type { Team, World } from '../world.ts';
import { later } from '../world.ts';
import { bestOf, deliver } from './deliver.ts';
import { eventPayload } from './payloads.ts';

/** Slack delivers an unacknowledged event again at once, after one minute and after five. */
const RETRIES_MS = [0, 60_000, 300_000];

/** Sends an event if the app subscribed to it. Resolves when it was acknowledged, or failed twice (later attempts follow). */
export async function sendEvent(world: World, team: Team, name: string, event: Fields): Promise<void> {
  if (world.manifest && !world.manifest.events.has(name)) return;
  const payload = eventPayload(team, event, newId('Ev'));
  if (await attempt(world, payload)) return;
  await retry(world, payload, 1);
}

async function attempt(world: World, payload: Fields, number = 0): Promise<boolean> {
  const retry = number > 0 ? { retry: { number, reason: 'timeout' } } : {};
  const outcome = bestOf(await deliver(world, { kind: 'events_api', payload, answers: false, ...retry }));
  return outcome.kind === 'answered';
}

async function retry(world: World, payload: Fields, number: number): Promise<void> {
  const wait = RETRIES_MS[number - 1];
  if (wait === undefined || world.closed) return;
  const go = async () => {
    if (!(await attempt(world, payload, number))) await retry(world, payload, number + 1);
  };
  if (wait === 0) await go();
  else later(world, wait, () => void go());
}
