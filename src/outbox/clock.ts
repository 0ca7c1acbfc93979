/** Real time, as the worker lives by it; a test may bring its own. */
export interface Clock {
  /** ms */
  now(): number;
  /** Waits; ends early when told to. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's. */
export const realClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (ms <= 0 || signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    }),
};
