import { directOf, type Stage } from './stage.ts';

/** What has arrived on the wire, seen with the readers' own apps. */
export interface Inbox {
  /** How many digests each reader has, in the stage's order. */
  counts(): number[];
  /** How many readers have at least one. */
  arrived(): number;
  /** Resolves with the next digest that arrives, or after so many ms. */
  next(ms: number): Promise<void>;
}

/** How every digest begins that misses no week. */
const DIGEST = 'this week';

/** Watches the direct messages of all readers. */
export function watchInbox({ sandboxes, readers }: Stage): Inbox {
  const counts = readers.map(() => 0);
  const waiting = new Set<() => void>();
  for (const [index, { platform, userId }] of readers.entries()) {
    const app = sandboxes[platform].as(userId);
    const direct = directOf(sandboxes, platform, userId);
    app.onChange(() => {
      const count = app.messages(direct).filter((one) => one.author.bot && one.text.includes(DIGEST)).length;
      if (count === counts[index]) return;
      counts[index] = count;
      for (const resolve of waiting) resolve();
    });
  }
  return {
    counts: () => [...counts],
    arrived: () => counts.filter((count) => count > 0).length,
    next: (ms) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        waiting.add(done);
      }),
  };
}
