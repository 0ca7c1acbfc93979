import type { Log } from './chat/platform.ts';

/** An orderly stop that takes longer than this has hung: the platforms give what is under way three seconds, the outbox ten. */
const STOP_MS = 20_000;

/** What watching for faults needs. */
export interface Faults {
  log: Log;
  /** Stops everything in order. */
  stop(): Promise<void>;
}

/**
 * The last resort for what nobody caught: it is logged without any words of anybody, everything is stopped in order, and the process
 * ends with 1, so that whatever watches over it starts it anew. Work that was cut off is done again then: it is claimed or leased.
 * Slack's SDK rejects where nobody can await it (a token revoked during a reconnect, say): that is logged, and the other platform
 * lives on.
 */
export function watchFaults({ log, stop }: Faults): void {
  let ending = false;
  const end = (error: unknown, message: string) => {
    log.error(factsOf(error), message);
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), STOP_MS);
    stop()
      .catch(() => undefined)
      .finally(() => process.exit(1));
  };
  process.on('uncaughtException', (error) => end(error, 'nobody caught an error; stopping'));
  process.on('unhandledRejection', (reason) => {
    if (isOfConnection(reason)) log.error(factsOf(reason), 'a connection failed');
    else end(reason, 'nobody caught a rejection; stopping');
  });
}

function isOfConnection(reason: unknown): boolean {
  return codeOf(reason)?.startsWith('slack_') === true;
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Name and place of an error. Its message may hold what somebody typed, or a token. */
function factsOf(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, code: codeOf(error), stack: places?.slice(0, 8) };
}
