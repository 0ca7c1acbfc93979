import type { PGlite } from '@electric-sql/pglite';

/** Requests are acknowledged at least so often while a transaction runs: both platforms give them three seconds. */
const BREATH_MS = 25;
/** First bytes of the messages that are answered when a Sync or a Flush follows: Parse, Bind, Describe, Execute, Close. */
const ANSWERED_LATER: ReadonlySet<number | undefined> = new Set(Buffer.from('PBDEC'));

/**
 * The embedded Postgres as pg may talk to it:
 * - The messages of a statement arrive together, as a server reads them. One by one, Postgres forgets at each that the one before it
 *   failed, and answers the rest of a failed statement to whoever asks next; it also takes half as long again.
 * - Postgres in this process answers without ever letting the event loop turn, so one transaction of a thousand statements would keep
 *   everything waiting until its end: sockets, timers, acknowledgements. So the loop turns between statements.
 */
export function session(pglite: PGlite): PGlite {
  const execute = pglite.execProtocolStream.bind(pglite);
  let turned = performance.now();
  let held: Uint8Array[] = [];
  return Object.assign(Object.create(pglite) as PGlite, {
    execProtocolStream: async (...[message, options]: Parameters<PGlite['execProtocolStream']>) => {
      held.push(message);
      if (ANSWERED_LATER.has(message[0])) return [];
      const whole = Buffer.concat(held);
      held = [];
      if (performance.now() - turned > BREATH_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        turned = performance.now();
      }
      return execute(whole, options);
    },
  });
}
