/** Waiting, without keeping the process alive. */

/** The first pause before trying again, and the longest, in ms: a day of trying stays far below the 1,000 logins Discord allows. */
const FIRST_MS = 500;
const LONGEST_MS = 300_000;

/** How long to wait before the next attempt: longer each time, and not everybody at once. */
export function growingPause(failures: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(full * (0.75 + Math.random() / 2));
}

/** Waits; ends early when told to. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    signal?.addEventListener('abort', done);
  });
}

/** The result, or undefined when it takes longer. Every command passes here: a plain timer costs least. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
