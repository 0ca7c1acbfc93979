import { isSchoolTime } from '../vocabulary/school-time.ts';
import type { Job } from './job.ts';

const HOUR_MS = 60 * 60 * 1000;
/** What is due is read from the rounds themselves, so one late run makes up for all that were missed. */
const CATCH_UP_MS = 72 * HOUR_MS;

/** Every hour of the school day: asks the schools of published rounds how they are getting on, and listens to silence. */
export const followUp: Job = {
  name: 'follow-up',
  catchUpMs: CATCH_UP_MS,
  async planned(_app, network, from, to) {
    if (!isSchoolTime(to, network.timeZone)) return [];
    const hour = new Date(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS);
    return hour > from ? [hour] : [];
  },
  run: (app, network, _plannedFor, now) => app.followUp.run(network, now),
};
