import type { Job } from './job.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Every hour: tells coordinators, once per round, whom an introduction did not reach. */
export const unreached: Job = {
  name: 'unreached',
  catchUpMs: HOUR_MS,
  planned: async (_app, _network, from, to) => {
    const hour = new Date(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS);
    return hour > from ? [hour] : [];
  },
  run: (app, network, _plannedFor, now) => app.rounds.reportUnreached(network, now),
};
