import type { Fields } from '../types.ts';
import type { World } from '../world.ts';
import { postSigned } from './http.ts';
import { sendEnvelope } from './socket.ts';

/** Something sent to the app. */
export interface BotRequest {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  payload: Fields;
  /** Whether an answer may come with the acknowledgement. */
  answers: boolean;
  /** A repeated event: which attempt, and why. */
  retry?: { number: number; reason: string };
}

/** What came of it: an acknowledgement with or without content, nothing within three seconds, or no way to reach the app. */
export type Outcome = { kind: 'answered'; payload: unknown } | { kind: 'late' } | { kind: 'failed' };

/** Sends a request to the app, over its socket or signed HTTP. Two outcomes when the duplicate fault is on. */
export async function deliver(world: World, request: BotRequest): Promise<Outcome[]> {
  const twice = world.faults.duplicate > 0;
  if (twice) world.faults.duplicate -= 1;
  const send = () => (world.requestUrl ? postSigned(world, world.requestUrl, request) : sendEnvelope(world, request));
  return Promise.all(twice ? [send(), send()] : [send()]);
}

/** The outcome that counts: an answer if there is one. */
export function bestOf(outcomes: Outcome[]): Outcome {
  return outcomes.find((outcome) => outcome.kind === 'answered') ?? outcomes[0] ?? { kind: 'failed' };
}
