import type { CastPerson } from '../../contract.ts';
import type { Hub } from '../hub.ts';

/**
 * How many people a bot may write to first who never turned to it, per hour. Discord documents only that direct messages must
 * not be opened to everybody; bots are reported to be stopped after 20 to 40. This keeps a mass mailing from passing here.
 */
const COLD_PER_HOUR = 20;
const HOUR = 3_600_000;

/** Whether the bot may open direct messages with a person now. */
export function mayOpenDirect({ rateLimits, turnedToBot, coldDirects, store }: Hub, { id }: CastPerson): boolean {
  if (!rateLimits || turnedToBot.has(id) || coldDirects.has(id)) return true;
  if (store.messagesIn(store.directOf(id)).length > 0) return true;
  for (const [other, at] of coldDirects) if (Date.now() - at > HOUR) coldDirects.delete(other);
  if (coldDirects.size >= COLD_PER_HOUR) return false;
  coldDirects.set(id, Date.now());
  return true;
}
