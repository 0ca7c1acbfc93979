import { Worker } from 'node:worker_threads';
import type { MatchOptions, MatchProgress, MatchResult } from './types.ts';

/** What the worker is sent: the options without their functions. */
export type WorkerOrder = Omit<MatchOptions, 'signal' | 'onProgress'>;

/**
 * A round of the whole register keeps 70 MB alive at most. With room for some gigabytes V8 would let garbage pile up to three
 * times that; with this much it tidies up in time, and the round takes no longer.
 */
const MEMORY = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 };

/** What it sends back; the schools stay here and are put back into the result. */
export type WorkerReport = { progress: MatchProgress } | { result: MatchResult };

/**
 * matchSchools in a thread of its own, so that the bot keeps answering while a national round is computed. When the signal
 * is aborted the thread is stopped at once and the promise rejects with the signal's reason.
 */
export function matchSchoolsInWorker({ signal, onProgress, ...order }: MatchOptions): Promise<MatchResult> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = startWorker(order satisfies WorkerOrder);
    const end = (settle: () => void) => {
      signal?.removeEventListener('abort', cancel);
      worker.removeAllListeners('message');
      void worker.terminate();
      settle();
    };
    const cancel = () => end(() => reject(signal?.reason));
    signal?.addEventListener('abort', cancel);
    worker.on('message', (report: WorkerReport) => {
      if ('progress' in report) {
        onProgress?.(report.progress);
        return;
      }
      const { result } = report;
      end(() => resolve({ ...result, inputs: { ...result.inputs, schools: order.schools } }));
    });
    worker.on('error', (error) => end(() => reject(error)));
    worker.on('exit', () => end(() => reject(new Error('The thread ended without a result'))));
  });
}

/** Compiled, the entry is JavaScript. Run from source (tests, benchmarks) it is TypeScript, which tsx teaches the thread. */
function startWorker(order: WorkerOrder): Worker {
  const options = { workerData: order, resourceLimits: MEMORY };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker-entry.js', import.meta.url), options);
  const entry = new URL('./worker-entry.ts', import.meta.url).href;
  const loadSource = `import('tsx/esm/api').then(({ register }) => { register(); return import('${entry}'); })`;
  return new Worker(loadSource, { ...options, eval: true });
}
