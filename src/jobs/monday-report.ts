import { nextSchoolTime, nextWeekly } from '../vocabulary/school-time.ts';
import type { Job } from './job.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MONDAY = 1;
/** Before the first lesson, after the first cup of tea. */
const AT = '08:30';
/** A page that could not go out on Monday is still of use until Thursday. */
const CATCH_UP_MS = 3 * DAY_MS;
/** A Monday moved so far is a holiday's: that week has none. */
const MOST_MOVED_MS = 5 * DAY_MS;

/** Every Monday of term: how the round goes, privately to every coordinator. */
export const mondayReport: Job = {
  name: 'monday-report',
  catchUpMs: CATCH_UP_MS,
  planned: async (_app, network, from, to) => mondays(network.timeZone, from, to),
  run: (app, network, plannedFor, now) => app.reports.writeMonday(network, plannedFor, now),
};

/** Mondays at 08:30 after `from`, up to and including `to`; on a bank holiday the next school time. */
export function mondays(zone: string, from: Date, to: Date): Date[] {
  const due: Date[] = [];
  // One moved by a bank holiday belongs to a day before `from`, so begin a week early.
  let monday = nextWeekly(MONDAY, AT, zone, new Date(from.getTime() - 7 * DAY_MS));
  while (monday <= to) {
    const open = nextSchoolTime(monday, zone);
    if (open > from && open <= to && open.getTime() - monday.getTime() < MOST_MOVED_MS) due.push(open);
    monday = nextWeekly(MONDAY, AT, zone, monday);
  }
  return due;
}
