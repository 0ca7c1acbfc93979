/** What is being dealt with now, so that stopping can wait for it. */
export interface Running {
  /** Runs it and remembers it until it is done. Never throws: `failed` is told. Once stopped, nothing new is run. */
  run(work: () => Promise<void>): void;
  /** Takes nothing new, and waits until nothing is left or so many ms have passed. */
  stop(ms: number): Promise<void>;
}

/** Keeps track of work. */
export function createRunning(failed: (error: unknown) => void): Running {
  const running = new Set<Promise<void>>();
  let stopped = false;
  return {
    run(work) {
      if (stopped) return;
      const one = work()
        .catch(failed)
        .finally(() => running.delete(one));
      running.add(one);
    },
    async stop(ms) {
      stopped = true;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await Promise.race([Promise.allSettled(running), late]);
      clearTimeout(timer);
    },
  };
}
