import { totals } from './bound.ts';
import type { Instance } from './instance.ts';
import type { Solution } from './solution.ts';
import type { MatchOptions, MatchProgress } from './types.ts';

/** How a run looks after its time: it asks whether to stop, and says how far it is. */
export interface Watch {
  /** True once the deadline has passed; throws the signal's reason when the run is cancelled. */
  late(): boolean;
  /** Whether it is time for another report. */
  isDue(): boolean;
  report(stage: MatchProgress['stage'], instance: Instance, solution: Solution): void;
}

const REPORT_EVERY_MS = 500;

export function watchFor({ deadlineMs, signal, onProgress }: Pick<MatchOptions, 'deadlineMs' | 'signal' | 'onProgress'>): Watch {
  const began = performance.now();
  const end = began + (deadlineMs ?? Number.POSITIVE_INFINITY);
  let reported = began;
  return {
    late() {
      signal?.throwIfAborted();
      return performance.now() > end;
    },
    isDue: () => onProgress !== undefined && performance.now() - reported >= REPORT_EVERY_MS,
    report(stage, instance, solution) {
      if (!onProgress) return;
      reported = performance.now();
      const paired = solution.mates.filter(
        (mate, seat) => mate >= 0 && mate < instance.schools && seat < instance.schools,
      ).length;
      onProgress({ stage, elapsedMs: performance.now() - began, paired, ...totals(instance, solution) });
    },
  };
}
