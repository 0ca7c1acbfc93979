/** What is being dealt with now, so that stopping can wait for it. */
export interface Running {
  /** Runs it and remembers it until it is done. Never throws: `failed` is told. */
  run(work: () => Promise<void>): Promise<void>;
  /** From now on nothing new is taken. */
  stop(): void;
  /** Is anything new taken? */
  stopping(): boolean;
  /** Resolves when nothing is left, or after so many ms. */
  idle(ms: number): Promise<void>;
}

/** Keeps track of work. */
export function createRunning(failed: (error: unknown) => void): Running {
  const running = new Set<Promise<void>>();
  let stopped = false;
  return {
    run(work) {
      const one = work()
        .catch(failed)
        .finally(() => running.delete(one));
      running.add(one);
      return one;
    },
    stop() {
      stopped = true;
    },
    stopping: () => stopped,
    async idle(ms) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await Promise.race([Promise.allSettled(running), late]);
      clearTimeout(timer);
    },
  };
}
