import { DIGEST_JOB } from '../digest/types.ts';
import type { Job } from './job.ts';

/** A digest that could not go out on Wednesday afternoon is still welcome until Friday. */
const CATCH_UP_MS = 48 * 60 * 60 * 1000;

/** Writes every network's weekly digest at its day and time. */
export const weeklyDigest: Job = {
  name: DIGEST_JOB,
  catchUpMs: CATCH_UP_MS,
  planned: (app, network, from, to) => app.digests.due(network.id, from, to),
  run: (app, network, plannedFor, now) => app.digests.write(network, plannedFor, now),
};
