import type { Chore } from './chore.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than the six weeks in which a digest repeats nothing, and long enough to look into "I never got it" after a holiday. */
const BODIES_MS = 60 * DAY_MS;

/** What the database is rid of at night. `vacuum`: the embedded Postgres has no one else to do it; a server does it by itself. */
export function housekeeping(vacuum?: () => Promise<unknown>): Chore {
  return {
    name: 'housekeeping',
    async run(app, now) {
      const bodies = await app.letters.forgetBodies(new Date(now.getTime() - BODIES_MS));
      await app.letters.forgetPaces();
      const words = await app.practice.tidyWords();
      await vacuum?.();
      return `${bodies} old messages emptied, ${words} unused words forgotten`;
    },
  };
}
