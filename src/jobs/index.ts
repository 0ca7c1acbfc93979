import { digestAhead } from './digest-ahead.ts';
import { followUp } from './follow-up.ts';
import type { Job } from './job.ts';
import { mondayReport } from './monday-report.ts';
import { roundLetters } from './round-letters.ts';
import { roundReminders } from './round-reminders.ts';
import { unreached } from './unreached.ts';
import { weeklyDigest } from './weekly-digest.ts';

/** Everything that happens by the clock. A new job is a file here and a name in this list. */
export const jobs: readonly Job[] = [weeklyDigest, digestAhead, roundLetters, mondayReport, unreached, roundReminders, followUp];
