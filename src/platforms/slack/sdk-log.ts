import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../chat/platform.ts';

/**
 * What Slack's libraries log, without what people wrote: their debug lines hold whole payloads, and even their errors quote pieces of
 * them. Only how a sentence begins is kept.
 */
export function sdkLogger(log: Log): Logger {
  const quiet = () => {};
  return {
    debug: quiet,
    info: quiet,
    warn: (...said: unknown[]) => log.debug({ said: beginning(said[0]) }, 'a Slack library warned'),
    error: (...said: unknown[]) => log.warn({ said: beginning(said[0]) }, 'a Slack library reported an error'),
    setLevel: quiet,
    getLevel: () => LogLevel.WARN,
    setName: quiet,
  };
}

/** How much of a sentence is surely the library's own. */
const OWN_WORDS = 80;

function beginning(said: unknown): string {
  if (said instanceof Error) return said.name;
  return typeof said === 'string' ? (said.split(/[:("'`{[]/)[0] ?? '').slice(0, OWN_WORDS).trim() : typeof said;
}
