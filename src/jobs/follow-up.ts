import { isSchoolTime } from '../vocabulary/school-time.ts';
import type { Job } from './job.ts';

const HOUR_MS = 60 * 60 * 1000;
/** Often enough that a large round, followed up a part at a time, is through within a school day. */
const EVERY_MS = 15 * 60 * 1000;
/** What is due is read from the rounds themselves, so one late run makes up for all that were missed. */
const CATCH_UP_MS = 72 * HOUR_MS;

/** Every quarter of an hour of the school day: asks the schools of published rounds how they get on, and listens to silence. */
export const followUp: Job = {
  name: 'follow-up',
  catchUpMs: CATCH_UP_MS,
  async planned(_app, network, from, to) {
    if (!isSchoolTime(to, network.timeZone)) return [];
    const quarter = new Date(Math.floor(to.getTime() / EVERY_MS) * EVERY_MS);
    return quarter > from ? [quarter] : [];
  },
  run: (app, network, _plannedFor, now) => app.followUp.run(network, now),
};
