import type { Job } from './job.ts';

/** Over a long weekend, Friday afternoon's message is still of use on Tuesday morning; once its digest is out, none is written. */
const CATCH_UP_MS = 4 * 24 * 60 * 60 * 1000;

/** On the school day before the network's digest: what will go to the channels, privately to every coordinator. */
export const digestAhead: Job = {
  name: 'digest-ahead',
  catchUpMs: CATCH_UP_MS,
  planned: (app, network, from, to) => app.digests.editions.ahead(network, from, to),
  run: async (app, network, plannedFor, now) =>
    app.digests.editions.showAhead(network, plannedFor, now, await app.terms.calendars(network.id)),
};
