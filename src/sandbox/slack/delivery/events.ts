import { newId } from '../ids.ts';
import type { Fields } from '../types.ts';
import type { Team, World } from '../world.ts';
import { later } from '../world.ts';
import type { BotRequest, Outcome } from './deliver.ts';
import { bestOf, deliver } from './deliver.ts';
import { eventPayload } from './payloads.ts';

/** Slack delivers an unacknowledged event again at once, after one minute and after five. */
const RETRIES_MS = [0, 60_000, 300_000];

/** Sends an event if the app subscribed to it. Resolves when it was acknowledged, or failed twice (later attempts follow). */
export async function sendEvent(world: World, team: Team, name: string, event: Fields): Promise<void> {
  if (world.manifest && !world.manifest.events.has(name)) return;
  const payload = eventPayload(team, event, newId('Ev'));
  const outcome = await attempt(world, payload);
  if (outcome.kind !== 'answered') await retry(world, payload, 1, outcome);
}

async function attempt(world: World, payload: Fields, retry?: BotRequest['retry']): Promise<Outcome> {
  return bestOf(await deliver(world, { kind: 'events_api', payload, answers: false, ...(retry ? { retry } : {}) }));
}

async function retry(world: World, payload: Fields, number: number, last: Outcome): Promise<void> {
  const wait = RETRIES_MS[number - 1];
  if (wait === undefined || world.closed) return;
  const go = async () => {
    const outcome = await attempt(world, payload, { number, reason: reasonOf(world, last) });
    if (outcome.kind !== 'answered') await retry(world, payload, number + 1, outcome);
  };
  if (wait === 0) await go();
  else later(world, wait, () => void go());
}

/** X-Slack-Retry-Reason, or retry_reason of an envelope. */
function reasonOf(world: World, outcome: Outcome): string {
  if (!world.requestUrl) return 'timeout';
  return outcome.kind === 'late' ? 'http_timeout' : 'http_error';
}
